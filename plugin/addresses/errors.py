"""What can go wrong with a register, said in one sentence with a remedy. Codes REG-1xx."""
from __future__ import annotations

from pathlib import Path

from ..errors import Rue311Error
from ..i18n import tr


class RegisterFileUnreadable(Rue311Error):
    """The source is absent, no zip, truncated, encrypted, or not text."""

    code = "REG-101"

    def __init__(self, path: Path, reason: str, detail: str = "") -> None:
        super().__init__(
            user=tr("{file} cannot be read: {reason}.").format(file=path.name, reason=reason),
            remedy=tr("Get the file again. The register in use is unchanged."),
            detail=detail or f"{path}: {reason}",
        )


class RegisterColumnMissing(Rue311Error):
    """The header lacks columns that the register needs."""

    code = "REG-102"

    def __init__(self, path: Path, missing: list[str]) -> None:
        columns = ", ".join(missing[:4]) + (", …" if len(missing) > 4 else "")
        super().__init__(
            user=tr("{file} is not a BeSt address file: column {columns} is missing.").format(
                file=path.name, columns=columns
            ),
            remedy=tr("Download openaddress-bewal.zip again, or pick another file. The register in use is unchanged."),
            detail=f"{path}: header lacks {missing}",
        )


class RegisterEmpty(Rue311Error):
    """Nothing usable was found in the source."""

    code = "REG-103"

    def __init__(self, path: Path, rejected: int, wanted: str) -> None:
        if wanted:
            user = tr("{file} has no address in {communes}.").format(file=path.name, communes=wanted)
        else:
            user = tr("{file} has no usable address ({count} lines rejected).").format(file=path.name, count=rejected)
        super().__init__(
            user=user,
            remedy=tr("Check the file and the INS codes. The register in use is unchanged."),
            detail=f"{path}: no address, {rejected} rejected, communes {wanted or 'all'}",
        )


class RegisterUnwritable(Rue311Error):
    """The register cannot be written: folder missing or read-only, disk full."""

    code = "REG-104"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            user=tr("The register {file} cannot be written: {reason}.").format(file=path.name, reason=reason),
            remedy=tr("Choose another folder or make room on the disk. The register in use is unchanged."),
            detail=f"{path}: {reason}",
        )


class ImportCancelled(Rue311Error):
    """A person stopped the import."""

    code = "REG-105"

    def __init__(self) -> None:
        super().__init__(user=tr("The import was cancelled."), remedy=tr("The register in use is unchanged."))


class RegisterMissing(Rue311Error):
    """There is no register at this path."""

    code = "REG-106"

    def __init__(self, path: Path) -> None:
        super().__init__(
            user=tr("There is no address register at {path}.").format(path=path),
            remedy=tr("Import one with “Import address register”."),
            detail=f"{path}: absent",
        )


class RegisterDamaged(Rue311Error):
    """The file is no register of ours, or is damaged."""

    code = "REG-107"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            user=tr("{file} is not an address register of Rue311, or it is damaged.").format(file=path.name),
            remedy=tr("Import the BeSt file again."),
            detail=f"{path}: {reason}",
        )


class RegisterTooNew(Rue311Error):
    """A later version of the plugin made this register."""

    code = "REG-108"

    def __init__(self, path: Path, version: str) -> None:
        super().__init__(
            user=tr("{file} was made by a later version of Rue311.").format(file=path.name),
            remedy=tr("Update the plugin, or import the BeSt file again."),
            detail=f"{path}: schema {version}",
        )


class LocalitiesUnreadable(Rue311Error):
    """The list of localities or of historic names cannot be used."""

    code = "REG-109"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            user=tr("{file} cannot be used: {reason}.").format(file=path.name, reason=reason),
            remedy=tr("Correct the file, or import without it. The register in use is unchanged."),
            detail=f"{path}: {reason}",
        )
