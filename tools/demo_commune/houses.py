"""Houses along the streets: rows in the heart of the town, villas outside, farms, and the buildings everybody knows."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from shapely.affinity import rotate, translate
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from shapely.prepared import prep

from .geo import heading, place
from .land import Land
from .names import Street

HALF_WIDTH = {"main": 5.0, "secondary": 4.0, "street": 3.2, "lane": 2.0}


@dataclass
class Building:
    """A building. number is empty for a shed, and for a building that has no address."""

    shape: Polygon
    kind: str
    name: str = ""
    street: Street | None = None
    number: str = ""
    floors: int = 2


class Ground:
    """What is taken already: cells of 30 m hold the footprints, so that a new one asks its neighbours only."""

    def __init__(self, taboo: BaseGeometry, roads: list[tuple[LineString, float]]) -> None:
        self._taboo = prep(taboo)
        self._cells: dict[tuple[int, int], list[BaseGeometry]] = {}
        for curve, half in roads:
            for start, end in zip(curve.coords, curve.coords[1:]):
                self.take(LineString([start, end]).buffer(half + 0.6, cap_style=1, resolution=2))

    def free(self, shape: Polygon, margin: float = 0.0) -> bool:
        wanted = shape.buffer(margin, join_style=2) if margin else shape
        if self._taboo.intersects(wanted):
            return False
        return not any(other.intersects(wanted) for cell in self._spread(wanted) for other in self._cells.get(cell, ()))

    def take(self, shape: BaseGeometry) -> None:
        for cell in self._spread(shape):
            self._cells.setdefault(cell, []).append(shape)

    @staticmethod
    def _spread(shape: BaseGeometry) -> list[tuple[int, int]]:
        west, south, east, north = shape.bounds
        columns = range(int(west // 30), int(east // 30) + 1)
        return [(i, j) for i in columns for j in range(int(south // 30), int(north // 30) + 1)]


LANDMARKS = [
    # kind, name, local place, width, depth, turn
    ("town_hall", "Hôtel de Ville", (-55, -60), 30, 17, 0.3),
    ("station", "Gare de Valombre", (55, -520), 52, 12, 0.15),
    ("school", "Athénée royal", (-330, 210), 58, 15, 0.7),
    ("school", "École communale du Centre", (260, 420), 40, 14, -0.3),
    ("hospital", "Maison de repos Les Tilleuls", (640, 330), 55, 16, 0.5),
    ("sports", "Hall omnisports", (960, -270), 48, 34, 0.1),
    ("school", "Institut Sainte-Anne", (-700, 250), 46, 16, -0.2),
    ("industry", "Papeterie de l'Ombre", (-820, -540), 95, 44, 0.25),
    ("industry", "", (-960, -640), 60, 36, 0.25),
    ("industry", "Ateliers communaux", (-700, -610), 52, 30, 0.25),
    ("retail", "", (1180, 60), 64, 40, -0.3),
    ("retail", "", (1290, -30), 48, 36, -0.3),
    ("church", "Église Saint-Remacle", (-3420, -470), 27, 11, 0.3),
    ("church", "Église Saint-Lambert", (1370, 2740), 28, 11, -0.2),
    ("church", "Église Sainte-Aldegonde", (1700, -2340), 27, 11, 0.5),
    ("school", "École de Ry-Maugis", (-3330, -660), 34, 12, 0.4),
    ("school", "École de Sart-Damoiseau", (1210, 2560), 34, 12, 0.2),
    ("school", "École de Fontenelle", (1880, -2500), 32, 12, 0.0),
    ("castle", "Château du Comte", (-3180, 60), 42, 16, 0.6),
    ("mill", "Moulin d'Ombre", (3590, 330), 26, 12, 0.2),
    ("chapel", "Chapelle des Trieux", (-1430, -2390), 12, 7, 0.2),
    ("chapel", "Chapelle Saint-Hubert", (-2080, 2160), 12, 7, 0.7),
]


def build(rng: random.Random, land: Land, streets: list[Street], market: Polygon) -> list[Building]:
    """Every building of the commune, landmarks first."""
    roads = [(part, HALF_WIDTH[s.kind]) for s in streets for part in getattr(s.curve, "geoms", [s.curve])]
    ground = Ground(_taboo(land, market), roads)
    buildings = [_collegiate(market), *_landmarks(ground)]
    order = {"main": 0, "secondary": 1, "street": 2, "lane": 3}
    centre = Point(land.settlements[0].centre)
    middle = {id(street): street.curve.distance(centre) for street in streets}
    for street in sorted(streets, key=lambda s: (middle[id(s)] > 400, order[s.kind], s.street_id)):
        buildings.extend(_along(rng, land, ground, street))
    buildings.extend(_sheds(rng, ground, buildings))
    return buildings


def _taboo(land: Land, market: Polygon) -> BaseGeometry:
    wet = [shape.buffer(9 if kind != "brook" else 5) for kind, _name, shape in land.water]
    green = [shape for kind, _name, shape in land.green if kind != "meadow"]
    outside = land.boundary.exterior.buffer(25)
    return unary_union([*wet, *green, outside, land.rail.buffer(9), land.river.buffer(17), market])


def _collegiate(market: Polygon) -> Building:
    """The great church stands on the market place, turned to the east as churches are."""
    shape = rotate(_footprint("church", 40, 14), 0.3, origin=(0, 0), use_radians=True)
    spot = market.buffer(-18).centroid if not market.buffer(-18).is_empty else market.centroid
    return Building(translate(shape, spot.x, spot.y), "church", "Collégiale Notre-Dame", floors=3)


def _landmarks(ground: Ground) -> list[Building]:
    found = []
    for kind, name, at, width, depth, turn in LANDMARKS:
        x, y = place([at])[0]
        for ring in range(40):
            angle, reach = ring * 2.4, 3.0 * ring
            shape = _footprint(kind, width, depth)
            shape = translate(
                rotate(shape, turn, origin=(0, 0), use_radians=True),
                x + reach * math.cos(angle),
                y + reach * math.sin(angle),
            )
            if ground.free(shape, 3):
                ground.take(shape.buffer(4))
                found.append(Building(shape, kind, name, floors=3))
                break
    return found


def _footprint(kind: str, width: float, depth: float) -> Polygon:
    body = box(-width / 2, -depth / 2, width / 2, depth / 2)
    if kind == "church":
        nave = unary_union([body, box(width * 0.08, -depth * 0.95, width * 0.3, depth * 0.95)])
        choir = Point(width / 2, 0).buffer(depth * 0.42, resolution=3)
        return unary_union([nave, choir, box(-width * 0.62, -depth * 0.28, -width / 2 + 1, depth * 0.28)])
    if kind in ("school", "castle", "hospital"):
        wing = box(-width / 2, -depth / 2, -width / 2 + depth * 0.8, depth * 1.5)
        return unary_union([body, wing, translate(wing, width - depth * 0.8, 0)] if kind == "castle" else [body, wing])
    return body


def _along(rng: random.Random, land: Land, ground: Ground, street: Street) -> list[Building]:
    """Both sides of a street, numbered as they stand: odd on the left, even on the right."""
    found: list[Building] = []
    numbers = {1: 1, -1: 2}
    for part in _ordered(street.curve):
        for side in (1, -1):
            found.extend(_side(rng, land, ground, street, part, side, numbers))
    return found


def _ordered(curve: BaseGeometry) -> list[LineString]:
    return sorted(getattr(curve, "geoms", [curve]), key=lambda part: part.coords[0])


def _side(  # noqa: PLR0917
rng: random.Random, land: Land, ground: Ground, street: Street, part: LineString, side: int,
          numbers: dict[int, int]) -> list[Building]:  # fmt: skip
    found = []
    at = rng.uniform(4, 9)
    while at < part.length - 6:
        style = _style(land, part.interpolate(at), rng)
        if style is None:
            at += 40
            continue
        width, depth, back, gap = style
        shape = _plot(part, at, width, depth, HALF_WIDTH[street.kind] + back, side)
        if shape is not None and ground.free(shape, 0.0 if gap == 0 else 1.2):
            ground.take(shape.buffer(-0.15, join_style=2))
            number = str(numbers[side])
            if rng.random() < 0.02:
                number += rng.choice("AB")
            else:
                numbers[side] += 2 if rng.random() < 0.93 else 4
            found.append(Building(_grown(rng, shape, gap), "house", "", street, number, 3 if gap == 0 else 2))
            at += width + gap
        else:
            at += 4.0 if gap == 0 else 9.0
            numbers[side] += 2 if gap and rng.random() < 0.1 else 0
    return found


def _style(land: Land, spot: Point, rng: random.Random) -> tuple[float, float, float, float] | None:
    """Width, depth, set-back and gap in metres; None where nobody lives."""
    town = land.settlements[0]
    reach = math.dist((spot.x, spot.y), town.centre)
    if reach < 300 or (reach < 420 and rng.random() < 0.7):
        return (
            (rng.uniform(6.2, 9.5), rng.uniform(9, 13.5), rng.uniform(1.2, 1.6), 0.0) if rng.random() < 0.93 else None
        )
    near = min(land.settlements, key=lambda s: s.area.distance(spot))
    away = near.area.distance(spot)
    if (away > 260 and rng.random() < 0.86) or (away > 60 and rng.random() < 0.5):
        return None
    if away > 120:
        return rng.uniform(14, 26), rng.uniform(10, 14), rng.uniform(8, 22), rng.uniform(30, 90)
    heart = math.dist((spot.x, spot.y), near.centre) < (560 if near.kind == "town" else 150)
    if heart and rng.random() < 0.55:
        return rng.uniform(7.5, 11), rng.uniform(9, 12), rng.uniform(1.5, 4), rng.choice((0.0, 3.0, 6.0, 12.0))
    return rng.uniform(9.5, 14.5), rng.uniform(8.5, 12), rng.uniform(5, 10), rng.uniform(12, 34)


def _plot(  # noqa: PLR0917
    part: LineString, at: float, width: float, depth: float, back: float, side: int
) -> Polygon | None:
    """A rectangle whose front lies `back` metres beside the axis; None where the street bends too much."""
    if at + width > part.length:
        return None
    first, last = part.interpolate(at), part.interpolate(at + width)
    turn = abs((heading(part, at) - heading(part, at + width) + math.pi) % (2 * math.pi) - math.pi)
    if turn > 0.5:
        return None
    angle = math.atan2(last.y - first.y, last.x - first.x)
    nx, ny = -math.sin(angle) * side, math.cos(angle) * side
    front = [(p.x + nx * back, p.y + ny * back) for p in (first, last)]
    rear = [(x + nx * depth, y + ny * depth) for x, y in reversed(front)]
    return Polygon([*front, *rear])


def _grown(rng: random.Random, shape: Polygon, gap: float) -> Polygon:
    """Some villas get a wing, which stays within the gap that was left."""
    if gap < 9 or rng.random() < 0.45:
        return shape
    (ax, ay), _b, (cx, cy), (dx, dy) = list(shape.exterior.coords)[:4]
    share, out = rng.uniform(0.35, 0.6), rng.uniform(0.2, 0.45)
    ux, uy = (dx - ax) * out, (dy - ay) * out
    wing = Polygon([(cx, cy), (cx + (dx - cx) * share, cy + (dy - cy) * share),
                    (cx + (dx - cx) * share + ux, cy + (dy - cy) * share + uy), (cx + ux, cy + uy)])  # fmt: skip
    joined = unary_union([shape, wing.buffer(0.01)])
    return shape if isinstance(joined, MultiPolygon) else joined.simplify(0.1)


def _sheds(rng: random.Random, ground: Ground, buildings: list[Building]) -> list[Building]:
    sheds = []
    for building in buildings:
        if building.kind != "house" or rng.random() > 0.2:
            continue
        corners = list(building.shape.exterior.coords)
        angle = math.atan2(corners[1][1] - corners[0][1], corners[1][0] - corners[0][0])
        centre = building.shape.centroid
        away = rng.uniform(13, 20)
        turn = angle + rng.choice((1, -1)) * math.pi / 2 + rng.uniform(-0.5, 0.5)
        shed = rotate(box(-2.6, -2, 2.6, 2), angle, origin=(0, 0), use_radians=True)
        shed = translate(shed, centre.x + away * math.cos(turn), centre.y + away * math.sin(turn))
        if ground.free(shed, 0.8):
            ground.take(shed)
            sheds.append(Building(shed, "shed"))
    return sheds
