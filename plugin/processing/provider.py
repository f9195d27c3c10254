"""The Processing provider `rue311`: a name, an icon and a list of algorithms."""
from __future__ import annotations

from importlib import import_module
from pathlib import Path

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

# module in this package, class in that module; one line per algorithm of the public contract
ALGORITHMS: tuple[tuple[str, str], ...] = (
    ("importregister", "ImportRegister"),
    ("validateaddresses", "ValidateAddresses"),
    ("reportincidents", "ReportIncidents"),
    ("syncincidents", "SyncIncidents"),
    ("probeendpoint", "ProbeEndpoint"),
    ("triageincidents", "TriageIncidents"),
    ("erasepersonaldata", "ErasePersonalData"),
    ("exportincidents", "ExportIncidents"),
)

ICON = Path(__file__).resolve().parents[2] / "resources" / "icons" / "rue311.svg"


class Rue311Provider(QgsProcessingProvider):
    """Offers the algorithms under the id `rue311`."""

    def id(self) -> str:
        return "rue311"

    def name(self) -> str:
        return "Rue311"

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def loadAlgorithms(self) -> None:  # noqa: N802 (QGIS asks for this name)
        for module_name, class_name in ALGORITHMS:
            module = import_module(f".{module_name}", __package__)
            self.addAlgorithm(getattr(module, class_name)())
