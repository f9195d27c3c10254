"""From crossing lines to streets: a graph, thinned and mended, then chained into runs that bear one name."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from dataclasses import dataclass

from shapely.geometry import LineString, Point, Polygon
from shapely.ops import linemerge, polygonize, unary_union

from .geo import Point as Place
from .land import Land
from .roads import OldRoad, grow, old_roads

CORE_M = 430.0  # metres from the market within which old roads bear their town name


@dataclass
class Edge:
    """A piece of road between two crossings. road: the old road that it belongs to, if any."""

    curve: LineString
    road: OldRoad | None

    @property
    def ends(self) -> tuple[Place, Place]:
        return _node(self.curve.coords[0]), _node(self.curve.coords[-1])


@dataclass
class Run:
    """Edges that follow each other and will bear one name."""

    curve: LineString
    kind: str
    road: OldRoad | None


def _node(point: tuple[float, ...]) -> Place:
    return round(point[0], 2), round(point[1], 2)


def make_network(rng: random.Random, land: Land) -> tuple[list[Run], Polygon]:
    """Every run of the commune, and the market place."""
    roads = old_roads(land)
    green = unary_union([shape for kind, _name, shape in land.green if kind in ("park", "cemetery", "sports")])
    ponds = unary_union([shape for kind, _name, shape in land.water if kind == "pond"])
    brooks = unary_union([shape for kind, _name, shape in land.water if kind == "brook"])
    barriers = unary_union(
        [land.river.buffer(30), land.rail.buffer(16), green.buffer(4), ponds.buffer(12), brooks.buffer(4)]
    )
    lines = [curve for settlement in land.settlements for curve in grow(rng, land, settlement, roads, barriers)]
    edges = _split(lines, roads)
    edges = _prune(edges, 45)
    edges = _open_small_blocks(edges)
    edges = _thin(rng, edges)
    edges = _prune(_remerged(edges), 45)
    market = _market(edges, Point(land.settlements[0].centre))
    return _runs(rng, edges, Point(land.settlements[0].centre)), market


def _split(lines: list[LineString], roads: list[OldRoad]) -> list[Edge]:
    noded = unary_union([*lines, *(road.curve for road in roads)])
    return [_owned(part, roads) for part in noded.geoms if part.length > 0.7]


def _owned(part: LineString, roads: list[OldRoad]) -> Edge:
    middle = part.interpolate(0.5, normalized=True)
    for road in roads:
        if road.curve.distance(middle) < 0.05 and road.curve.distance(Point(part.coords[0])) < 0.05:
            return Edge(part, road)
    return Edge(part, None)


def _remerged(edges: list[Edge]) -> list[Edge]:
    """Join grown edges again where nothing else meets any more."""
    grown = linemerge([edge.curve for edge in edges if edge.road is None])
    parts = list(getattr(grown, "geoms", [grown]))
    kept = [edge for edge in edges if edge.road is not None]
    noded = unary_union([*parts, *(edge.curve for edge in kept)])
    roads = list({edge.road.key: edge.road for edge in kept if edge.road}.values())
    return [_owned(part, roads) for part in noded.geoms if part.length > 0.7]


def _degrees(edges: list[Edge]) -> dict[Place, list[Edge]]:
    at: dict[Place, list[Edge]] = defaultdict(list)
    for edge in edges:
        for end in edge.ends:
            at[end].append(edge)
    return at


def _prune(edges: list[Edge], shortest: float) -> list[Edge]:
    """Drop short dead ends until none is left, and what hangs together with no old road."""
    while True:
        at = _degrees(edges)
        stubs = [
            e for e in edges if e.road is None and e.curve.length < shortest and min(len(at[n]) for n in e.ends) == 1
        ]
        if not stubs:
            break
        gone = {id(edge) for edge in stubs}
        edges = [edge for edge in edges if id(edge) not in gone]
    reached = _reached(edges)
    return [edge for edge in edges if edge.ends[0] in reached]


def _reached(edges: list[Edge]) -> set[Place]:
    at = _degrees(edges)
    todo = [end for edge in edges if edge.road is not None for end in edge.ends]
    seen = set(todo)
    while todo:
        for edge in at[todo.pop()]:
            for end in edge.ends:
                if end not in seen:
                    seen.add(end)
                    todo.append(end)
    return seen


def _open_small_blocks(edges: list[Edge]) -> list[Edge]:
    """Blocks too small for a house lose a side."""
    for _ in range(4):
        faces = [
            face for face in polygonize([edge.curve for edge in edges]) if face.area < 2200 or _thinness(face) < 14
        ]
        if not faces:
            break
        ends = _degrees(edges)
        gone: set[int] = set()
        for face in faces:
            rim = face.exterior.buffer(0.05)
            corners = {_node(point) for point in face.exterior.coords}
            around = {id(edge): edge for corner in corners for edge in ends.get(corner, ())}
            sides = [edge for edge in around.values() if rim.covers(edge.curve)]
            free = [side for side in sides if side.road is None]
            if free and not any(id(side) in gone for side in sides):
                gone.add(id(max(free, key=lambda side: side.curve.length)))
        edges = [edge for edge in edges if id(edge) not in gone]
        if not gone:
            break
    return edges


def _thinness(face: Polygon) -> float:
    """Mean width of a block in metres."""
    return 2 * face.area / face.length


def _thin(rng: random.Random, edges: list[Edge]) -> list[Edge]:
    """Take away some sides, so that crossings become T-junctions and blocks differ."""
    at = _degrees(edges)
    left = {node: len(around) for node, around in at.items()}
    kept = []
    for edge in sorted(edges, key=lambda e: e.curve.wkt):
        a, b = edge.ends
        chance = 0.16 if left[a] >= 4 or left[b] >= 4 else 0.06
        if edge.road is None and left[a] >= 3 and left[b] >= 3 and rng.random() < chance:
            left[a] -= 1
            left[b] -= 1
        else:
            kept.append(edge)
    return kept


def _market(edges: list[Edge], centre: Point) -> Polygon:
    """The block beside the crossing of all roads is the market place."""
    faces = [face for face in polygonize([edge.curve for edge in edges]) if 1500 < face.area < 9000]
    return min(faces, key=lambda face: face.distance(centre) * 10 + abs(face.area - 4200) / 400)


def _runs(rng: random.Random, edges: list[Edge], centre: Point) -> list[Run]:
    """Chain edges: old roads by their name, the others straight on, to a length at which names change."""
    runs: list[Run] = []
    groups: dict[tuple[str, bool], list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.road is not None:
            core = edge.curve.interpolate(0.5, normalized=True).distance(centre) < CORE_M and bool(edge.road.inside)
            groups[(edge.road.key, core)].append(edge)
    for group in groups.values():
        merged = linemerge([edge.curve for edge in group])
        road = group[0].road
        runs.append(Run(merged, road.kind if road else "street", road))
    grown = sorted((edge for edge in edges if edge.road is None), key=lambda edge: -edge.curve.length)
    for chain in _chains(rng, grown):
        merged = linemerge([edge.curve for edge in chain]) if len(chain) > 1 else chain[0].curve
        runs.append(Run(merged, "street", None))
    return runs


def _chains(rng: random.Random, edges: list[Edge]) -> list[list[Edge]]:
    at = _degrees(edges)
    used: set[int] = set()
    chains = []
    for edge in edges:
        if id(edge) in used:
            continue
        used.add(id(edge))
        chain, longest = [edge], rng.choice((120, 190, 260, 380))
        for end in edge.ends:
            tail, tip = edge, end
            while sum(piece.curve.length for piece in chain) < longest:
                onward = _straight_on(at, used, tail, tip)
                if onward is None:
                    break
                used.add(id(onward))
                chain.append(onward)
                tip = onward.ends[1] if onward.ends[0] == tip else onward.ends[0]
                tail = onward
        chains.append(chain)
    return chains


def _straight_on(at: dict[Place, list[Edge]], used: set[int], tail: Edge, tip: Place) -> Edge | None:
    inward = _leaving(tail, tip) + math.pi
    best, smallest = None, math.radians(48)
    for edge in at[tip]:
        turn = abs((_leaving(edge, tip) - inward + math.pi) % (2 * math.pi) - math.pi)
        if id(edge) not in used and edge.ends[0] != edge.ends[1] and turn < smallest:
            best, smallest = edge, turn
    return best


def _leaving(edge: Edge, node: Place) -> float:
    """Direction in which an edge leaves a crossing."""
    curve = edge.curve if edge.ends[0] == node else LineString(list(edge.curve.coords)[::-1])
    start, onward = curve.coords[0], curve.interpolate(min(15.0, curve.length)).coords[0]
    return math.atan2(onward[1] - start[1], onward[0] - start[0])
