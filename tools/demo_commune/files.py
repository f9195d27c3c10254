"""The files of the demo commune. The same content gives the same bytes with the same GDAL."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr, osr
from rue311.plugin.sandbox import CAPABILITIES
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .addresses import NIS, degrees
from .houses import HALF_WIDTH, Building
from .land import Land
from .names import Street

Row = tuple[BaseGeometry, dict[str, Any]]
STAMP = (2026, 11, 1, 0, 0, 0)


def write_map(path: Path, land: Land, streets: list[Street], buildings: list[Building], square: BaseGeometry) -> None:
    """The vector basemap: one GeoPackage, EPSG:31370, centimetres."""
    gdal.UseExceptions()
    gdal.SetConfigOption("OGR_CURRENT_DATE", "2026-11-01T00:00:00.000Z")
    path.unlink(missing_ok=True)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(31370)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path), options=["VERSION=1.2"])
    for name, rows in _layers(land, streets, buildings, square):
        _write_layer(dataset, crs, name, rows)
    dataset = None


def _layers(
    land: Land, streets: list[Street], buildings: list[Building], square: BaseGeometry
) -> Iterable[tuple[str, list[Row]]]:
    yield "boundary", [(land.boundary, {"nis": NIS, "name": "Valombre"})]
    yield "sections", [(shape, {"name": name, "postcode": code}) for name, code, shape in land.sections]
    yield (
        "landuse",
        [
            (_built_up(land, buildings), {"kind": "residential", "name": ""}),
            (square, {"kind": "square", "name": "Place du Marché"}),
        ],
    )
    yield "green", [(shape, {"kind": kind, "name": name}) for kind, name, shape in land.green if not shape.is_empty]
    yield "water", [(shape, {"kind": kind, "name": name}) for kind, name, shape in land.water if kind != "brook"]
    courses = [("river", land.water[0][1], land.river), *(water for water in land.water if water[0] == "brook")]
    yield "watercourses", [(shape, {"kind": kind, "name": name}) for kind, name, shape in courses]
    yield "rail", [(land.rail, {"kind": "rail"})]
    yield "streets", [(s.curve, _street_fields(s)) for s in streets]
    yield "buildings", [(b.shape, _building_fields(b)) for b in buildings]
    yield "places", [(s.area.centroid, {"kind": s.kind, "name": s.name}) for s in land.settlements]


def _built_up(land: Land, buildings: list[Building]) -> BaseGeometry:
    """Where houses stand close together."""
    around = unary_union(
        [building.shape.centroid.buffer(58, resolution=4) for building in buildings if building.kind != "shed"]
    )
    parts = around.buffer(70).buffer(-92).simplify(2).intersection(land.boundary)
    return MultiPolygon([part for part in parts.geoms if part.area > 30_000])


def _street_fields(street: Street) -> dict[str, Any]:
    width = 2 * HALF_WIDTH[street.kind]
    return {
        "street_id": street.street_id,
        "name": street.name,
        "kind": street.kind,
        "section": street.section,
        "width_m": width,
    }


def _building_fields(building: Building) -> dict[str, Any]:
    street = building.street.name if building.street and building.number else ""
    return {"kind": building.kind, "name": building.name, "number": building.number, "street": street}


def _write_layer(dataset: ogr.DataSource, crs: osr.SpatialReference, name: str, rows: list[Row]) -> None:
    kinds = {shape.geom_type.replace("Multi", "") for shape, _fields in rows}
    single = {"Point": ogr.wkbPoint, "LineString": ogr.wkbMultiLineString, "Polygon": ogr.wkbMultiPolygon}[kinds.pop()]
    many = any(shape.geom_type.startswith("Multi") for shape, _fields in rows)
    simple = {ogr.wkbMultiLineString: ogr.wkbLineString, ogr.wkbMultiPolygon: ogr.wkbPolygon}
    layer = dataset.CreateLayer(name, crs, single if many else simple.get(single, single), ["GEOMETRY_NAME=geom"])
    for field, value in rows[0][1].items():
        layer.CreateField(ogr.FieldDefn(field, ogr.OFTReal if isinstance(value, float) else ogr.OFTString))
    layer.StartTransaction()
    for shape, fields in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for field, value in fields.items():
            feature[field] = value or None
        geometry = _rounded(ogr.CreateGeometryFromWkb(shape.wkb))
        feature.SetGeometry(ogr.ForceTo(geometry, layer.GetGeomType()))
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def _rounded(geometry: ogr.Geometry) -> ogr.Geometry:
    """Coordinates to the centimetre."""
    if geometry.GetGeometryCount():
        for index in range(geometry.GetGeometryCount()):
            _rounded(geometry.GetGeometryRef(index))
    else:
        for index in range(geometry.GetPointCount()):
            geometry.SetPoint_2D(index, round(geometry.GetX(index), 2), round(geometry.GetY(index), 2))
    return geometry


def write_register(path: Path, text: str) -> None:
    """One CSV in a zip, as BOSA publishes it."""
    entry = zipfile.ZipInfo("openaddress-valombre.csv", STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, text, compresslevel=9)


def write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def profile(land: Land) -> dict[str, Any]:
    """The profile of the demo commune: training, with the whole commune in view."""
    west, south, east, north = land.boundary.bounds
    left, low = degrees(west, south)
    right, high = degrees(east, north)
    return {
        "version": 1,
        "id": "valombre",
        "nis": NIS,
        "names": {"fr": "Valombre", "nl": "Valombre", "de": "Valombre"},
        "training": True,
        "back_end": {
            "url": "http://127.0.0.1:8311/",
            "jurisdiction_id": "valombre.example",
            "authcfg": "",
            "capabilities": CAPABILITIES,
        },
        "crs": "EPSG:31370",
        "register": "register.sqlite",
        "languages": ["fr"],
        "extent": [round(left, 5), round(low, 5), round(right, 5), round(high, 5)],
        "basemap": "commune.gpkg",
        "operators": ["Nadia", "Benoît", "Équipe voirie"],
    }
