"""What can keep the sandbox from starting."""
from __future__ import annotations

from pathlib import Path

from ..errors import Rue311Error
from ..i18n import tr


class PortTaken(Rue311Error):
    """Another program listens on the port that was asked for."""

    code = "SBX-101"

    def __init__(self, port: int, detail: str) -> None:
        super().__init__(
            user=tr("The sandbox cannot listen on port {port}: another program uses it.").format(port=port),
            remedy=tr("Choose another port, or stop the other program."),
            detail=detail,
        )


class DataFolderUnusable(Rue311Error):
    """The sandbox's folder cannot be written, or holds a database that is not the sandbox's."""

    code = "SBX-102"

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(
            user=tr("The sandbox cannot keep its records in {folder}.").format(folder=folder),
            remedy=tr("Choose another folder. Nothing was changed there."),
            detail=detail,
        )


class DemoUnreadable(Rue311Error):
    """services.json or incidents.json is missing or has another shape."""

    code = "SBX-103"

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            user=tr("The demo data {file} cannot be read.").format(file=path.name),
            remedy=tr("Install the plugin again, or start the sandbox without the demo data."),
            detail=f"{path}: {detail}",
        )
