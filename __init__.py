"""Rue311, the QGIS plugin. QGIS calls `classFactory`; everything else lives in `plugin/`."""
from __future__ import annotations

from typing import Any


def classFactory(iface: Any) -> Any:  # noqa: N802 (QGIS asks for this name)
    """Make the plugin for the running QGIS. `iface` is its QgisInterface."""
    from .plugin.plugin import Rue311Plugin

    return Rue311Plugin(iface)
