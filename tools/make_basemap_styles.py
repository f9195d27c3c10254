"""Make resources/styles/basemap/*.qml: the light town map on which incidents stand out.

    QT_QPA_PLATFORM=offscreen build/venv/bin/python tools/make_basemap_styles.py

Widths follow the true width of a street when one looks closely and a least width in millimetres when one looks from
afar. Made by a program so that colours and scales stay in one place; the result can be edited in QGIS like any style.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsFillSymbol,
    QgsLabeling,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsSimpleLineSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont

ROOT = Path(__file__).resolve().parents[1]
STYLES = ROOT / "resources" / "styles" / "basemap"
DEMO = ROOT / "resources" / "demo" / "commune.gpkg"
FONTS = ["Noto Sans", "Segoe UI", "Helvetica Neue", "Nimbus Sans", "DejaVu Sans"]
PAPER = "#f8f6f1"

# kind: core, casing, least width in mm at 1:5,000 and at 1:50,000
STREETS = {
    "lane": ("#fdfcf8", "#cdbfa6", 0.55, 0.12),
    "street": ("#ffffff", "#cbc5bc", 0.95, 0.16),
    "secondary": ("#fff3c4", "#d3bd78", 1.35, 0.45),
    "main": ("#fbd58c", "#d69c4a", 1.75, 0.7),
}
GREEN = {
    "field": "#f8f4e8",
    "pasture": "#f0f3e6",
    "forest": "#cbdfbc",
    "meadow": "#e6eed8",
    "park": "#cfe6bf",
    "cemetery": "#d5e1cd",
    "sports": "#c5e3c4",
}
LANDMARKS = ("church", "chapel", "town_hall", "station", "school", "hospital", "castle", "mill", "sports")


def text(
    size: float,
    colour: str,
    *,
    bold: bool = False,
    italic: bool = False,
    halo: float = 0.8,
    halo_colour: str = "#ffffff",
) -> QgsTextFormat:
    """A text format with a halo; size in points."""
    form = QgsTextFormat()
    font = QFont("Noto Sans")
    font.setBold(bold)
    font.setItalic(italic)
    form.setFont(font)
    form.setFamilies(FONTS)
    form.setSize(size)
    form.setColor(QColor(colour))
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(halo > 0)
    buffer.setSize(halo)
    buffer.setColor(QColor(halo_colour))
    buffer.setOpacity(0.85)
    form.setBuffer(buffer)
    return form


def label(
    field: str, form: QgsTextFormat, placement: Any, *, priority: int = 5, expression: bool = False
) -> QgsPalLayerSettings:
    """Label settings common to all layers."""
    settings = QgsPalLayerSettings()
    settings.fieldName = field
    settings.isExpression = expression
    settings.placement = placement
    settings.priority = priority
    settings.setFormat(form)
    return settings


def labels(layer: QgsVectorLayer, rules: list[tuple[QgsPalLayerSettings, str, float, float]]) -> None:
    """Rule-based labels: settings, filter, closest and farthest scale denominators (0 = no limit)."""
    root = QgsRuleBasedLabeling.Rule(None)
    for settings, condition, closest, farthest in rules:
        root.appendChild(QgsRuleBasedLabeling.Rule(settings, closest, farthest, condition))
    layer.setLabeling(QgsRuleBasedLabeling(root))
    layer.setLabelsEnabled(True)


def rules(layer: QgsVectorLayer, entries: list[tuple[QgsSymbol, str, float, float]], *, levels: bool = False) -> None:
    """Rule-based symbols: symbol, filter, closest and farthest scale denominators (0 = no limit)."""
    root = QgsRuleBasedRenderer.Rule(None)
    for symbol, condition, closest, farthest in entries:
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, int(closest), int(farthest), condition))
    renderer = QgsRuleBasedRenderer(root)
    renderer.setUsingSymbolLevels(levels)
    layer.setRenderer(renderer)


def fill(colour: str, outline: str = "", width: float = 0.15, style: str = "solid") -> QgsFillSymbol:
    return QgsFillSymbol.createSimple({
        "color": colour, "outline_color": outline or colour, "outline_width": str(width),
        "outline_style": style if outline else "no", "joinstyle": "round",
    })  # fmt: skip


def line(colour: str, width: float, **more: str) -> QgsLineSymbol:
    made = {"line_color": colour, "line_width": str(width), "capstyle": "round", "joinstyle": "round", **more}
    return QgsLineSymbol.createSimple(made)


def streets(layer: QgsVectorLayer) -> None:
    """Casing below, core above, the greater road over the smaller one; names along the street."""
    entries = []
    for rank, (kind, (core, casing, near, far)) in enumerate(STREETS.items()):
        width = f'max("width_m" * 1000 / @map_scale, scale_linear(@map_scale, 5000, 50000, {near}, {far}))'
        symbol = QgsLineSymbol()
        symbol.deleteSymbolLayer(0)
        rim = "scale_linear(@map_scale, 5000, 40000, 0.45, 0.16)"
        for colour, expression, level in ((casing, f"{width} + {rim}", 0), (core, width, 1 + rank)):
            stroke = QgsSimpleLineSymbolLayer(QColor(colour), 1.0)
            stroke.setPenCapStyle(Qt.PenCapStyle.RoundCap)
            stroke.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
            stroke.setDataDefinedProperty(QgsSymbolLayer.PropertyStrokeWidth, QgsProperty.fromExpression(expression))
            stroke.setRenderingPass(level)
            symbol.appendSymbolLayer(stroke)
        entries.append((symbol, f"\"kind\" = '{kind}'", 0.0, 30000.0 if kind in ("lane", "street") else 0.0))
    hair = line("#c9c3ba", 0.16)
    hair.symbolLayer(0).setRenderingPass(0)
    entries.append((hair, "\"kind\" IN ('street', 'lane')", 30000.0, 0.0))
    rules(layer, entries, levels=True)
    labels(layer, [
        (_along(6.6, "#4a4640", 4), "\"kind\" IN ('street', 'lane')", 0, 4200),
        (_along(5.6, "#4a4640", 3), "\"kind\" IN ('street', 'lane')", 4200, 8000),
        (_along(7.4, "#4d3c1c", 8), "\"kind\" IN ('main', 'secondary')", 0, 8000),
        (_along(6.2, "#4d3c1c", 6), "\"kind\" IN ('main', 'secondary')", 8000, 30000),
    ])  # fmt: skip


def _along(size: float, colour: str, priority: int) -> QgsPalLayerSettings:
    settings = label("name", text(size, colour, halo=0.7), QgsPalLayerSettings.Curved, priority=priority)
    settings.repeatDistance = 90
    settings.repeatDistanceUnit = QgsUnitTypes.RenderMillimeters
    settings.mergeLines = True
    settings.maxCurvedCharAngleIn = 28
    settings.maxCurvedCharAngleOut = -28
    placing = settings.lineSettings()
    placing.setPlacementFlags(QgsLabeling.LinePlacementFlags(QgsLabeling.LinePlacementFlag.OnLine))
    settings.setLineSettings(placing)
    return settings


def buildings(layer: QgsVectorLayer) -> None:
    """Grey houses from 1:20,000; numbers close by; the buildings that everybody knows stand out and bear their name."""
    known = '"kind" IN (' + ", ".join(f"'{kind}'" for kind in LANDMARKS) + ")"
    rules(layer, [
        (fill("#dcd6cd", "#bdb4a8", 0.12), "\"kind\" IN ('house', 'shed')", 0, 7500),
        (fill("#d8d1c7"), "\"kind\" IN ('house', 'shed')", 7500, 26000),
        (fill("#cfc3c9", "#a995a1", 0.14), "\"kind\" IN ('industry', 'retail')", 0, 26000),
        (fill("#cdb3a2", "#a3836d", 0.16), known, 0, 26000),
    ])  # fmt: skip
    number = label("number", text(5.4, "#7b7268", halo=0.5), QgsPalLayerSettings.OverPoint, priority=1)
    number.centroidInside = True
    name = label("name", text(6.6, "#6d4326", italic=True, halo=0.8), QgsPalLayerSettings.OverPoint, priority=9)
    name.autoWrapLength = 18
    name.multilineAlign = QgsPalLayerSettings.MultiCenter
    labels(layer, [(number, '"number" IS NOT NULL', 0, 2600), (name, f'{known} AND "name" IS NOT NULL', 0, 6500)])


def green(layer: QgsVectorLayer) -> None:
    rules(layer, [(fill(colour), f"\"kind\" = '{kind}'", 0, 0) for kind, colour in GREEN.items()])
    name = label(
        "name",
        text(6.8, "#4f7a45", italic=True, halo=0.6, halo_colour="#eef5e6"),
        QgsPalLayerSettings.Horizontal,
        priority=3,
    )
    name.fitInPolygonOnly = False
    name.autoWrapLength = 16
    name.multilineAlign = QgsPalLayerSettings.MultiCenter
    small = label(
        "name",
        text(6.0, "#4f7a45", italic=True, halo=0.6, halo_colour="#eef5e6"),
        QgsPalLayerSettings.Horizontal,
        priority=2,
    )
    small.autoWrapLength = 14
    small.multilineAlign = QgsPalLayerSettings.MultiCenter
    labels(
        layer, [(name, "\"kind\" = 'forest'", 0, 45000), (small, "\"kind\" IN ('park', 'cemetery', 'sports')", 0, 8000)]
    )


def water(layer: QgsVectorLayer) -> None:
    rules(layer, [(fill("#a8d0e6", "#86b9d6", 0.18), "", 0, 30000), (fill("#a8d0e6", "#a8d0e6", 0.35), "", 30000, 0)])


def watercourses(layer: QgsVectorLayer) -> None:
    """Brooks as lines; the river is an area, its axis here carries the name only."""
    brook = line("#8fc1de", 0.5)
    brook.symbolLayer(0).setDataDefinedProperty(
        QgsSymbolLayer.PropertyStrokeWidth,
        QgsProperty.fromExpression("max(2.4 * 1000 / @map_scale, scale_linear(@map_scale, 5000, 50000, 0.5, 0.25))"),
    )
    unseen = line("0,0,0,0", 0.1)  # a feature without a symbol would get no label either
    rules(layer, [(brook, "\"kind\" = 'brook'", 0, 0), (unseen, "\"kind\" = 'river'", 0, 0)])
    river = _along(8.6, "#2f6f99", 10)
    river.setFormat(text(8.6, "#2f6f99", italic=True, halo=0.5, halo_colour="#cfe5f1"))
    river.repeatDistance = 160
    small = _along(6.4, "#3f7fa8", 4)
    small.setFormat(text(6.4, "#3f7fa8", italic=True, halo=0.6))
    labels(layer, [(river, "\"kind\" = 'river'", 0, 45000), (small, "\"kind\" = 'brook'", 0, 18000)])


def rail(layer: QgsVectorLayer) -> None:
    symbol = line("#8f8f8f", 0.55)
    dash = QgsSimpleLineSymbolLayer(QColor("#f4f4f4"), 0.3)
    dash.setUseCustomDashPattern(True)
    dash.setCustomDashVector([2.6, 2.6])
    dash.setCustomDashPatternUnit(QgsUnitTypes.RenderMillimeters)
    symbol.appendSymbolLayer(dash)
    rules(layer, [(symbol, "", 0, 30000), (line("#8f8f8f", 0.3), "", 30000, 0)])


def landuse(layer: QgsVectorLayer) -> None:
    rules(
        layer,
        [
            (fill("#eeebe5"), "\"kind\" = 'residential'", 0, 0),
            (fill("#f4e7d3", "#d8c4a4", 0.15), "\"kind\" = 'square'", 0, 20000),
        ],
    )
    name = label("name", text(6.8, "#5b4a2f", bold=True), QgsPalLayerSettings.OverPoint, priority=9)
    name.autoWrapLength = 10
    name.multilineAlign = QgsPalLayerSettings.MultiCenter
    labels(layer, [(name, "\"kind\" = 'square'", 0, 5200)])


def boundary(layer: QgsVectorLayer) -> None:
    """Paper inside, and the limit of the commune in the colour that maps use for it."""
    symbol = fill(PAPER)
    for colour, width, dash in (("#e6d8ea", 1.6, None), ("#9b7fa6", 0.4, [4.0, 1.6, 0.6, 1.6])):
        stroke = QgsSimpleLineSymbolLayer(QColor(colour), width)
        if dash:
            stroke.setUseCustomDashPattern(True)
            stroke.setCustomDashVector(dash)
            stroke.setCustomDashPatternUnit(QgsUnitTypes.RenderMillimeters)
        symbol.appendSymbolLayer(stroke)
    rules(layer, [(symbol, "", 0, 0)])


def sections(layer: QgsVectorLayer) -> None:
    """Limits of the former communes."""
    symbol = QgsFillSymbol()
    symbol.deleteSymbolLayer(0)
    stroke = QgsSimpleLineSymbolLayer(QColor("#b79fbf"), 0.26)
    stroke.setUseCustomDashPattern(True)
    stroke.setCustomDashVector([2.2, 1.8])
    stroke.setCustomDashPatternUnit(QgsUnitTypes.RenderMillimeters)
    symbol.appendSymbolLayer(stroke)
    rules(layer, [(symbol, "", 0, 0)])


def places(layer: QgsVectorLayer) -> None:
    """Names of town, villages and hamlets, from afar only: close by, the streets speak."""
    nothing = QgsMarkerSymbol.createSimple({"size": "0", "outline_style": "no", "color": "0,0,0,0"})
    rules(layer, [(nothing, "", 0, 0)])
    big = label("name", text(14, "#3b3630", bold=True, halo=1.2), QgsPalLayerSettings.OverPoint, priority=10)
    town_near = label("name", text(12, "#3b3630", bold=True, halo=1.1), QgsPalLayerSettings.OverPoint, priority=10)
    village = label("name", text(10, "#4a443c", bold=True, halo=1.0), QgsPalLayerSettings.OverPoint, priority=9)
    hamlet = label("name", text(8, "#5b544a", halo=0.9), QgsPalLayerSettings.OverPoint, priority=7)
    labels(layer, [
        (town_near, "\"kind\" = 'town'", 7000, 20000),
        (big, "\"kind\" = 'town'", 20000, 0),
        (village, "\"kind\" = 'village'", 7000, 150000),
        (hamlet, "\"kind\" = 'hamlet'", 7000, 80000),
    ])  # fmt: skip


def main() -> None:
    """Write one style per layer of the basemap."""
    STYLES.mkdir(parents=True, exist_ok=True)
    for make in (places, sections, streets, rail, buildings, watercourses, water, green, landuse, boundary):
        options = QgsVectorLayer.LayerOptions(False)
        options.forceReadOnly = True
        layer = QgsVectorLayer(f"{DEMO}|layername={make.__name__}", make.__name__, "ogr", options)
        make(layer)
        target = STYLES / f"{make.__name__}.qml"
        message, fine = layer.saveNamedStyle(str(target), layer.Symbology | layer.Labeling | layer.Rendering)
        if not fine:
            raise SystemExit(message)
        _settle(target)
    print(f"{len(list(STYLES.glob('*.qml')))} styles in {STYLES}")


def _settle(path: Path) -> None:
    """Take out what changes from run to run, so that a difference in the file is a difference in the style."""
    content = path.read_text(encoding="utf-8")
    numbers: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        return numbers.setdefault(match.group(0), "{%08x-0000-0000-0000-000000000000}" % (len(numbers) + 1))

    path.write_text(re.sub(r"\{[0-9a-f]{8}-[0-9a-f-]{27}\}", number, content), encoding="utf-8")


if __name__ == "__main__":
    if os.environ.get("QT_HASH_SEED") != "0":  # else attributes change places from run to run
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "QT_HASH_SEED": "0"})
    application = QgsApplication([], False)
    application.initQgis()
    main()
    application.exitQgis()
