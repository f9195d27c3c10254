"""The only place that asks which QGIS or Qt this is."""
from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsTask
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QT_VERSION_STR, QMetaType

QGIS_VERSION = int(Qgis.QGIS_VERSION_INT)
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


def field_type(kind: type) -> Any:
    """What QgsField takes for `str`, `int` or `float` here: QMetaType since 3.38, QVariant before."""
    name = {str: "QString", int: "Int", float: "Double"}[kind]
    if QGIS_VERSION >= 33800:
        return getattr(QMetaType.Type, name)
    from qgis.PyQt.QtCore import QVariant

    return getattr(QVariant, name.replace("QString", "String"))


def is_null(value: Any) -> bool:
    """Tell whether an attribute is empty: None, or the null that QGIS hands out."""
    return value is None or (hasattr(value, "isNull") and bool(value.isNull()))
