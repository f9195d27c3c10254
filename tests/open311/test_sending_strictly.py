"""What leaves this client, seen by a server that refuses whatever the standard does not declare."""
from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from plain_back_end import Answer, xml
from rue311.plugin.open311 import (
    MediaFile,
    Near,
    NewRequest,
    NewUpdate,
    NotOffered,
    NotSendable,
    Query,
    Refused,
)

NOW = datetime(2026, 3, 2, 8, 30, 15, 999999, tzinfo=timezone(timedelta(hours=1)))
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
DATES = {"start_date", "end_date", "updated_datetime", "updated_after", "updated_before"}
PERSON = {"email", "device_id", "account_id", "first_name", "last_name", "phone"}
DECLARED = {
    ("GET", "/services"): set(),
    ("GET", "/services/01"): set(),
    ("GET", "/tokens/t"): set(),
    ("GET", "/requests/1"): set(),
    ("GET", "/requests"): {"service_request_id", "service_code", "start_date", "end_date", "status"},
    ("POST", "/requests"): PERSON
    | {"api_key", "service_code", "lat", "long", "address_string", "address_id", "description", "media_url"},
    ("GET", "/servicerequestupdates"): {"api_key", "start_date", "end_date"},
    ("POST", "/servicerequestupdates"): PERSON - {"device_id"}
    | {"api_key", "service_request_id", "update_id", "status", "updated_datetime", "description", "media_url", "title"}
    | {"service_code", "public_anonymity_required"},
}


class Recorder:
    """Answers 400 with its complaint, as a strict validator does, and keeps every complaint."""

    def __init__(self, back_end, format_="json", extra=()):
        self.complaints: list[str] = []
        self._format = format_
        self._extra = set(extra)
        for _method, path in DECLARED:
            back_end.answers[f"{path}.{format_}"] = self

    def __call__(self, call):
        found = [*self._look(call)]
        self.complaints += found
        if found:
            return Answer([{"code": 400, "description": "; ".join(found)}], 400)
        return self._good(call)

    def _look(self, call):
        path = call.path.rpartition(".")[0]
        declared = DECLARED[(call.method, path)] | {"jurisdiction_id"} | self._extra
        raw = call.body if call.method == "POST" else urlsplit(call.target).query.encode()
        names = [name for name, _value in call.pairs]
        for pair in raw.split(b"&") if b"form-data" not in raw else []:
            unquote_to_bytes(pair.replace(b"+", b" ")).decode("utf-8")  # raises where it is not
        for name, value in call.pairs:
            if name not in declared and not re.fullmatch(r"attribute\[[^\[\]]+\](\[\])?", name):
                yield f"{name} is not declared"
            if not value.strip():
                yield f"{name} is empty"
            if name in DATES and not INSTANT.fullmatch(value):
                yield f"{name} is no instant"
            if names.count(name) > 1 and not name.endswith("[]") and name not in self._extra:
                yield f"{name} stands twice"
        if call.method == "POST" and call.headers["content-type"] != "application/x-www-form-urlencoded; charset=utf-8":
            yield "content type"
        if {"lat", "long"} & set(names) and not {"lat", "long"} <= set(names):
            yield "half a position"

    def _good(self, call):
        if call.method == "GET":
            return Answer([]) if self._format == "json" else xml(f"<{self._root(call)}/>")
        row = {"service_request_id": "1", "update_id": "u"}
        if self._format == "json":
            return Answer([row])
        cells = "".join(f"<{name}>{value}</{name}>" for name, value in row.items())
        item = "request" if call.path.startswith("/requests") else "request_update"
        return xml(f"<{self._root(call)}><{item}>{cells}</{item}></{self._root(call)}>")

    def _root(self, call):
        kind = call.path.split("/")[1].partition(".")[0]
        roots = {"services": "services", "servicerequestupdates": "service_request_updates"}
        return roots.get(kind, "service_requests")


FULL = NewRequest(
    "01", "L'œuf & la « poule » <b>½</b>\n2e ligne + 100 % = 😀 ", 50.123456789, 4.95, " rue Haute 1 ", "BE-1",
    {"a": ("1",), "liste": ("x", "é"), "vide": ("",), "rien": ()}, "a@b.be", "Ève", "Dupré", "0470", "d", "k",
    "http://x/a.jpg",
)  # fmt: skip
BARE = NewRequest("01", "", None, None, "rue Haute 1", email=" ", attributes={"a": (" ",)})
UPDATE = NewUpdate("1", "u", "in_progress", NOW, "", email=" ", title="Trou", anonymous=True, attributes={"a": ("1",)})


@pytest.mark.parametrize("jurisdiction", ["valombre.example", "", " "])
@pytest.mark.parametrize("format_", ["json", "xml"])
def test_a_strict_server_has_nothing_to_complain_of(back_end, client_of, format_, jurisdiction):
    recorder = Recorder(back_end, format_)
    client = client_of(jurisdiction, format=format_, updates=True)
    client.services()
    client.definition("01")
    client.token("t")
    client.request("1")
    client.requests_by_id(["1", "2", "", "1"])
    client.window(NOW - timedelta(days=200), NOW)
    client.window(NOW, NOW, service_code="")
    client.requests(Query(service_codes=["01", "œ"], statuses=["open", "closed"], start=NOW, end=NOW))
    client.updates(NOW, NOW)
    assert recorder.complaints == []
    client.create(FULL, idempotency_key="a")
    client.create(BARE, idempotency_key="a")
    client.create(NewRequest("01", address_id="BE-1"), idempotency_key="a")
    client.post_update(UPDATE)
    assert recorder.complaints == []


def test_the_strict_server_is_strict(back_end, client_of):
    """A guard of the test above: what it should catch, it catches."""
    recorder = Recorder(back_end)
    with pytest.raises(Refused):
        client_of(extensions=True).requests(Query())
    client = client_of(page_size=5)
    client.window(NOW - timedelta(days=1), NOW)
    assert recorder.complaints[0] == "extensions is not declared"
    assert "page is not declared" in recorder.complaints


def test_the_three_ways_to_say_where(back_end, client):
    back_end.answers["/requests.json"] = Answer([{"service_request_id": 1}])
    ways = ({"lat": 50.3, "lon": 4.95}, {"address_string": "rue Haute 1"}, {"address_id": "BE-1"})
    for way in ways:
        client.create(NewRequest("01", **way), idempotency_key="a")
        sent = {"long" if name == "lon" else name: str(value) for name, value in way.items()}
        place = {"lat", "long", "address_string", "address_id"} & set(back_end.calls[-1].asked)
        assert {name: back_end.calls[-1].asked[name] for name in place} == sent


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"lat": 50.3},
        {"lon": 4.9},
        {"address_string": "  "},
        {"lat": float("nan"), "lon": 4.9},
        {"lat": float("inf"), "lon": 4.9},
        {"lat": 110_000, "lon": 190_000},
        {"lat": 50, "lon": 4, "description": "x" * 4001},
    ],
)
def test_what_the_standard_forbids_is_not_sent(back_end, client, wrong):
    with pytest.raises(NotSendable) as failure:
        client.create(NewRequest("01", **wrong), idempotency_key="a")
    assert isinstance(failure.value, Refused)  # nothing was created
    assert failure.value.user.endswith(".")
    assert failure.value.remedy
    assert not back_end.calls


def test_four_thousand_characters_are_allowed(back_end, client):
    back_end.answers["/requests.json"] = Answer([{"service_request_id": 1}])
    client.create(NewRequest("01", "é" * 4000, 50, 4), idempotency_key="a")
    assert back_end.calls[0].asked["description"] == "é" * 4000


PHOTOS = (MediaFile("a.jpg", "image/jpeg", b"\xff\xd8A"), MediaFile("b.jpg", "image/jpeg", b"\xff\xd8B"))


@pytest.mark.parametrize(
    ("field", "names"), [("", ["media[]"] * 2), ("photo{n}", ["photo1", "photo2"]), ("media", ["media"] * 2)]
)
def test_photos_go_under_the_names_the_back_end_reads(back_end, client_of, field, names):
    back_end.answers["/requests.json"] = Answer([{"service_request_id": 1}])
    new = NewRequest("01", "x", 50, 4, media=PHOTOS)
    client_of(media="multipart", media_field=field).create(new, idempotency_key="a")
    body = back_end.calls[0].body
    assert re.findall(rb'name="([^"]+)"; filename', body) == [name.encode() for name in names]
    assert PHOTOS[0].body in body
    assert PHOTOS[1].body in body


def test_photos_by_address_are_repeated_where_several_are_taken(back_end, client_of):
    back_end.answers["/requests.json"] = Answer([{"service_request_id": 1}])
    new = NewRequest("01", "x", 50, 4, media_url="http://x/a", media_urls=("http://x/b", "http://x/a"))
    client_of(several_media=True).create(new, idempotency_key="a")
    urls = [value for name, value in back_end.calls[0].pairs if name == "media_url"]
    assert urls == ["http://x/a", "http://x/b"]
    with pytest.raises(NotOffered):
        client_of().create(new, idempotency_key="a")
    both = NewRequest("01", "x", 50, 4, media_url="http://x/a", media=PHOTOS)
    with pytest.raises(NotOffered):
        client_of(media="multipart").create(both, idempotency_key="a")
    assert len(back_end.calls) == 1


@pytest.mark.parametrize(
    ("template", "sent"),
    [
        ("lat={lat}&long={long}&radius={radius}", {"lat": "50.3", "long": "4.95", "radius": "150"}),
        ("bbox={west},{south},{east},{north}", {"bbox": "4.9478882,50.298651,4.9521118,50.301349"}),
        ("lat_sw={south}&long_ne={east}", {"lat_sw": "50.298651", "long_ne": "4.9521118"}),
    ],
)
def test_a_surrounding_is_asked_for_as_the_back_end_wants_it(back_end, client_of, template, sent):
    near, far = {"lat": 50.3005, "long": 4.95}, {"lat": 50.31, "long": 4.95}
    rows = [{"service_request_id": number, "status": "open", **at} for number, at in enumerate([far, near, {}])]
    back_end.answers["/requests.json"] = Answer(rows)
    client = client_of(geo_filter=template)
    assert [one.service_request_id for one in client.near(50.3, 4.95, 150)] == ["1"]
    asked = back_end.calls[0].asked
    assert {name: asked[name] for name in sent} == sent
    assert asked["status"] == "open"


def test_a_filter_that_a_back_end_does_not_know_is_not_sent(back_end, client):
    """It might be ignored silently, and the answer taken for what it is not."""
    for query in (Query(near=Near(50, 4, 100)), Query(updated_after=NOW)):
        with pytest.raises(NotOffered):
            client.requests(query)
    assert not client.window(NOW, NOW, updated=True).complete
    assert not back_end.calls


def test_changes_without_an_end_are_had_where_the_back_end_knows_no_end(back_end, client_of):
    rows = [{"service_request_id": n, "status": "open", "updated_datetime": "2026-03-02T07:30:20Z"} for n in range(3)]
    back_end.answers["/requests.json"] = Answer(rows)
    able = {"updated_after": True, "updated_before": False}
    assert client_of(**able).window(NOW, NOW + timedelta(days=1), updated=True).complete
    assert set(back_end.calls[0].asked) == {"jurisdiction_id", "updated_after"}
    capped = client_of(**able, row_cap=3).window(NOW, NOW + timedelta(days=1), updated=True)
    assert not capped.complete
    assert len(back_end.calls) == 2
