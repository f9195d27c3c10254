"""Rows of a points layer as reports: each is complete and checked, or refused with its reason."""
from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsFeature, QgsPointXY
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

from ..errors import Rue311Error
from ..i18n import tr
from ..incidents import Report, Store, check_photo
from ..incidents.reporting import check_report
from .answers import AnswerRefused, check_answers, is_true

SEPARATOR = "|"
BELGIUM = (2.3, 49.4, 6.5, 51.6)  # west, south, east, north in degrees, with a margin


class RowRefused(ValueError):
    """A row that cannot become a report; its text says why."""


@dataclass(frozen=True)
class Columns:
    """Where a report's parts stand in a row: field names, empty where there is none."""

    service_field: str = ""
    service_code: str = ""
    description: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    media: str = ""

    def names(self) -> list[str]:
        """All fields that are read."""
        wanted = [self.service_field, self.description, self.media, *self.attributes.values()]
        return [name for name in wanted if name]


def parse_attributes(given: object) -> dict[str, str]:
    """ATTRIBUTES: a JSON object from attribute code to field name. Raises ValueError with a sentence."""
    if isinstance(given, Mapping):
        found: Any = dict(given)
    else:
        text = str(given or "").strip()
        try:
            found = json.loads(text) if text else {}
        except json.JSONDecodeError as error:
            raise ValueError(tr("ATTRIBUTES is not JSON: {reason}").format(reason=error.msg)) from error
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found.values()):
        raise ValueError(tr('ATTRIBUTES must be a JSON object from code to field name, like {"SIZE": "size"}'))
    return found


class RowReader:
    """Turns features into reports for one store; reads and checks, writes nothing."""

    def __init__(
        self, columns: Columns, transform: QgsCoordinateTransform, store: Store, media_folder: Path | None
    ) -> None:
        self._columns = columns
        self._transform = transform
        self._media_folder = media_folder
        self._definitions = {str(service["service_code"]): _questions(service, store) for service in store.services()}

    @property
    def knows_services(self) -> bool:
        """False where the store has never seen the back end's services: then codes cannot be checked."""
        return bool(self._definitions)

    def read(self, feature: QgsFeature) -> Report:
        """The report in a row, its photos checked too. Raises RowRefused."""
        lon, lat = self._place(feature)
        code = self._service(feature)
        description = text_of(feature, self._columns.description)
        try:
            answers = check_answers(self._definitions.get(code), self._answers(feature))
            photos = tuple(self._media(feature))
            report = Report(
                code, lon, lat, description, location_from="import", attributes=answers, photos=photos
            )
            check_report(report)
            for path in photos:
                check_photo(path)
        except AnswerRefused as error:
            raise RowRefused(str(error)) from error
        except Rue311Error as error:
            raise RowRefused(error.user) from error
        return report

    def _place(self, feature: QgsFeature) -> tuple[float, float]:
        geometry = feature.geometry()
        if geometry.isNull() or geometry.isEmpty():
            raise RowRefused(tr("the row has no point"))
        if geometry.isMultipart() and geometry.constGet().numGeometries() != 1:
            raise RowRefused(tr("the row has several points"))
        try:
            point = self._transform.transform(QgsPointXY(geometry.vertexAt(0)))
        except QgsCsException as error:
            raise RowRefused(tr("the point has no place in WGS84")) from error
        west, south, east, north = BELGIUM
        if not (math.isfinite(point.x()) and west <= point.x() <= east and south <= point.y() <= north):
            raise RowRefused(tr("the point is not in Belgium: is the layer's CRS right?"))
        return point.x(), point.y()

    def _service(self, feature: QgsFeature) -> str:
        code = text_of(feature, self._columns.service_field) or self._columns.service_code
        if not code:
            raise RowRefused(tr("the row has no service code"))
        if self.knows_services and code not in self._definitions:
            raise RowRefused(tr("the back end has no service {code}").format(code=code))
        return code

    def _answers(self, feature: QgsFeature) -> dict[str, tuple[str, ...]]:
        return {
            code: tuple(part.strip() for part in text_of(feature, name).split(SEPARATOR) if part.strip())
            for code, name in self._columns.attributes.items()
        }

    def _media(self, feature: QgsFeature) -> list[Path]:
        names = text_of(feature, self._columns.media).split(SEPARATOR)
        paths = [Path(name.strip()) for name in names if name.strip()]
        # an absolute path stays as it is
        return paths if self._media_folder is None else [self._media_folder / path for path in paths]


def _questions(service: Mapping[str, Any], store: Store) -> dict[str, Any] | None:
    """A service's definition; an empty one where the back end says that it asks nothing; None where it is not known."""
    known = store.definition(str(service["service_code"]))
    asks_nothing = known is None and not is_true(service.get("metadata"))
    return {"attributes": []} if asks_nothing else known


def text_of(feature: QgsFeature, name: str) -> str:
    """A field's value as text: nothing for NULL, whole numbers without a point, dates as ISO 8601."""
    value = feature[name] if name else None
    if value is None or (hasattr(value, "isNull") and value.isNull()):
        return ""
    if isinstance(value, (QDate, QTime, QDateTime)):
        return str(value.toString(Qt.DateFormat.ISODate))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (list, tuple)):
        return SEPARATOR.join(str(part) for part in value)
    return str(value).strip()
