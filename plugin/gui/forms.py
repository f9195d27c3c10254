"""Qt Designer forms and icons, found beside the plugin and loaded at run time (works for Qt 5 and Qt 6)."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt import uic
from qgis.PyQt.QtGui import QIcon

PLUGIN_FOLDER = Path(__file__).resolve().parent.parent.parent
RESOURCES = PLUGIN_FOLDER / "resources"


def form_class(name: str) -> Any:
    """Load `ui/<name>.ui` and answer its class, to be inherited beside the widget's own base class."""
    return uic.loadUiType(str(PLUGIN_FOLDER / "ui" / f"{name}.ui"))[0]


def icon(name: str) -> QIcon:
    """An icon of the plugin (`resources/icons/<name>.svg`), else the icon of QGIS's theme with that name."""
    own = RESOURCES / "icons" / f"{name}.svg"
    if own.is_file():
        return QIcon(str(own))
    return QgsApplication.getThemeIcon(f"/{name}.svg")
