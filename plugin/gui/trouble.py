"""What can go wrong in the shell itself, in sentences for people."""
from __future__ import annotations

from ..errors import Rue311Error
from ..i18n import tr


class OperatorMissing(Rue311Error):
    """Somebody writes, and nobody has said who works here."""

    code = "GUI-101"

    def __init__(self) -> None:
        super().__init__(
            user=tr("Nobody has said yet who is working."),
            remedy=tr("Choose the operator at the top of the Rue311 dock, then do it again. Your input is kept."),
        )


class NoCommune(Rue311Error):
    """A page wants the store before a commune is open."""

    code = "GUI-102"

    def __init__(self) -> None:
        super().__init__(user=tr("No commune is open."), remedy=tr("Choose the commune in the Rue311 dock first."))


class WorkingOffline(Rue311Error):
    """The offline switch is on: no request leaves this computer."""

    code = "GUI-103"

    def __init__(self) -> None:
        super().__init__(
            user=tr("The offline switch is on: nothing is sent or fetched."),
            remedy=tr("Switch it off at the top of the dock when the network is back. Your work is kept meanwhile."),
        )


class NoBackEnd(Rue311Error):
    """The commune has no back end yet, or the training back end is stopped."""

    code = "GUI-104"

    def __init__(self, training: bool) -> None:
        if training:
            super().__init__(
                user=tr("The training back end is stopped."),
                remedy=tr("Start it in the orange bar at the top of the dock. Your work is kept meanwhile."),
            )
        else:
            super().__init__(
                user=tr("No back end is set up for this commune."),
                remedy=tr(
                    "Open the menu at the top of the dock, then “Back end and register…”. Your work is kept meanwhile."
                ),
            )


class TrainingOnly(Rue311Error):
    """Training and real work would mix."""

    code = "GUI-105"

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            user=tr("Training and real work are kept apart: training speaks only with a back end on this computer."),
            remedy=tr("Choose the real commune for real work."),
            detail=detail,
        )


class FolderUnusable(Rue311Error):
    """The data folder cannot be made or written."""

    code = "GUI-106"

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(
            user=tr("The folder {folder} cannot be used: {reason}.").format(folder=folder, reason=reason),
            remedy=tr("Free some space or ask for the right to write there, then choose the commune again."),
            detail=f"{folder}: {reason}",
        )
