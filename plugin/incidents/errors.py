"""What can go wrong in the private store and in what a person asks of it."""
from __future__ import annotations

from pathlib import Path

from ..errors import Rue311Error
from ..i18n import tr


class StoreError(Rue311Error):
    """The store could not do what was asked; what was in it before is still in it."""

    code = "STO-100"


class StoreReadOnly(StoreError):
    code = "STO-101"

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(
            tr("The store {path} is read-only: nothing was saved.").format(path=path),
            tr("Ask for the right to write in its folder, or choose another folder."),
            detail,
        )


class StoreBusy(StoreError):
    code = "STO-102"

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(
            tr("The store {path} is held by another program: nothing was saved.").format(path=path),
            tr("Try again in a moment; close the other QGIS or the backup program if it lasts."),
            detail,
        )


class StoreFull(StoreError):
    code = "STO-103"

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(
            tr("The disk of {path} is full or cannot be written: nothing was saved.").format(path=path),
            tr("Free some space on this disk and save again; what was saved before is intact."),
            detail,
        )


class StoreDamaged(StoreError):
    code = "STO-104"

    def __init__(self, path: Path, detail: str = "") -> None:
        self.path = path
        super().__init__(
            tr("The store {path} is damaged and was not opened.").format(path=path),
            tr("Keep the file as it is and call the person in charge: a backup can be put back."),
            detail,
        )


class StoreWrongKind(StoreError):
    """The file is no store, is of a newer Rue311, or training and real are mixed up."""

    code = "STO-105"

    def __init__(self, user: str, remedy: str = "", detail: str = "") -> None:
        super().__init__(user, remedy, detail)


class IncidentUnknown(StoreError):
    code = "INC-101"

    def __init__(self, ref: str) -> None:
        super().__init__(tr("There is no incident {ref} in this store.").format(ref=ref))


class OperationUnknown(StoreError):
    code = "INC-102"

    def __init__(self, op_id: str) -> None:
        super().__init__(tr("There is no operation {op_id} in this store.").format(op_id=op_id))


class ReportRefused(StoreError):
    """A report that no back end could take: no category, no usable place, too long a text."""

    code = "INC-103"


class TransitionRefused(StoreError):
    """A step that the workflow does not allow, or not without a reason."""

    code = "INC-104"


class WithdrawRefused(StoreError):
    """An operation that left already, or may have left, cannot be taken back."""

    code = "INC-105"


class ConflictUnknown(StoreError):
    code = "INC-106"

    def __init__(self, conflict_id: int) -> None:
        super().__init__(tr("This conflict was already decided, or never was."), detail=f"conflict {conflict_id}")


class PhotoRefused(Rue311Error):
    code = "PHO-101"
