"""The register of Valombre in the BeSt layout in force since 2026-10-11: one line per letterbox, EPSG:3812 columns."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass

from pyproj import Transformer

from .houses import Building
from .land import Land

NIS = "99311"
COLUMNS = (
    "EPSG:3812_x,EPSG:3812_y,EPSG:4326_lat,EPSG:4326_lon,address_id,box_number,house_number,municipality_id,"
    "municipality_name_de,municipality_name_fr,municipality_name_nl,postcode,postname_fr,postname_nl,street_id,"
    "streetname_de,streetname_fr,streetname_nl,region_code,status"
).split(",")
_to_2008 = Transformer.from_crs("EPSG:31370", "EPSG:3812", always_xy=True)
_to_degrees = Transformer.from_crs("EPSG:31370", "EPSG:4326", always_xy=True)


@dataclass(frozen=True)
class Doorstep:
    """Where a house stands, for incidents: degrees and the address as people write it."""

    lon: float
    lat: float
    text: str
    address_id: str
    section: str
    street: str
    postcode: str


def degrees(x: float, y: float) -> tuple[float, float]:
    """EPSG:31370 to lon, lat, seven decimals."""
    lon, lat = _to_degrees.transform(x, y)
    return round(lon, 7), round(lat, 7)


def make_register(rng: random.Random, land: Land, buildings: list[Building]) -> tuple[str, list[Doorstep]]:
    """The CSV text and the doorsteps. One house in eighty has no position yet, as in the real register."""
    houses = sorted(
        (b for b in buildings if b.street), key=lambda b: (_street_id(b), _order(b.number), b.shape.centroid.x)
    )
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    steps, seen, serial = [], set(), 0
    for house in houses:
        point = house.shape.centroid
        section, postcode = land.section_of(point.x, point.y)
        key = (_street_id(house), postcode, house.number)
        if key in seen:
            house.number = ""
            continue
        seen.add(key)
        placed = rng.random() > 0.0125
        for box in ["", *_boxes(rng, house)]:
            serial += 1
            writer.writerow(_row(house, postcode, f"demo-{serial:05d}", box, placed))
            if not box and placed:
                lon, lat = degrees(point.x, point.y)
                name = house.street.name if house.street else ""
                address = f"{name} {house.number}, {postcode} {section}"
                steps.append(Doorstep(lon, lat, address, f"demo-{serial:05d}", section, name, postcode))
    return text.getvalue(), steps


def _street_id(house: Building) -> str:
    return house.street.street_id if house.street else ""


def _order(number: str) -> tuple[int, str]:
    digits = "".join(character for character in number if character.isdigit())
    return int(digits or 0), number


def _boxes(rng: random.Random, house: Building) -> list[str]:
    """Letterboxes of a house of flats: numbers, letters, or floor and door."""
    if rng.random() > (0.09 if house.floors > 2 else 0.012):
        return []
    count = rng.randint(2, 6)
    style = rng.random()
    if style < 0.5:
        return [str(index + 1) for index in range(count)]
    if style < 0.75:
        return ["ABCDEF"[index] for index in range(count)]
    return [f"{index // 2:02d}{index % 2 + 1:02d}" for index in range(count)]


def _row(house: Building, postcode: str, address_id: str, box: str, placed: bool) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "")
    point = house.shape.centroid
    x, y = _to_2008.transform(point.x, point.y) if placed else (0.0, 0.0)
    lon, lat = degrees(point.x, point.y) if placed else (0.0, 0.0)
    row.update(
        {
            "EPSG:3812_x": f"{x:.3f}",
            "EPSG:3812_y": f"{y:.3f}",
            "EPSG:4326_lat": f"{lat:.7f}",
            "EPSG:4326_lon": f"{lon:.7f}",
        }
    )
    row.update(address_id=address_id, box_number=box, house_number=house.number, municipality_id=NIS)
    row.update(municipality_name_fr="Valombre", postcode=postcode, street_id=_street_id(house))
    row.update(streetname_fr=house.street.name if house.street else "", region_code="BE-WAL", status="current")
    return row
