"""Curves, gentle noise and other small geometry."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from shapely.geometry import LineString, Polygon

Point = tuple[float, float]
ORIGIN: Point = (191_400.0, 110_000.0)  # the market place of Valombre, EPSG:31370


def warp(x: float, y: float, amplitude: float = 45.0) -> Point:
    """Move a point by a smooth field, the same for all layers: what met before meets after."""
    dx = math.sin(x / 190 + y / 310) + 0.6 * math.sin(y / 140 - x / 420 + 1.7) + 0.35 * math.sin(x / 83 + 2.1)
    dy = math.sin(y / 205 - x / 290 + 0.6) + 0.6 * math.sin(x / 150 + y / 390 + 2.9) + 0.35 * math.sin(y / 77 + 0.4)
    return x + amplitude * dx * 0.6, y + amplitude * dy * 0.6


def place(points: Sequence[Point], amplitude: float = 45.0) -> list[Point]:
    """Local metres around the market place, warped, to EPSG:31370."""
    moved = (warp(x, y, amplitude) for x, y in points)
    return [(ORIGIN[0] + x, ORIGIN[1] + y) for x, y in moved]


def smooth(points: Sequence[Point], step: float = 18.0) -> list[Point]:
    """A Catmull-Rom curve through `points`, a vertex about every `step` metres."""
    padded = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:]):
        count = max(2, int(math.dist(p1, p2) / step))
        curve.extend(_catmull(p0, p1, p2, p3, index / count) for index in range(count))
    return [*curve, points[-1]]


def _catmull(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    def axis(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)

    return axis(p0[0], p1[0], p2[0], p3[0]), axis(p0[1], p1[1], p2[1], p3[1])


def line(points: Sequence[Point], step: float = 18.0) -> LineString:
    """A curve through local points, in EPSG:31370."""
    return LineString(place(smooth(points, step)))


def blob(
    rng: random.Random,
    centre: Point,
    radius: float,
    *,
    flat: float = 1.0,
    rough: float = 0.18,
    turn: float = 0.0,
    corners: int = 96,
) -> Polygon:
    """A rounded, irregular patch around a local point; `flat` squeezes it, `rough` makes it uneven."""
    waves = [
        (k, rng.uniform(0, 2 * math.pi), rng.uniform(0.4, 1.0) * rough * 1.6 / k**0.85)
        for k in (2, 3, 4, 5, 7, 9, 13, 17)
    ]
    ring = []
    for index in range(corners):
        angle = 2 * math.pi * index / corners
        reach = radius * (1 + sum(size * math.sin(k * angle + phase) for k, phase, size in waves))
        x, y = reach * math.cos(angle), reach * math.sin(angle) * flat
        ring.append(
            (centre[0] + x * math.cos(turn) - y * math.sin(turn), centre[1] + x * math.sin(turn) + y * math.cos(turn))
        )
    return Polygon(place(ring)).buffer(0)


def heading(curve: LineString, at: float, reach: float = 4.0) -> float:
    """Direction of a line at a distance along it, radians counter-clockwise from east."""
    x0, y0 = curve.interpolate(max(0.0, at - reach)).coords[0]
    x1, y1 = curve.interpolate(min(curve.length, at + reach)).coords[0]
    return math.atan2(y1 - y0, x1 - x0)
