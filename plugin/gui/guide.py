"""The user guide, which comes with the plugin: opened from this computer, in the reader's language."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices

from ..i18n import tr
from .forms import RESOURCES
from .translator import language

if TYPE_CHECKING:
    from .messages import Messages

GUIDE = RESOURCES.parent / "docs" / "guide"
ELSE = "en"  # what a reader of another language gets


def guide_file(spoken: str = "") -> Path:
    """The guide's page in `spoken` (two letters; empty: the language of QGIS), in English where there is none."""
    page = GUIDE / f"{spoken or language()}.html"
    return page if page.is_file() else GUIDE / f"{ELSE}.html"


def open_guide(messages: Messages) -> None:
    """Show the guide in the computer's browser; where there is none, say where the file stands."""
    page = guide_file()
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(page))):
        text = tr("The guide cannot be opened from here. It is this file: {file}")
        messages.info(text.format(file=page))
