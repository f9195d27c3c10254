"""Roads: the old ones drawn by hand, the others grown along a field of directions, as towns grow.

Source of the method: G. Chen et al., "Interactive procedural street modeling", 2008 (streamlines of a tensor field),
with evenly spaced lines after B. Jobard and W. Lefer, 1997.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from shapely.prepared import prep

from .geo import Point as Place
from .geo import heading, line
from .land import Land, Settlement

STEP = 8.0


@dataclass(frozen=True)
class OldRoad:
    """A road that was there first. outside: its name between the villages; inside: its name in the heart of town."""

    key: str
    kind: str
    outside: str
    inside: str
    curve: LineString


_DRAWN = [
    (
        "west",
        "main",
        "Chaussée de Dinant",
        "Grand-Rue",
        [
            (-7000, -1000),
            (-5100, -480),
            (-4200, -850),
            (-3450, -600),
            (-2700, 60),
            (-1900, 150),
            (-1100, -190),
            (-500, -120),
            (0, 0),
        ],
    ),
    (
        "east",
        "main",
        "Chaussée de Rochefort",
        "Rue Saint-Martin",
        [(0, 0), (450, 160), (950, 60), (1500, -200), (2200, -90), (2900, 400), (3800, 520), (4800, 150), (7000, 650)],
    ),
    (
        "north",
        "secondary",
        "Route de Ciney",
        "Rue de la Montagne",
        [(0, 0), (-60, 400), (150, 900), (560, 1600), (850, 2250), (1350, 2700), (1700, 3500), (1500, 5600)],
    ),
    (
        "south",
        "secondary",
        "Route de Beauraing",
        "Rue du Pont",
        [
            (0, 0),
            (-25, -130),
            (-30, -260),
            (20, -440),
            (60, -640),
            (350, -1200),
            (900, -1700),
            (1700, -2400),
            (2300, -2750),
            (3000, -3500),
            (3600, -5600),
        ],
    ),
    (
        "northwest",
        "secondary",
        "Route de Namur",
        "Rue des Remparts",
        [(-60, 400), (-500, 930), (-1200, 1500), (-2100, 2100), (-2800, 2750), (-3500, 5000)],
    ),
    (
        "southwest",
        "secondary",
        "Route de Gedinne",
        "Rue de la Station",
        [(20, -440), (-480, -960), (-1000, -1700), (-1450, -2450), (-1800, -3500), (-1600, -5600)],
    ),
    ("sart-west", "secondary", "Rue de Haut-Sart", "", [(-3450, -600), (-3250, 300), (-2750, 1200), (-2100, 2100)]),
    ("ridge", "secondary", "Route de la Crête", "", [(-2100, 2100), (-1100, 2480), (-100, 2500), (850, 2250)]),
    ("mill", "secondary", "Rue du Moulin d'Ombre", "", [(1350, 2700), (2450, 2200), (3150, 1400), (3800, 520)]),
    (
        "fontenelle-mill",
        "secondary",
        "Route du Val",
        "",
        [(1700, -2400), (2500, -1750), (3100, -900), (3350, 0), (3800, 520)],
    ),
    (
        "maugis-south",
        "secondary",
        "Rue du Fond de Maugis",
        "",
        [(-3450, -600), (-3280, -1080), (-2800, -1800), (-2100, -2250), (-1450, -2450)],
    ),
    ("trieux", "secondary", "Rue des Trieux", "", [(-1450, -2450), (-400, -2850), (650, -2650), (1700, -2400)]),
    (
        "quay-north",
        "street",
        "Quai de l'Ombre",
        "Quai de l'Ombre",
        [(-640, -345), (-480, -325), (-250, -275), (-30, -205), (200, -110), (430, -5), (600, 0), (780, -40)],
    ),
    (
        "quay-south",
        "street",
        "Quai des Tanneurs",
        "Quai des Tanneurs",
        [(-520, -440), (-300, -370), (-30, -315), (190, -220), (440, -120), (640, -115)],
    ),
    ("lane-1", "lane", "Chemin de la Vallée", "", [(-2700, 60), (-2600, 900), (-2750, 1200)]),
    ("lane-2", "lane", "Chemin des Meuniers", "", [(2900, 400), (2450, 1300), (2450, 2200)]),
    ("lane-3", "lane", "Chemin de la Barrière", "", [(-1000, -1700), (-300, -1750), (350, -1200)]),
    ("lane-4", "lane", "Chemin du Tienne", "", [(-1900, 150), (-1500, 800), (-1200, 1500)]),
    ("lane-5", "lane", "Chemin de Fays", "", [(2450, 2200), (3100, 2900), (3500, 4200)]),
    ("lane-6", "lane", "Chemin des Loups", "", [(-2800, -1800), (-3600, -2500), (-4600, -3000)]),
    ("lane-7", "lane", "Chemin du Grand Bois", "", [(-400, -2850), (-300, -3500), (300, -4600)]),
    ("lane-8", "lane", "Chemin des Crêtes", "", [(-100, 2500), (-200, 3200), (200, 4600)]),
    ("lane-9", "lane", "Chemin de la Haie Colas", "", [(-3250, 300), (-4200, 900), (-5200, 1300)]),
    ("lane-10", "lane", "Chemin de l'Ermitage", "", [(2500, -1750), (3500, -1500), (5000, -1700)]),
]


def old_roads(land: Land) -> list[OldRoad]:
    """The roads between the settlements and the quays, cut at the boundary."""
    roads = []
    for key, kind, outside, inside, points in _DRAWN:
        curve = line(points).intersection(land.boundary)
        curve = max(getattr(curve, "geoms", [curve]), key=lambda part: part.length)
        roads.append(OldRoad(key, kind, outside, inside, curve))
    return roads


class Spacing:
    """Points of lines in a grid of cells, to ask how near the nearest one is."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Place]] = {}

    def add(self, points: Iterable[Place]) -> None:
        for x, y in points:
            self._cells.setdefault((int(x // 50), int(y // 50)), []).append((x, y))

    def near(self, x: float, y: float, within: float) -> bool:
        """Tell whether a point lies closer than `within` metres (at most 100)."""
        column, row = int(x // 50), int(y // 50)
        reach = int(within // 50) + 1
        limit = within * within
        for i in range(column - reach, column + reach + 1):
            for j in range(row - reach, row + reach + 1):
                for px, py in self._cells.get((i, j), ()):
                    if (px - x) ** 2 + (py - y) ** 2 < limit:
                        return True
        return False


class Field:
    """The direction of streets at a place: towards the market, along the river, along the old roads, as fields lay."""

    def __init__(self, rng: random.Random, land: Land, settlement: Settlement, roads: list[OldRoad]) -> None:
        self._centre = settlement.centre
        near = [road.curve for road in roads if road.curve.distance(settlement.area) < 50]
        # curve, strength, reach in metres, metres over which its direction is taken
        self._lines = [(land.river, 1.3, 220, 20), *((curve, 1.0, 90, 12) for curve in near)]
        size = math.sqrt(settlement.area.area)
        self._radial_reach = size * 0.24
        west, south, east, north = settlement.area.bounds
        self._patches = [
            (
                rng.uniform(west, east),
                rng.uniform(south, north),
                rng.uniform(0, math.pi),
                size * rng.uniform(0.14, 0.26),
            )
            for _ in range(9)
        ]

    def angle(self, x: float, y: float) -> float:
        """Radians; the crossing streets run at a right angle to it."""
        cosine = sine = 0.0
        for weight, angle in self._influences(x, y):
            cosine += weight * math.cos(2 * angle)
            sine += weight * math.sin(2 * angle)
        return math.atan2(sine, cosine) / 2 + 0.16 * math.sin(x / 130 + y / 170) + 0.1 * math.sin(y / 75 - x / 110)

    def _influences(self, x: float, y: float) -> Iterable[tuple[float, float]]:
        dx, dy = x - self._centre[0], y - self._centre[1]
        yield 1.3 * _bell(math.hypot(dx, dy), self._radial_reach), math.atan2(dy, dx)
        here = Point(x, y)
        for curve, share, reach, along in self._lines:
            weight = share * _bell(curve.distance(here), reach)
            if weight > 1e-7:  # too far to be felt
                yield weight, heading(curve, curve.project(here), along)
        for px, py, angle, reach in self._patches:
            yield 0.8 * _bell(math.hypot(x - px, y - py), reach), angle


def _bell(distance: float, reach: float) -> float:
    return math.exp(-((distance / reach) ** 2))


def grow(
    rng: random.Random, land: Land, settlement: Settlement, roads: list[OldRoad], barriers: BaseGeometry
) -> list[LineString]:
    """Streets of one settlement, as long lines that cross each other."""
    field = Field(rng, land, settlement, roads)
    allowed = prep(settlement.area.difference(barriers))
    families = (Spacing(), Spacing())
    for road in roads:
        points = [road.curve.interpolate(at).coords[0] for at in range(0, int(road.curve.length), 8)]
        for spacing in families:
            spacing.add(points)

    def gap(x: float, y: float) -> float:
        return settlement.spacing + 0.05 * math.dist((x, y), settlement.centre)

    lines: list[LineString] = []
    for index, (x, y) in enumerate(_seeds(rng, settlement)):
        family = index % 2
        if not allowed.contains(Point(x, y)) or families[family].near(x, y, 0.95 * gap(x, y)):
            continue

        def free(px: float, py: float, family: int = family) -> bool:
            return allowed.contains(Point(px, py)) and not families[family].near(px, py, 0.55 * gap(px, py))

        points = _trace(field, (x, y), family, free)
        if len(points) * STEP > 60:
            families[family].add(points)
            lines.append(LineString(points).simplify(0.6))
    return _join_ends(lines, [road.curve for road in roads], barriers, settlement.spacing)


def _seeds(rng: random.Random, settlement: Settlement) -> list[Place]:
    west, south, east, north = settlement.area.bounds
    count = int(settlement.area.area / settlement.spacing**2 * 5)
    seeds = [(rng.uniform(west, east), rng.uniform(south, north)) for _ in range(count)]
    return sorted(seeds, key=lambda seed: math.dist(seed, settlement.centre) * rng.uniform(0.7, 1.3))


def _trace(field: Field, seed: Place, family: int, free: Callable[[float, float], bool]) -> list[Place]:
    halves = []
    for sense in (1.0, -1.0):
        x, y = seed
        angle = field.angle(x, y) + family * math.pi / 2 + (math.pi if sense < 0 else 0.0)
        points: list[Place] = []
        while len(points) < 75:
            x, y = x + STEP * math.cos(angle), y + STEP * math.sin(angle)
            if not free(x, y):
                break
            points.append((x, y))
            onward = field.angle(x, y) + family * math.pi / 2
            turn = (onward - angle + math.pi / 2) % math.pi - math.pi / 2
            angle += max(-0.22, min(0.22, turn))
        halves.append(points)
    return [*reversed(halves[1]), seed, *halves[0]]


def _join_ends(
    lines: list[LineString], roads: list[LineString], barriers: BaseGeometry, spacing: float
) -> list[LineString]:
    """Lengthen each line to the street ahead, where one lies within reach and no river or railway between."""
    everything = unary_union([*lines, *roads])
    joined = []
    for curve in lines:
        points = list(curve.coords)
        for end in (0, -1):
            ahead = _ray(points[end], points[1 if end == 0 else -2], spacing * 0.95)
            start = Point(points[end])
            hits = [hit for hit in _points(ahead.intersection(everything)) if hit.distance(start) > 1.0]
            if hits:
                target = min(hits, key=start.distance)
                bridge = LineString([points[end], (target.x, target.y)])
                if not bridge.intersects(barriers):
                    over = _ray(points[end], points[1 if end == 0 else -2], start.distance(target) + 0.4).coords[1]
                    points.insert(0, over) if end == 0 else points.append(over)
        joined.append(LineString(points))
    return joined


def _ray(tip: Place, before: Place, length: float) -> LineString:
    angle = math.atan2(tip[1] - before[1], tip[0] - before[0])
    return LineString([tip, (tip[0] + length * math.cos(angle), tip[1] + length * math.sin(angle))])


def _points(shape: BaseGeometry) -> list[Point]:
    return [
        Point(part.coords[0])
        for part in getattr(shape, "geoms", [shape])
        if not part.is_empty and hasattr(part, "coords")
    ]
