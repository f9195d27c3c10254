"""What can go wrong with a profile file, in sentences a technician understands."""

from __future__ import annotations

from ..errors import Rue311Error
from ..i18n import tr


class CommuneUnknown(Rue311Error):
    """No commune of today bears this INS code."""

    code = "COM-101"

    def __init__(self, nis: str) -> None:
        super().__init__(
            user=tr("No Walloon commune has the INS code {nis}.").format(nis=nis),
            remedy=tr("Pick the commune by its name in the list."),
            detail=f"unknown NIS {nis!r}",
        )


class ProfileUnreadable(Rue311Error):
    """The file is missing, locked, or no JSON object at all."""

    code = "COM-201"

    def __init__(self, name: str, reason: str, detail: str = "") -> None:
        super().__init__(
            user=tr("The profile {file} cannot be read: {reason}.").format(file=name, reason=reason),
            remedy=tr("Choose the commune again, or pick another profile file."),
            detail=detail or reason,
        )


class ProfileUnwritable(Rue311Error):
    """The folder refuses the file; the profile of before, if there was one, is unchanged."""

    code = "COM-202"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            user=tr("The profile {file} cannot be saved: {reason}.").format(file=name, reason=reason),
            remedy=tr("Check that the folder exists and that you may write in it. Nothing was changed."),
            detail=reason,
        )


class ProfileInvalid(Rue311Error):
    """One value of a profile cannot be used. `field` names it (`back_end.url`)."""

    code = "COM-203"

    def __init__(self, field: str, user: str, remedy: str = "", detail: str = "") -> None:
        super().__init__(user=user, remedy=remedy, detail=detail or f"profile field {field}")
        self.field = field
