"""What a person's hands and eyes do in the running QGIS, for the guided tour (imported inside QGIS)."""
from __future__ import annotations

import json
import urllib.parse
import urllib.request
from pathlib import Path

from inside import out, pause, wait
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsNmeaConnection,
    QgsPointXY,
    QgsProject,
)
from qgis.PyQt.QtCore import QBuffer, QIODevice, QPoint, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLineEdit, QToolButton, QWidget
from qgis.utils import iface, plugins

plugin = plugins.get("rue311")
kept: list[object] = []  # what QGIS uses and nobody else holds


def content():
    return plugins["rue311"].dock.content


def place():
    return plugins["rue311"].workplace


def child(name: str, kind: type = QWidget, where: QWidget | None = None) -> QWidget:
    """The widget of that name that a person sees; LookupError where there is none."""
    for widget in (where or content()).findChildren(kind, name):
        if widget.isVisible():
            return widget
    raise LookupError(f"no visible {kind.__name__} called {name}")


def click(widget: QWidget) -> None:
    if not widget.isEnabled():
        raise RuntimeError(f"{widget.objectName() or widget} is greyed out")
    if hasattr(widget, "text") and widget.inherits("QCheckBox"):
        on_the_box = QPoint(8, widget.height() // 2)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, on_the_box)
    else:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    pause(0.1)


def type_into(widget: QWidget, text: str) -> None:
    widget.setFocus()
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(widget, letter)
        else:  # QTest sends Latin-1 only
            widget.insert(letter) if isinstance(widget, QLineEdit) else widget.insertPlainText(letter)
        pause(0.01)


def tab(name: str) -> None:
    click(child(f"{name}_tab", QToolButton))


def page(name: str) -> QWidget:
    return content().page[name]


def on_canvas(lon: float, lat: float) -> QPoint:
    canvas = iface.mapCanvas()
    move = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"),
                                  canvas.mapSettings().destinationCrs(), QgsProject.instance())
    pixel = canvas.getCoordinateTransform().transform(move.transform(QgsPointXY(lon, lat)))
    return QPoint(round(pixel.x()), round(pixel.y()))


def click_map(lon: float, lat: float) -> None:
    point = on_canvas(lon, lat)
    viewport = iface.mapCanvas().viewport()
    if not viewport.rect().contains(point):
        raise RuntimeError(f"the point is not on the map: {point}")
    QTest.mouseMove(viewport, point)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    pause(0.3)


def map_is_drawn() -> None:
    wait(lambda: not iface.mapCanvas().isDrawing(), 20)
    pause(0.3)
    wait(lambda: not iface.mapCanvas().isDrawing(), 20)


def back_end_has(number: str) -> dict[str, object]:
    """Ask the back end itself, past all of our code."""
    url = f"{place().back_end_url()}/requests/{number}.json?jurisdiction_id=valombre.example&extensions=true"
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)[0]


def back_end_count(text: str) -> int:
    url = f"{place().back_end_url()}/requests.json?" + urllib.parse.urlencode({"jurisdiction_id": "valombre.example"})
    with urllib.request.urlopen(url, timeout=10) as answer:
        return sum(text in (row.get("description") or "") for row in json.load(answer))


def must(condition: object, otherwise: str) -> None:
    if not condition:
        raise AssertionError(otherwise)


def photo() -> Path:
    """A picture as a phone would make it."""
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    image.fill(QColor("#8d8d86"))
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(0, 0, 1600, 300, QColor("#b9b7ad"))
    for brush, box in (("#55544f", (480, 560, 620, 330)), ("#32312e", (560, 620, 440, 200))):
        painter.setBrush(QColor(brush))
        painter.drawEllipse(*box)
    painter.end()
    target = out / "nid de poule d'été.jpg"
    image.save(str(target), "JPG", 88)
    return target


def connect_gps(lon: float, lat: float) -> None:
    """A receiver as QGIS knows it: NMEA sentences through its own parser."""
    def degrees(value: float, width: int) -> str:
        return f"{int(value):0{width}d}{(value - int(value)) * 60:08.5f}"

    def sentence(body: str) -> str:
        check = 0
        for letter in body:
            check ^= ord(letter)
        return f"${body}*{check:02X}\r\n"
    where = f"{degrees(lat, 2)},N,{degrees(lon, 3)},E"
    said = (sentence(f"GPGGA,101500,{where},1,09,0.9,120.0,M,47.0,M,,")
            + sentence(f"GPRMC,101500,A,{where},0.0,0.0,231126,,")
            + sentence("GPGSA,A,3,01,02,03,04,05,06,07,08,09,,,,1.5,0.9,1.2")
            + sentence("GPGST,101500,3.0,2.0,2.0,0.0,2.5,3.0,4.0"))
    wire = QBuffer()
    wire.open(QIODevice.OpenModeFlag.ReadWrite)
    receiver = QgsNmeaConnection(wire)
    kept[:] = [wire, receiver]
    receiver.connect()
    QgsApplication.gpsConnectionRegistry().registerConnection(receiver)
    wire.write(said.encode())
    wire.seek(0)
    wire.readyRead.emit()
    pause(0.5)


def required_answers(service_code: str) -> dict[str, list[str]]:
    """Some answer to every question that must be answered."""
    definition = place().definition(service_code) or {"attributes": []}
    return {asked["code"]: [str(asked["values"][0]["key"])] if asked.get("values") else ["1"]
            for asked in definition["attributes"] if asked["required"] in (True, "true")}
