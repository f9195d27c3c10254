"""What the planned faults put on the wire, one by one: a hostile back end must really be hostile."""
from __future__ import annotations

import gzip
import json
import time
import zlib
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
import requests
from rue311.plugin.sandbox.bombs import gzip_bomb

# an exception in a thread is a failure too
pytestmark = pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")


@pytest.fixture
def struck(back_end):
    """Plans a fault for the next GET and answers the listing, as raw as it came."""
    back_end.report(description="trou", address_string="Rue du Fossé 3")

    def _struck(name, path="/requests.json", **params):
        back_end.server.faults.plan(name, method="GET")
        return back_end.http.get(back_end.server.url + path, params=params, timeout=5, allow_redirects=False)

    return _struck


def test_gzip_bomb_is_small_and_unpacks_to_a_gibibyte_of_json(back_end):
    back_end.server.faults.plan("gzip_bomb", method="GET")
    answer = back_end.http.get(back_end.server.url + "/requests.json", stream=True, timeout=10)
    packed = answer.raw.read(decode_content=False)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(packed) < 2 * 2**20
    assert int.from_bytes(packed[-4:], "little") == 2**30 + 2
    unpack = zlib.decompressobj(wbits=31)
    assert unpack.decompress(packed, 2**24) == b"[".ljust(2**24)


def test_gzip_bomb_is_sound_gzip_of_sound_json():
    packed = gzip_bomb(2**22).body
    assert json.loads(gzip.decompress(packed)) == []  # which checks its sum and its length


def test_doctype_bomb_names_entities_and_a_file(struck):
    answer = struck("doctype_bomb", "/services.xml")
    assert answer.headers["Content-Type"].startswith("text/xml")
    assert len(answer.content) < 2000
    assert b"<!DOCTYPE" in answer.content
    assert b"&l8;" * 10 in answer.content
    with pytest.raises(ElementTree.ParseError, match=r"amplification|undefined entity|entity"):
        ElementTree.fromstring(answer.content)


def test_deep_json_breaks_a_recursive_reader(struck):
    with pytest.raises(RecursionError):
        json.loads(struck("deep_json").content)


def test_wrong_charset_is_no_utf_8(struck):
    answer = struck("wrong_charset")
    assert "utf-8" in answer.headers["Content-Type"]
    with pytest.raises(UnicodeDecodeError):
        answer.content.decode("utf-8")
    assert "Fossé" in answer.content.decode("latin-1")


def test_duplicate_keys_contradict_each_other(struck):
    seen = []
    json.loads(struck("duplicate_keys").content, object_pairs_hook=seen.append)
    ids = [value for key, value in seen[0] if key == "service_request_id"]
    assert ids == ["other", "1001"]
    root = ElementTree.fromstring(struck("duplicate_keys", "/requests.xml").content)
    assert [one.text for one in root.findall("request/status")] == ["other", "open"]


def test_nan_and_infinity_for_a_place(struck):
    text = struck("nan").text
    assert '"lat": NaN' in text
    assert '"long": Infinity' in text


@pytest.mark.parametrize(("name", "lat", "lon", "within"), [
    ("lambert", 110_184, 191_488, 100),  # EPSG:31370 of 4.9511 E 50.3012 N by pyproj
    ("swapped", 4.9511, 50.3012, 0),
])
def test_places_in_other_coordinates(struck, name, lat, lon, within):
    (row,) = struck(name).json()
    assert row["lat"] == pytest.approx(lat, abs=within or 1e-9)
    assert row["long"] == pytest.approx(lon, abs=within or 1e-9)


def test_markup_in_every_text_and_in_nothing_else(struck):
    (row,) = struck("markup").json()
    marked = {key for key, value in row.items() if "<script>" in str(value)}
    assert marked >= {"description", "status_notes", "address", "agency_responsible", "service_name", "zipcode"}
    assert not marked & {"service_request_id", "status", "requested_datetime", "service_code", "lat", "media_url"}
    root = ElementTree.fromstring(struck("markup", "/services.xml").content)
    assert "<script>" in root.findtext("service/service_name")


def test_redirect_leads_to_another_host_without_the_key(struck, back_end):
    answer = struck("redirect", api_key="sandbox", status="open")
    location = urlsplit(answer.headers["Location"])
    assert answer.status_code == 302
    assert (location.hostname, location.port) == ("localhost", back_end.server.port)
    assert parse_qs(location.query) == {"status": ["open"]}


def test_late_commit_keeps_the_record_after_the_line_is_dead(back_end):
    back_end.server.faults.plan("late_commit")
    with pytest.raises(requests.ConnectionError):
        back_end.report()
    assert back_end.listed() == []
    deadline = time.monotonic() + 5
    while not back_end.listed() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(back_end.listed()) == 1


def test_late_commit_is_not_lost_when_the_server_stops(back_end):
    back_end.server.faults.plan("late_commit")
    with pytest.raises(requests.ConnectionError):
        back_end.report()
    back_end.server.stop()
    back_end.server.start()
    assert len(back_end.listed()) == 1


def test_one_byte_per_second_comes_in_order(back_end):
    back_end.server.faults.plan("byte_per_second", method="GET")
    answer = back_end.http.get(back_end.server.url + "/services.json", stream=True, timeout=5)
    pieces = answer.iter_content(1)
    started = time.monotonic()
    assert (next(pieces), next(pieces)) == (b"[", b"{")
    assert time.monotonic() - started > 0.5  # not five a second
    answer.close()


def test_repeated_page_shows_the_page_before(back_end, struck):
    for number in range(3):
        back_end.report(description=str(number))
    pages = [struck("repeat_page", page=page, page_size=2).json() for page in (1, 2)]
    assert pages[0] == pages[1] == back_end.listed(page=1, page_size=2)
    assert back_end.listed(page=2, page_size=2) != pages[0]


def test_renumbering_lasts_and_carries_the_history_along(back_end, struck):
    back_end.update("1001", "u1", description="vu")
    (row,) = struck("renumber", extensions="true").json()
    assert row["service_request_id"] != "1001"
    assert row["notes"][0]["description"] == "vu"
    assert back_end.get("/requests/1001.json").status_code == 404
    assert back_end.listed()[0]["service_request_id"] == row["service_request_id"]
    assert back_end.report().json()[0]["service_request_id"] == "1002"
