"""The client against the training back end: a whole life of a service request, in both formats."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from rue311.plugin.open311 import (
    Capabilities,
    Endpoint,
    KeyRefused,
    MediaFile,
    NewRequest,
    NewUpdate,
    NotFound,
    Open311Client,
    discover,
    notes,
)
from rue311.plugin.sandbox import SandboxServer


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    server = SandboxServer(tmp_path_factory.mktemp("sandbox"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["json", "xml"])
def client(sandbox, http, request):
    able = Capabilities(format=request.param, page_size=3, updated_after=True, updates=True, extensions=True)
    able = Capabilities.from_mapping({**able.as_mapping(), "media": "multipart"})
    return Open311Client(http, Endpoint(sandbox.url, "valombre.example", "sandbox", able))


def of_kind(client, kind):
    return next(one for one in client.services() if one.type == kind)


def new(code, client, words="Trou"):
    attributes = {}
    if any(one.service_code == code and one.metadata for one in client.services()):
        for one in client.definition(code).attributes:
            if one.variable and one.required:
                samples = {"number": "3", "datetime": "2026-01-02T03:04:05Z"}
                attributes[one.code] = (one.values[0].key if one.values else samples.get(one.datatype, "x"),)
    return NewRequest(code, words, 50.3, 4.95, attributes=attributes)


def test_discovery_names_this_very_endpoint(sandbox, http):
    found = discover(http, sandbox.url)
    kinds = {one.type for one in found.endpoints}
    chosen, format_ = found.choose(next(iter(kinds)))
    assert chosen.url == sandbox.url
    assert format_ == "json"
    assert not chosen.outdated(chosen.changeset)


def test_a_realtime_report_is_numbered_found_changed_and_read_again(client):
    now = datetime.now(timezone.utc)
    report = new(of_kind(client, "realtime").service_code, client, "Nid-de-poule é")
    number = client.create(report, idempotency_key="a").service_request_id
    assert client.request(number).description == "Nid-de-poule é"
    assert client.request("no-such-number") is None
    assert [one.service_request_id for one in client.requests_by_id([number, "no-such-number"])] == [number]
    update = NewUpdate(number, f"u-{number}", "in_progress", now, "On y va")
    assert client.post_update(update) == f"u-{number}"
    assert client.post_update(update) == f"u-{number}"  # already there: a success
    told = client.updates(now - timedelta(hours=1), now + timedelta(hours=1))
    assert [one.description for one in told if one.service_request_id == number] == ["On y va"]
    assert [note.description for note in notes(client.request(number))] == ["On y va"]
    changed = client.window(now - timedelta(hours=1), now + timedelta(hours=1), updated=True)
    assert changed.complete
    assert number in {one.service_request_id for one in changed.requests}


def test_a_batch_report_has_a_token_that_becomes_a_number(client):
    receipt = client.create(new(of_kind(client, "batch").service_code, client), idempotency_key="b")
    assert receipt.token
    assert not receipt.service_request_id
    assert isinstance(client.token(receipt.token), str)  # a number, or empty while it waits
    with pytest.raises(NotFound):
        client.token("no-such-token")


def test_a_blackbox_report_has_neither(client):
    receipt = client.create(new(of_kind(client, "blackbox").service_code, client), idempotency_key="c")
    assert (receipt.service_request_id, receipt.token) == ("", "")


def test_many_are_listed_page_by_page_and_whole(client):
    code = of_kind(client, "realtime").service_code
    made = {client.create(new(code, client), idempotency_key=str(n)).service_request_id for n in range(8)}
    now = datetime.now(timezone.utc)
    listing = client.window(now - timedelta(hours=1), now + timedelta(minutes=1))
    assert listing.complete
    assert made <= {one.service_request_id for one in listing.requests}


def test_a_photo_arrives(client, http):
    photo = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
    report = new(of_kind(client, "realtime").service_code, client)
    whole = NewRequest(
        report.service_code, "x", 50.3, 4.95, attributes=report.attributes,
        media=(MediaFile("é.jpg", "image/jpeg", photo),),
    )  # fmt: skip
    number = client.create(whole, idempotency_key="d").service_request_id
    assert http.get(client.request(number).media_url).body == photo


def test_a_wrong_key_and_a_wrong_jurisdiction_are_told_apart(sandbox, http):
    stranger = Open311Client(http, Endpoint(sandbox.url, "valombre.example", "wrong"))
    with pytest.raises(KeyRefused):
        stranger.create(new(of_kind(stranger, "realtime").service_code, stranger), idempotency_key="e")
    with pytest.raises(NotFound):
        Open311Client(http, Endpoint(sandbox.url, "nowhere.example")).services()
