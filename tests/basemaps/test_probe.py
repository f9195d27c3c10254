"""What a source can do to us, and the verdict it gets."""

from __future__ import annotations

import socket
import struct
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rue311.plugin.basemaps import probe
from rue311.plugin.basemaps.offer import OfferTrouble, epsg, read_offer
from rue311.plugin.basemaps.picture import NoPicture, is_single_colour
from rue311.plugin.net import Cancelled, CancelToken

WMS = b"""<?xml version="1.0"?><WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms"><Capability>
<Layer><Title>root</Title><CRS>EPSG:31370</CRS><CRS>EPSG:3857</CRS>
<Layer><Name>roads</Name><Title>Roads</Title></Layer><Layer><Name>0</Name><CRS>EPSG:3812</CRS></Layer></Layer>
</Capability></WMS_Capabilities>"""
EXCEPTION = (
    b'<ServiceExceptionReport><ServiceException code="X">Out of memory</ServiceException></ServiceExceptionReport>'
)
WMTS = b"""<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1"><Contents>
<Layer><ows:Identifier>FDC</ows:Identifier><TileMatrixSetLink><TileMatrixSet>GoogleMapsCompatible</TileMatrixSet></TileMatrixSetLink>
<TileMatrixSetLink><TileMatrixSet>default028mm</TileMatrixSet></TileMatrixSetLink></Layer>
<TileMatrixSet><ows:Identifier>default028mm</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::31370</ows:SupportedCRS></TileMatrixSet>
<TileMatrixSet><ows:Identifier>GoogleMapsCompatible</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::3857</ows:SupportedCRS></TileMatrixSet>
</Contents></Capabilities>"""


def png(pixels: list[list[tuple[int, int, int]]], filters: int = 0) -> bytes:
    """A small RGB picture, rows optionally filtered with Sub."""
    raw = b""
    for row in pixels:
        line = bytes(value for pixel in row for value in pixel)
        if filters == 1:
            line = bytes((value - (line[i - 3] if i >= 3 else 0)) & 255 for i, value in enumerate(line))
        raw += bytes([filters]) + line

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", len(pixels[0]), len(pixels), 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def test_a_service_that_answers_is_ok_and_its_layers_are_known(server, session, make_source):
    server.says(200, WMS)
    found = probe(make_source(server.url, layers=()), session)
    assert found.verdict == "ok"
    assert found.usable
    assert found.source.layers == ("roads",)
    assert server.asked[0] == {"SERVICE": "WMS", "REQUEST": "GetCapabilities", "VERSION": "1.3.0"}


def test_a_service_that_hangs_is_given_up_within_the_budget(server, session, make_source):
    server.mode = "hang"
    started = time.monotonic()
    found = probe(make_source(server.url), session, budget_s=0.6)
    assert found.verdict == "timeout"
    assert not found.usable
    assert time.monotonic() - started < 3.0  # not 60 s, which is what QGIS waits


def test_a_service_that_drips_one_byte_at_a_time_is_given_up_too(session, make_source):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        import threading

        over = threading.Event()

        def drip() -> None:
            connection, _address = listener.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
                while not over.wait(0.1):
                    try:
                        connection.sendall(b" ")
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        found = probe(make_source(f"http://127.0.0.1:{listener.getsockname()[1]}/"), session, budget_s=0.7)
        over.set()
        thread.join(5)
    assert found.verdict == "timeout"


def test_nobody_listening_is_unreachable(session, make_source):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    found = probe(make_source(f"http://127.0.0.1:{port}/wms"), session)
    assert found.verdict == "unreachable"
    assert found.detail


def test_a_name_that_does_not_exist_is_unreachable(session, make_source):
    assert probe(make_source("http://geoservices.invalid/wms"), session).verdict in ("unreachable", "timeout")


@pytest.mark.parametrize(
    ("status", "headers", "verdict"),
    [(404, {}, "http_error"), (500, {}, "http_error"), (503, {}, "http_error"),
     (503, {"Retry_After": "60"}, "throttled"), (429, {}, "throttled"), (403, {}, "http_error")],
)  # fmt: skip
def test_an_error_status_is_told_with_its_number(server, session, make_source, status, headers, verdict):
    server.says(status, b"<html>no</html>", **headers)
    found = probe(make_source(server.url), session)
    assert found.verdict == verdict
    assert found.http_status == status
    assert str(status) in found.detail


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        (EXCEPTION, "exception"),
        (b"<html><body>Please log in</body></html>", "not_a_service"),
        (b"<!DOCTYPE html><html></html>", "unsafe"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><WMS_Capabilities>&a;</WMS_Capabilities>', "unsafe"),
        (b"", "not_a_service"),
        (WMS[:200], "broken"),
        (b'{"error": {"code": 500}}', "not_a_service"),
        (b"<ServerStatus/>", "not_a_service"),
        (WMS.replace(b"roads", b"streets"), "layer_changed"),
        (WMS.replace(b"EPSG:31370", b"EPSG:25831"), "crs_changed"),
    ],
    ids=["exception", "login", "doctype", "bomb", "empty", "cut", "json", "other-xml", "renumbered", "crs"],
)
def test_a_wrong_answer_in_200_is_recognised(server, session, make_source, body, verdict):
    server.says(200, body)
    assert probe(make_source(server.url), session).verdict == verdict


def test_an_answer_that_breaks_off_is_broken(server, session, make_source):
    server.says(200, WMS)
    server.mode = "cut"
    assert probe(make_source(server.url), session).verdict == "broken"


def test_a_redirect_to_another_host_is_told_as_moved(server, session, make_source):
    target = server.url.replace("127.0.0.1", "localhost")

    def answer(asked):
        return (200, {}, WMS) if answer.moved else (302, {"Location": f"{target}?{answer.query}"}, b"")

    answer.moved, answer.query = False, "SERVICE=WMS&REQUEST=GetCapabilities&VERSION=1.3.0"

    def once(asked):
        reply = answer(asked)
        answer.moved = True
        return reply

    server.answer = once
    found = probe(make_source(server.url), session)
    assert found.verdict == "moved"
    assert "localhost" in found.detail
    assert found.usable


def test_a_wmts_that_must_be_asked_gives_its_lambert_grid_first(server, session, make_source):
    server.says(200, WMTS)
    found = probe(make_source(server.url, "WMTS", layers=(), crs=("EPSG:31370", "EPSG:3857")), session)
    assert found.verdict == "ok"
    assert found.source.layers == ("FDC",)
    assert found.source.tile_matrix_set == "default028mm"


def test_arcgis_errors_come_with_status_200(server, session, make_source):
    server.says(200, b'{"error": {"code": 499, "message": "Token Required"}}')
    found = probe(make_source(server.url, "ArcGIS MapServer", layers=("0",)), session)
    assert (found.verdict, "Token Required" in found.detail) == ("exception", True)
    server.says(200, b'{"layers": [{"id": 0}, {"id": 3}], "spatialReference": {"wkid": 31370}}')
    assert probe(make_source(server.url, "ArcGIS MapServer", layers=("3",)), session).verdict == "ok"
    assert probe(make_source(server.url, "ArcGIS MapServer", layers=("7",)), session).verdict == "layer_changed"


@pytest.mark.parametrize(
    ("picture", "verdict"),
    [
        (png([[(9, 9, 9)] * 8] * 8), "blank"),
        (png([[(9, 9, 9)] * 8] * 7 + [[(9, 9, 9)] * 7 + [(9, 9, 8)]]), "ok"),
        (png([[(9, 9, 9)] * 8] * 8)[:-20], "broken"),
        (EXCEPTION, "exception"),
        (b"<html>", "broken"),
    ],
    ids=["one-colour", "one-pixel-differs", "cut", "exception", "html"],
)
def test_a_picture_is_looked_at_where_one_is_asked_for(server, session, make_source, picture, verdict):
    server.answer = lambda asked: (200, {}, picture if asked["REQUEST"] == "GetMap" else WMS)
    found = probe(make_source(server.url), session, view=(190000, 109000, 191000, 110000))
    assert found.verdict == verdict
    assert server.asked[-1]["CRS"] == "EPSG:31370"


def test_a_file_is_there_or_not(tmp_path, session, make_source):
    path = tmp_path / "ortho.tif"
    assert probe(make_source(str(path), "file", layers=()), session).verdict == "unreachable"
    path.write_bytes(b"II*\0")
    assert probe(make_source(str(path), "file", layers=()), session).verdict == "ok"


def test_a_tile_template_is_filled_in(server, session, make_source):
    server.says(200, b"tile")
    url = server.url.replace("/wms", "/{z}/{x}/{y}.png?z={z}&x={x}&y={y}")
    assert probe(make_source(url, "XYZ", layers=()), session).verdict == "ok"
    paths = server.asked[0]
    assert (paths["Z"], paths["X"], paths["Y"]) == ("12", "2103", "1380")


def test_cancelling_ends_the_wait(server, session, make_source):
    import threading

    server.mode = "hang"
    token = CancelToken()
    threading.Timer(0.2, token.cancel).start()
    with pytest.raises(Cancelled):
        probe(make_source(server.url), session, budget_s=20, cancel=token)


@given(st.sampled_from(["WMS", "WMTS", "WFS", "ArcGIS MapServer"]), st.binary(max_size=200))
def test_no_bytes_break_the_reader(protocol, body):
    for tail in (b"", WMS, WMTS):
        verdict = "ok"
        try:
            read_offer(protocol, body + tail)
        except OfferTrouble as trouble:
            verdict = trouble.verdict
        assert verdict in ("ok", "exception", "not_a_service", "broken", "unsafe")


@given(
    st.lists(st.integers(0, 255), min_size=3, max_size=3),
    st.integers(1, 9),
    st.integers(1, 9),
    st.integers(0, 1),
    st.data(),
)
def test_one_other_pixel_makes_a_picture(colour, width, height, filters, data):
    pixels = [[tuple(colour)] * width for _ in range(height)]
    assert is_single_colour(png(pixels, filters))
    column, row = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    pixels[row][column] = ((colour[0] + 1) % 256, colour[1], colour[2])
    assert is_single_colour(png(pixels, filters)) == (width * height == 1)


@given(st.binary(max_size=120))
def test_no_bytes_break_the_picture_reader(body):
    for data in (body, b"\x89PNG\r\n\x1a\n" + body):
        with pytest.raises(NoPicture):
            is_single_colour(data)


def test_codes_of_crs_are_read_in_all_their_spellings():
    spellings = (
        "EPSG:31370",
        "urn:ogc:def:crs:EPSG::31370",
        "urn:ogc:def:crs:EPSG:6.18:31370",
        "http://www.opengis.net/def/crs/EPSG/0/31370",
        "http://www.opengis.net/gml/srs/epsg.xml#31370",
    )
    for text in spellings:
        assert epsg(text) == "EPSG:31370", text
    assert epsg("CRS:84") == ""
