"""Where this laptop is, from a GPS that is connected in QGIS."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from qgis.core import QgsApplication

from ...errors import Rue311Error
from ...i18n import tr

# metres of error per unit of HDOP for a receiver without correction; rule of thumb behind most receivers' own figure
METRES_PER_HDOP = 5.0


class NoGps(Rue311Error):
    """QGIS has no GPS connection."""

    code = "GPS-101"

    def __init__(self) -> None:
        super().__init__(
            user=tr("No GPS is connected to QGIS."),
            remedy=tr("Connect it in View > Panels > GPS Information, or click the place on the map with “Report”."),
        )


class NoFix(Rue311Error):
    """The GPS is connected and does not know where it is."""

    code = "GPS-102"

    def __init__(self, satellites: int) -> None:
        super().__init__(
            user=tr("The GPS has no position yet ({count} satellites).").format(count=satellites),
            remedy=tr("Wait under open sky, or click the place on the map with “Report”."),
        )


@dataclass(frozen=True)
class Fix:
    """WGS84 degrees; accuracy_m is a radius in metres, None where the receiver says nothing of it."""

    lon: float
    lat: float
    accuracy_m: float | None


def here() -> Fix:
    """The position now. Raises NoGps or NoFix."""
    connections = QgsApplication.gpsConnectionRegistry().connectionList()
    if not connections:
        raise NoGps
    information = connections[0].currentGPSInformation()
    if not _has_fix(information):
        raise NoFix(len(information.satellitesInView))
    return Fix(information.longitude, information.latitude, accuracy(information.hacc, information.hdop))


def _has_fix(information: Any) -> bool:
    """A fix is valid, finite and not the 0, 0 of a receiver that has just been switched on."""
    lon, lat = information.longitude, information.latitude
    return information.isValid() and math.isfinite(lon) and math.isfinite(lat) and (lon, lat) != (0.0, 0.0)


def accuracy(hacc: float, hdop: float) -> float | None:
    """Metres from the receiver's own figure, else from its dilution of precision (dimensionless), else None."""
    if math.isfinite(hacc) and hacc > 0:
        return float(hacc)
    if math.isfinite(hdop) and 0 < hdop < 99:
        return float(hdop) * METRES_PER_HDOP
    return None
