"""What keeps a sync from starting or from going on."""
from __future__ import annotations

from ..errors import Rue311Error
from ..i18n import tr


class TrainingMixed(Rue311Error):
    """Practice would reach a real back end, or real incidents the sandbox."""

    code = "SYN-103"

    def __init__(self, training_store: bool, detail: str = "") -> None:
        super().__init__(
            tr("This is a store for training and that is a real back end: nothing was sent.")
            if training_store
            else tr("This is a real store and that is a profile for training: nothing was sent."),
            tr("Open the profile that goes with the store."),
            detail,
        )


class Interrupted(Rue311Error):
    """A person stopped the sync; everything stands where it can go on."""

    code = "SYN-104"

    def __init__(self) -> None:
        super().__init__(tr("The synchronisation was stopped."), tr("Start it again to go on."))


class NetworkGaveUp(Rue311Error):
    """Several exchanges in a row failed; the rest waits for the next time."""

    code = "SYN-105"

    def __init__(self, last: Rue311Error) -> None:
        super().__init__(
            tr("The network or the back end failed several times in a row: the rest waits."),
            tr("Try again later."),
            str(last),
        )


class ListIncomplete(Rue311Error):
    """The back end could not list everything of a window; what it did list is in the store."""

    code = "SYN-106"

    def __init__(self, why: str) -> None:
        super().__init__(
            tr("The back end could not list everything: {why}").format(why=why),
            tr("What it listed is here; the rest is asked again next time."),
        )


class PausedByServer(Rue311Error):
    """The back end asked not to be called for a while."""

    code = "SYN-107"

    def __init__(self, seconds: float) -> None:
        super().__init__(
            tr("The back end asked to wait {seconds} seconds more.").format(seconds=max(1, round(seconds))),
            tr("Nothing is lost: it is sent at the next synchronisation after that."),
        )
