"""The lie of the land: boundary, sections, river, railway, settlements, woods."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union, voronoi_diagram

from .geo import blob, line, place

RIVER = [
    (-7000, -1600), (-5200, -900), (-4300, -1350), (-3500, -1050), (-2700, -300), (-1900, -150), (-1200, -520),
    (-500, -380), (0, -250), (450, -60), (900, -130), (1500, -420), (2200, -350), (2900, 150), (3800, 250),
    (4700, -150), (7000, 300),
]  # fmt: skip
BROOKS = [
    (
        "Ry de Grandval",
        [(-900, 4800), (-500, 3500), (-800, 2700), (-300, 1900), (-650, 1150), (-760, 500), (-840, -440)],
    ),
    ("Ruisseau des Aulnes", [(3300, -4700), (2700, -3700), (1500, -3100), (1250, -2200), (1800, -1400), (1650, -400)]),
    ("Ry Maugis", [(-4800, 3300), (-4200, 2100), (-3700, 1300), (-3800, 200), (-3560, -1000)]),
]
RAIL = [
    (-7000, -2100), (-4400, -1800), (-3000, -950), (-2000, -620), (-1250, -930), (-450, -760), (300, -560),
    (1000, -600), (1700, -850), (2600, -500), (3600, -180), (4700, -560), (7000, -150),
]  # fmt: skip


@dataclass(frozen=True)
class Settlement:
    """A town, village or hamlet. spacing: metres between parallel streets in its middle."""

    name: str
    kind: str
    section: str
    centre: tuple[float, float]
    area: Polygon
    spacing: float


@dataclass
class Land:
    """Everything that was there before the streets, in EPSG:31370."""

    boundary: Polygon
    sections: list[tuple[str, str, Polygon]]
    river: LineString
    water: list[tuple[str, str, BaseGeometry]]
    rail: LineString
    settlements: list[Settlement]
    green: list[tuple[str, str, BaseGeometry]] = field(default_factory=list)

    def section_of(self, x: float, y: float) -> tuple[str, str]:
        """Name and postcode of the section that holds a point, or of the nearest one."""
        point = Point(x, y)
        name, postcode, _shape = min(self.sections, key=lambda section: section[2].distance(point))
        return name, postcode


SECTIONS = [
    ("Valombre", "9931", (0, -150)),
    ("Ry-Maugis", "9932", (-3500, -400)),
    ("Sart-Damoiseau", "9933", (700, 3400)),
    ("Fontenelle-sur-Ombre", "9934", (1500, -3300)),
]
# name, kind, section, centre, radius, flattening, street spacing
PLACES = [
    ("Valombre", "town", "Valombre", (0, 20), 1080, 0.8, 56),
    ("Ry-Maugis", "village", "Ry-Maugis", (-3450, -520), 470, 0.85, 62),
    ("Sart-Damoiseau", "village", "Sart-Damoiseau", (1300, 2650), 470, 0.85, 62),
    ("Fontenelle", "village", "Fontenelle-sur-Ombre", (1750, -2420), 470, 0.85, 62),
    ("Haut-Sart", "hamlet", "Ry-Maugis", (-2150, 2130), 270, 0.9, 66),
    ("Les Trieux", "hamlet", "Fontenelle-sur-Ombre", (-1480, -2480), 270, 0.9, 66),
    ("Moulin-d'Ombre", "hamlet", "Valombre", (3750, 560), 250, 0.85, 66),
]
WOODS = [
    ("Bois de Valombre", (-700, 3300), 720, 0.7, 0.5), ("Bois du Comte", (-3500, 2500), 620, 0.6, 1.0),
    ("Bois des Aulnes", (3400, -1900), 560, 0.7, 2.2), ("Grand Bois", (200, -3600), 800, 0.55, 0.1),
    ("Bois de Fays", (3300, 2500), 700, 0.7, 0.8), ("Bois Sainte-Barbe", (-2900, -2700), 740, 0.6, 2.6),
    ("Tienne à la Justice", (-1700, 900), 300, 0.7, 0.4), ("Bois du Curé", (2100, 1250), 360, 0.6, 1.2),
    ("Les Roches", (700, -1250), 300, 0.5, 0.3), ("Bois Brûlé", (-4200, 600), 420, 0.7, 1.5),
    ("Bois de la Fagne", (3700, -3100), 460, 0.8, 0.2), ("Tienne des Vaches", (2450, -1050), 250, 0.6, 2.0),
    ("Les Rochettes", (-1500, -1250), 330, 0.45, 0.25), ("Bois de Grandval", (-1300, 2850), 300, 0.6, 0.9),
    ("Bois des Dames", (1900, 3500), 380, 0.6, 0.3), ("La Garenne", (-2500, 1250), 230, 0.7, 1.9),
    ("Bois Hubin", (-400, -1950), 300, 0.6, 0.2), ("Bois Colas", (4400, 1500), 380, 0.7, 2.4),
    ("Le Bosquet", (700, 1250), 150, 0.7, 0.5), ("Bois de Ry", (-4300, -1900), 330, 0.6, 0.7),
    ("", (2700, 2000), 130, 0.7, 0.2), ("", (-600, 1700), 160, 0.6, 1.1), ("", (1000, -2900), 150, 0.7, 0.6),
    ("", (-3000, -1500), 140, 0.7, 1.4), ("", (3000, -150), 120, 0.6, 0.9), ("", (-3800, 1900), 120, 0.8, 0.3),
]  # fmt: skip

TOWN_GREEN = [
    ("park", "Parc communal", (-545, 640), 105, 0.75),
    ("park", "Jardin du Prieuré", (210, 330), 55, 0.7),
    ("park", "Square de la Paix", (330, -300), 38, 0.7),
    ("sports", "Stade de l'Ombre", (820, -330), 92, 0.62),
    ("cemetery", "Cimetière de Valombre", (420, 690), 78, 0.6),
    ("cemetery", "Cimetière de Ry-Maugis", (-3620, -300), 42, 0.7),
    ("cemetery", "Cimetière de Sart-Damoiseau", (1560, 2890), 42, 0.7),
    ("cemetery", "Cimetière de Fontenelle", (1500, -2640), 42, 0.7),
    ("park", "Verger communal", (-3300, -770), 48, 0.7),
    ("sports", "Terrain de Sart-Damoiseau", (1000, 2850), 62, 0.6),
]


def make_land(seed: int) -> Land:
    """Lay out the commune; the same seed gives the same land."""
    rng = random.Random(seed)
    boundary = blob(rng, (0, -80), 4700, flat=0.83, rough=0.16, corners=300).buffer(-1)
    river = line(RIVER)
    rail = line(RAIL, 25)
    settlements = [
        Settlement(name, kind, section, _placed(centre), blob(rng, centre, radius, flat=flat, rough=0.16), spacing)
        for name, kind, section, centre, radius, flat, spacing in PLACES
    ]
    water = _water(rng, river, boundary)
    land = Land(boundary, _sections(boundary), _inside(river, boundary), water, _inside(rail, boundary), settlements)
    land.green = _green(rng, land)
    return land


def _placed(centre: tuple[float, float]) -> tuple[float, float]:
    return place([centre])[0]


def _inside(curve: LineString, boundary: Polygon) -> LineString:
    """The longest part of a line inside the commune."""
    clipped = curve.intersection(boundary)
    return max(getattr(clipped, "geoms", [clipped]), key=lambda part: part.length)


def _sections(boundary: Polygon) -> list[tuple[str, str, Polygon]]:
    """The four communes of before 1977: cells around their churches, with winding limits."""
    centres = MultiPoint([centre for _name, _postcode, centre in SECTIONS])
    frame = Point(0, 0).buffer(9000)
    cells = voronoi_diagram(centres, envelope=frame)
    sections = []
    for name, postcode, centre in SECTIONS:
        cell = next(part for part in cells.geoms if part.contains(Point(centre)))
        ring = [
            point for start, end in zip(cell.exterior.coords, cell.exterior.coords[1:]) for point in _steps(start, end)
        ]
        winding = Polygon(place(ring, 90)).buffer(0).intersection(boundary)
        sections.append((name, postcode, max(getattr(winding, "geoms", [winding]), key=lambda part: part.area)))
    return sections


def _steps(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    count = max(1, int(math.dist(start, end) / 60))
    return [
        (start[0] + (end[0] - start[0]) * index / count, start[1] + (end[1] - start[1]) * index / count)
        for index in range(count)
    ]


def _water(rng: random.Random, river: LineString, boundary: Polygon) -> list[tuple[str, str, BaseGeometry]]:
    bed = unary_union([part.buffer(9 + 3.2 * math.sin(index / 3)) for index, part in enumerate(_pieces(river, 60))])
    bed = bed.buffer(12).buffer(-12).simplify(0.8).intersection(boundary)
    water: list[tuple[str, str, BaseGeometry]] = [("river", "L'Ombre", bed)]
    for name, points in BROOKS:
        brook = line(points, 22).intersection(boundary).difference(bed).simplify(0.8)
        water.append(("brook", name, brook))
    for name, centre, radius in (("Étang du Moulin", (3480, 520), 70), ("Étangs de Haut-Sart", (-2480, 2290), 55),
                                 ("Étang Communal", (-560, 640), 42)):  # fmt: skip
        water.append(("pond", name, blob(rng, centre, radius, flat=0.6, rough=0.2).simplify(0.8)))
    return water


def _pieces(curve: LineString, length: float) -> list[LineString]:
    count = int(curve.length / length)
    marks = [curve.interpolate(curve.length * index / count) for index in range(count + 1)]
    return [LineString([(a.x, a.y), (b.x, b.y)]) for a, b in zip(marks, marks[1:])]


def _green(rng: random.Random, land: Land) -> list[tuple[str, str, BaseGeometry]]:
    """Woods away from the houses, meadows along the water, and the green of the town."""
    keep_off = unary_union(
        [settlement.area.buffer(60) for settlement in land.settlements] + [land.river.buffer(45), land.rail.buffer(20)]
    )
    green: list[tuple[str, str, BaseGeometry]] = []
    for name, centre, radius, flat, turn in WOODS:
        wood = (
            blob(rng, centre, radius, flat=flat, rough=0.35, turn=turn).difference(keep_off).intersection(land.boundary)
        )
        green.append(("forest", name, wood.buffer(-8).buffer(8).simplify(1.5)))
    meadows = land.river.buffer(130).difference(unary_union([s.area for s in land.settlements]).buffer(20))
    meadows = meadows.difference(land.rail.buffer(15)).intersection(land.boundary).buffer(-12).buffer(12)
    green.append(("meadow", "", meadows.simplify(2)))
    for kind, name, centre, radius, flat in TOWN_GREEN:
        green.append((kind, name, blob(rng, centre, radius, flat=flat, rough=0.08).simplify(0.8)))
    return [*_fields(rng, land, green), *green]


def _fields(
    rng: random.Random, land: Land, green: list[tuple[str, str, BaseGeometry]]
) -> list[tuple[str, str, BaseGeometry]]:
    """Arable land and pasture in parcels, where nothing else is."""
    west, south, east, north = land.boundary.bounds
    seeds = MultiPoint([(rng.uniform(west, east), rng.uniform(south, north)) for _ in range(520)])
    taken = unary_union([s.area.buffer(-60) for s in land.settlements] + [shape for _kind, _name, shape in green])
    open_land = land.boundary.difference(taken)
    fields = []
    for cell in voronoi_diagram(seeds).geoms:
        kind = rng.choice(("field", "field", "pasture", ""))
        parcel = cell.intersection(open_land) if kind else Polygon()
        if kind and parcel.area > 4000:
            fields.append((kind, "", parcel.simplify(1)))
    return fields
