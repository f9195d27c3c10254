"""A small map server that misbehaves on demand, and a real QGIS Server on the demo commune."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from rue311.plugin.basemaps import Producer, Source
from rue311.plugin.net import HttpSession

Answer = tuple[int, dict[str, str], bytes]


class RoughServer:
    """Answers what a test says; `hang` accepts and never answers, `cut` stops in the middle."""

    def __init__(self) -> None:
        self.answer: Callable[[dict[str, str]], Answer] = lambda asked: (404, {}, b"")
        self.mode = ""
        self.asked: list[dict[str, str]] = []
        self._over = threading.Event()
        self._httpd = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._httpd.daemon_threads = True
        self._thread = threading.Thread(target=self._httpd.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._httpd.server_port}/wms"

    def says(self, status: int, body: bytes, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answer = lambda asked: (status, named, body)

    def stop(self) -> None:
        self._over.set()
        self._httpd.shutdown()
        self._httpd.server_close()

    def _handler(self) -> Any:
        rough = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = {key.upper(): value for key, value in parse_qsl(urlsplit(self.path).query)}
                rough.asked.append(asked)
                if rough.mode == "hang":
                    rough._over.wait(30)
                    return
                status, headers, body = rough.answer(asked)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body) * (2 if rough.mode == "cut" else 1)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: Any) -> None:
                pass

        return Handler


@pytest.fixture
def server():
    rough = RoughServer()
    yield rough
    rough.stop()


@pytest.fixture
def session():
    made = HttpSession()
    yield made
    made.close()


def source(url: str, protocol: str = "WMS", **more: Any) -> Source:
    """A source with as little as can be."""
    values = {"layers": ("roads",), "crs": ("EPSG:31370",), **more}
    return Source("test", {"fr": "Essai"}, "base", "region", Producer("SPW"), protocol, url, **values)


@pytest.fixture
def make_source() -> Callable[..., Source]:
    return source


@pytest.fixture(scope="session")
def demo_map(tmp_path_factory) -> Path:
    """A copy of the demo commune's map: a server may write beside it."""
    folder = tmp_path_factory.mktemp("l'hôtel de ville")
    return Path(shutil.copy(Path(__file__).parents[2] / "resources" / "demo" / "commune.gpkg", folder))


@pytest.fixture(scope="session")
def qgis_server(qgis_app, demo_map):
    """URL of a real QGIS Server on loopback that publishes the demo commune in EPSG:31370 by WMS, WMTS and WFS."""
    program = shutil.which("qgis_mapserver")
    if program is None:
        pytest.skip("qgis_mapserver is not installed")
    project = _project(demo_map)
    port = _free_port()
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QGIS_SERVER_LOG_LEVEL": "2",
        "QGIS_SERVER_LOG_STDERR": "1",
    }
    with (demo_map.parent / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [program, "-p", str(project), f"127.0.0.1:{port}"], stdout=log, stderr=log, env=environment
        )
        url = f"http://127.0.0.1:{port}/"
        try:
            _wait(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}?SERVICE=WMS&REQUEST=GetCapabilities", timeout=5) as reply:
                if b"WMS_Capabilities" not in reply.read():
                    pytest.skip("QGIS Server lacks its services: qgis-server-wms, -wmts, -wfs are not installed")
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("QGIS Server did not start")


def _project(gpkg: Path) -> Path:
    from qgis.core import QgsCoordinateReferenceSystem, QgsProject
    from rue311.plugin.basemaps.layers import own_basemap

    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:31370"))
    layers = own_basemap(gpkg)
    for layer in layers:
        layer.setShortName(layer.customProperty("rue311/basemap"))
        project.addMapLayer(layer)
    ids = [layer.id() for layer in layers]
    project.writeEntry("WMSCrsList", "/", ["EPSG:31370", "EPSG:3812"])
    project.writeEntry("WFSLayers", "/", ids)
    project.writeEntry("WMTSLayers", "Layer", ids)
    project.writeEntry("WMTSPngLayers", "Layer", ids)
    project.writeEntry("WMTSGrids", "CRS", ["EPSG:31370"])
    project.writeEntry("WMTSGrids", "Config", ["EPSG:31370,300000,0,5000000,12"])
    path = gpkg.parent / "valombre.qgs"
    assert project.write(str(path))
    project.clear()
    return path
