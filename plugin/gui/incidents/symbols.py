"""What an incident looks like, on the map and in the list: a shape and a colour for each state, so that neither is
needed to tell them apart; a red warning triangle for danger; badges for "to send" and for a conflict.

Colours: M. Okabe and K. Ito, "Color Universal Design" (2008), eight colours that colour-blind people tell apart.
"""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Union

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRequest,
    QgsMarkerSymbol,
    QgsProperty,
    QgsRendererCategory,
    QgsSimpleMarkerSymbolLayer,
    QgsSymbolLayer,
    QgsSymbolLayerUtils,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QIcon

from ...incidents import State
from ...incidents.workflow import state_label

OUTLINE = "30,30,30"
WHITE = "255,255,255"
DANGER_RED = "204,0,0"
SEND_BLUE = "0,70,160"
CONFLICT_YELLOW = "255,212,0"

# a part of a symbol is drawn always, never, or where an expression on the feature holds
Shown = Union[bool, str]


@dataclass(frozen=True)
class Look:
    """Shape (QGIS's name), fill (r,g,b), size in millimetres and angle in degrees of one state."""

    shape: str
    fill: str
    size: float = 4.4
    angle: float = 0


LOOKS = {
    State.NEW: Look("diamond", "230,159,0", 5.2),
    State.ACCEPTED: Look("circle", "86,180,233"),
    State.ASSIGNED: Look("square", "0,114,178", 4.0),
    State.PLANNED: Look("pentagon", "204,121,167", 4.8),
    State.IN_PROGRESS: Look("triangle", "240,228,66", 5.0, 90),
    State.WAITING: Look("hexagon", "255,255,255", 4.6),
    State.FIXED: Look("star", "0,158,115", 5.8),
    State.CLOSED: Look("octagon", "150,200,180", 3.2),
    State.REFUSED: Look("cross_fill", "150,150,150", 3.8, 45),
    State.NO_ACTION: Look("semi_circle", "150,150,150", 4.0),
    State.DUPLICATE: Look("diagonal_half_square", "150,150,150", 3.6),
    State.TRANSFERRED: Look("arrow", "170,150,200", 4.6, 90),
}


def renderer() -> QgsCategorizedSymbolRenderer:
    """The layer's renderer: one category per state; dangerous ones are drawn last, on top."""
    categories = [QgsRendererCategory(state.value, _layer_symbol(state), state_label(state)) for state in LOOKS]
    categories.append(QgsRendererCategory(None, _symbol(Look("circle", "200,200,200")), ""))
    made = QgsCategorizedSymbolRenderer("state", categories)
    made.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause('"danger"', True)]))
    made.setOrderByEnabled(True)
    return made


@lru_cache(maxsize=128)
def state_icon(state: State, danger: bool = False) -> QIcon:
    """The symbol of the map as an icon for lists and buttons, 18 pixels."""
    look = LOOKS[state]
    scaled = Look(look.shape, look.fill, look.size * 0.85, look.angle)
    return _icon(_symbol(scaled, danger=danger))


@lru_cache(maxsize=8)
def danger_icon() -> QIcon:
    """The warning triangle alone."""
    return _icon(_joined(_danger_parts(True, 4.4)))


@lru_cache(maxsize=8)
def send_icon() -> QIcon:
    """The "to send" badge alone."""
    return _icon(_joined(_send_parts(True, 4.2, (0, 0))))


@lru_cache(maxsize=8)
def conflict_icon() -> QIcon:
    """The "conflict" badge alone."""
    return _icon(_joined(_conflict_parts(True, 4.2, (0, 0))))


def incident_symbol(state: State, *, danger: bool, unsent: bool, conflict: bool) -> QgsMarkerSymbol:
    """The symbol of one incident as the layer draws it, without any expression."""
    return _symbol(LOOKS[state], danger=danger, unsent=unsent, conflict=conflict)


def _icon(symbol: QgsMarkerSymbol) -> QIcon:
    return QIcon(QgsSymbolLayerUtils.symbolPreviewPixmap(symbol, QSize(18, 18)))


def _layer_symbol(state: State) -> QgsMarkerSymbol:
    return _symbol(LOOKS[state], danger='"danger" = 1', unsent='"unsent" > 0', conflict='"conflict" = 1')


def _symbol(look: Look, *, danger: Shown = False, unsent: Shown = False, conflict: Shown = False) -> QgsMarkerSymbol:
    parts = _danger_parts(danger, 9.5)
    parts.append(_state_part(look, danger))
    parts += _send_parts(unsent, 3.6, (3.2, -3.2))
    parts += _conflict_parts(conflict, 3.6, (-3.2, -3.2))
    return _joined(parts)


def _joined(parts: Sequence[QgsSimpleMarkerSymbolLayer]) -> QgsMarkerSymbol:
    """One symbol of these parts. They are handed over one by one: QGIS 3.22 crashes on a list in the constructor."""
    symbol = QgsMarkerSymbol.createSimple({})
    symbol.changeSymbolLayer(0, parts[0])
    for part in parts[1:]:
        symbol.appendSymbolLayer(part)
    return symbol


def _state_part(look: Look, danger: Shown) -> QgsSimpleMarkerSymbolLayer:
    """The state's own shape; under danger it moves to the corner so that the triangle stays clear."""
    aside_x, aside_y = _turned(3.6, 2.6, look.angle)
    at = (aside_x, aside_y) if danger is True else (0.0, 0.0)
    part = _simple(look.shape, look.fill, look.size, angle=look.angle, at=at)
    if isinstance(danger, str):
        aside = f"CASE WHEN {danger} THEN array({aside_x:.3f}, {aside_y:.3f}) ELSE array(0, 0) END"
        part.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyOffset, QgsProperty.fromExpression(aside))
    return part


def _turned(x: float, y: float, angle: float) -> tuple[float, float]:
    """The offset that, turned by `angle` degrees clockwise as QGIS does, becomes (x, y) millimetres; y is down."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return x * cos + y * sin, -x * sin + y * cos


def _danger_parts(shown: Shown, size: float) -> list[QgsSimpleMarkerSymbolLayer]:
    if shown is False:
        return []
    parts = [
        _simple("triangle", WHITE, size * 1.22, stroke=WHITE, at=(0, -size * 0.02)),
        _simple("triangle", DANGER_RED, size, stroke="120,0,0", width=0.3),
        _simple("line", WHITE, size * 0.32, stroke=WHITE, width=size * 0.11, at=(0, size * 0.03)),
        _simple("circle", WHITE, size * 0.13, stroke=WHITE, at=(0, size * 0.34)),
    ]
    return [_when(part, shown) for part in parts]


def _send_parts(shown: Shown, size: float, at: tuple[float, float]) -> list[QgsSimpleMarkerSymbolLayer]:
    """A blue disc with a white arrow that points up."""
    if shown is False:
        return []
    parts = [
        _simple("circle", SEND_BLUE, size, stroke=WHITE, width=0.3, at=at),
        _simple("arrow", WHITE, size * 0.62, stroke=WHITE, width=0, at=at),
    ]
    return [_when(part, shown) for part in parts]


def _conflict_parts(shown: Shown, size: float, at: tuple[float, float]) -> list[QgsSimpleMarkerSymbolLayer]:
    """A yellow square with a black cross."""
    if shown is False:
        return []
    parts = [
        _simple("square", CONFLICT_YELLOW, size * 0.9, stroke=OUTLINE, width=0.3, at=at),
        _simple("cross2", OUTLINE, size * 0.55, stroke=OUTLINE, width=0.6, at=at),
    ]
    return [_when(part, shown) for part in parts]


def _simple(
    shape: str,
    fill: str,
    size: float,
    *,
    stroke: str = OUTLINE,
    width: float = 0.35,
    angle: float = 0,
    at: tuple[float, float] = (0, 0),
) -> QgsSimpleMarkerSymbolLayer:
    """One simple marker; `size`, `width` and `at` are millimetres."""
    return QgsSimpleMarkerSymbolLayer.create(
        {
            "name": shape,
            "color": fill,
            "outline_color": stroke,
            "outline_width": str(width),
            "size": str(size),
            "angle": str(angle),
            "offset": f"{at[0]},{at[1]}",
        }
    )


def _when(part: QgsSimpleMarkerSymbolLayer, shown: Shown) -> QgsSimpleMarkerSymbolLayer:
    if isinstance(shown, str):
        part.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyLayerEnabled, QgsProperty.fromExpression(shown))
    return part
