"""The plugin's translations, installed before any screen is built and taken away at unload."""
from __future__ import annotations

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from .. import i18n
from .forms import RESOURCES

CONTEXT = "@default"


def language() -> str:
    """The language of QGIS as two letters (`fr`)."""
    settings = QgsSettings()
    overridden = settings.value("locale/overrideFlag", False, type=bool)
    name = settings.value("locale/userLocale", "", type=str) if overridden else QLocale.system().name()
    return (name or QLocale.system().name())[:2]


def install_translator() -> QTranslator | None:
    """Let every room speak the language of QGIS; answers what `remove_translator` wants back."""
    file = RESOURCES / "i18n" / f"rue311_{language()}.qm"
    if not file.is_file():
        return None
    translator = QTranslator()
    if not translator.load(str(file)):
        return None
    QCoreApplication.installTranslator(translator)
    i18n.install(lambda text: QCoreApplication.translate(CONTEXT, text))
    return translator


def remove_translator(translator: QTranslator | None) -> None:
    i18n.install(None)
    if translator is not None:
        QCoreApplication.removeTranslator(translator)
