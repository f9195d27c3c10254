"""The only place that asks which QGIS or Qt this is."""
from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsTask
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QT_VERSION_STR

QGIS_VERSION = Qgis.QGIS_VERSION_INT if hasattr(Qgis, "QGIS_VERSION_INT") else 0
IS_QT6 = QT_VERSION_STR.startswith("6")


def alive(thing: Any) -> bool:
    """Tell whether a Qt object still exists on the C++ side (None does not)."""
    return thing is not None and not sip.isdeleted(thing)


def task_flags(*, hidden: bool = False) -> Any:
    """Flags of a cancellable task. `hidden` keeps it out of QGIS's own list where this QGIS can (3.26 and later)."""
    flags = QgsTask.Flag.CanCancel
    if hidden and hasattr(QgsTask.Flag, "Hidden"):
        flags |= QgsTask.Flag.Hidden
    return flags


def message_level(name: str) -> Any:
    """Answer QGIS's level called `Info`, `Warning`, `Critical` or `Success`."""
    scope = getattr(Qgis, "MessageLevel", Qgis)
    return getattr(scope, name)
