"""Servers that mean harm, or are broken as if they did: a typed error or a sound object, soon, and little memory."""
from __future__ import annotations

import json
import tracemalloc
import zlib
from datetime import datetime, timezone

import pytest
from plain_back_end import Answer, PlainBackEnd, xml
from rough_server import RoughServer, answer, drop, raw
from rue311.plugin.net import AnswerTooLarge, ConnectionDropped, HttpSession, Limits, TimedOut, TransportError
from rue311.plugin.open311 import (
    Capabilities,
    Endpoint,
    NewRequest,
    Open311Client,
    Open311Error,
    Refused,
    Unreadable,
    discover,
)

START, END = datetime(2026, 1, 1, tzinfo=timezone.utc), datetime(2026, 1, 5, tzinfo=timezone.utc)
NEW = NewRequest("01", "Trou", 50.3, 4.95)
QUICK = Limits(connect_s=2, idle_s=5, total_s=1.2)

QUESTIONS = {
    "discover": lambda client, session: discover(session, f"{client.endpoint.url}/discovery.json"),
    "services": lambda client, _session: client.services(),
    "definition": lambda client, _session: client.definition("a"),
    "create": lambda client, _session: client.create(NEW, idempotency_key="a"),
    "token": lambda client, _session: client.token("t"),
    "request": lambda client, _session: client.request("1"),
    "by_id": lambda client, _session: client.requests_by_id(["1"]),
    "window": lambda client, _session: client.window(START, END),
    "updates": lambda client, _session: client.updates(START, END),
}


def client_at(url, session, **able):
    return Open311Client(session, Endpoint(url, "j", "s3cret", Capabilities(updates=True, **able)))


def bomb(gigabytes: int = 1) -> bytes:
    """gzip of zeros: a megabyte is deflated once and repeated, each time after a full flush."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (1024 * gigabytes - 1)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_gigabyte_of_gzipped_zeros_is_not_unpacked(question):
    session = HttpSession()
    with RoughServer([answer(bomb(), Content_Encoding="gzip", Content_Type="application/json")]) as server:
        client = client_at(server.url, session)
        tracemalloc.start()
        try:
            with pytest.raises(AnswerTooLarge):
                QUESTIONS[question](client, session)
            _now, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 120 * 2**20


@pytest.mark.parametrize("question", ["window", "create"])
def test_one_byte_per_second_ends_at_the_deadline(question):
    """Never idle for long enough, never done."""
    session = HttpSession(limits=QUICK)
    with RoughServer() as server:

        def drip(client, got):
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while not server.wait(1):
                client.sendall(b"[")

        server.behaviours.append(drip)
        with pytest.raises(TimedOut):
            QUESTIONS[question](client_at(server.url, session), session)
        assert len(server.got) == 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_body_cut_short_is_not_taken_for_the_whole(question):
    session = HttpSession(limits=Limits(connect_s=2, idle_s=2, total_s=8))
    cut = raw(b'HTTP/1.1 200 OK\r\nContent-Type: text/json\r\nContent-Length: 500\r\n\r\n[{"service_code": "a"}]')
    with RoughServer([cut]) as server, pytest.raises(ConnectionDropped):
        QUESTIONS[question](client_at(server.url, session), session)


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_answer_at_all(question):
    session = HttpSession(limits=Limits(connect_s=2, idle_s=2, total_s=8))
    with RoughServer([drop]) as server, pytest.raises(ConnectionDropped):
        QUESTIONS[question](client_at(server.url, session), session)


WHOLE = {
    "deep": "[" * 100_000,
    "deep and closed": "[" * 100_000 + "]" * 100_000,
    "deep objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "cut": '[{"service_request_id": "1", "service_code": "a", "token": "t", "update_id": ',
    "contradiction": '[{"service_request_id": "1", "service_request_id": "2", "service_code": 1, "service_code": 2}]',
    "login": "<!DOCTYPE html><html><body><form action='/sso'>Login</form></body></html>",
    "entities": '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><services>&b;</services>',
    "file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><services>&e;</services>',
    "xml cut": "<service_requests><request><service_request_id>1</service_request_id>",
    "xml deep": "<a>" * 100_000,
    "utf-16 of nothing": "\ufeff",
    "words": "Bonjour",
}


@pytest.mark.parametrize("format_", ["json", "xml"])
@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE.keys())
def test_documents_made_to_hurt_are_a_typed_error_for_every_question(back_end, http, format_, body):
    back_end.answers["/discovery.json"] = Answer(body, 200, "text/json")
    for path in ("services", "services/a", "requests", "requests/1", "tokens/t", "servicerequestupdates"):
        back_end.answers[f"/{path}.{format_}"] = Answer(body, 200, f"text/{format_}")
    client = client_at(back_end.url, http, format=format_)
    for question in QUESTIONS.values():
        with pytest.raises(Open311Error) as failure:
            question(client, http)
        assert isinstance(failure.value, Unreadable)
        assert failure.value.code == "O311-200"
        assert failure.value.remedy


@pytest.mark.parametrize(
    "charset", ["utf-7", "utf-16", "rot13", "zip", "idna", "unicode_escape", "x" * 500, "iso-8859-1"]
)
def test_wrong_charsets_neither_crash_nor_run_anything(back_end, client, charset):
    body = b'[{"service_code": "a", "service_name": "\xc3\x89clairage"}]'
    back_end.answers["/services.json"] = Answer(body, 200, f"application/json; charset={charset}")
    assert client.services()[0].service_name == "Éclairage"


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "latin-1"])
def test_right_charsets_in_xml(back_end, client_of, codec):
    text = "<services><service><service_code>é</service_code></service></services>"
    body = f'<?xml version="1.0" encoding="{codec.replace("-sig", "")}"?>{text}'.encode(codec)
    back_end.answers["/services.xml"] = Answer(body, 200, "text/xml")
    assert client_of(format="xml").services()[0].service_code == "é"


def test_nan_and_infinity_are_nowhere(back_end, client):
    back_end.answers["/requests.json"] = Answer(
        '[{"service_request_id": "1", "lat": NaN, "long": -Infinity, "requested_datetime": NaN, "status": NaN}]'
    )
    (one,) = client.window(START, END).requests
    assert (one.lat, one.lon, one.requested_datetime, one.status) == (None, None, None, "open")
    json.dumps(one.as_mapping(), allow_nan=False)


@pytest.mark.parametrize("question", ["services", "updates", "window"])
def test_a_redirect_to_another_host_does_not_take_the_key(http, question):
    with PlainBackEnd() as elsewhere, PlainBackEnd() as server:
        for path in ("/services.json", "/requests.json", "/servicerequestupdates.json"):
            moved = elsewhere.url + path + "?api_key=s3cret&jurisdiction_id=j"
            server.answers[path] = Answer("", 302, headers={"Location": moved})
            elsewhere.answers[path] = Answer([])
        QUESTIONS[question](client_at(server.url, http), http)
        assert elsewhere.calls
        assert all("s3cret" not in f"{call.target}{call.headers}{call.body!r}" for call in elsewhere.calls)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_post_is_led_nowhere_with_its_key(http, status):
    with PlainBackEnd() as elsewhere, PlainBackEnd() as server:
        server.answers["/requests.json"] = Answer("", status, headers={"Location": f"{elsewhere.url}/requests.json"})
        with pytest.raises(Unreadable):
            client_at(server.url, http).create(NEW, idempotency_key="a")
        assert len(server.calls) == 1
        assert not elsewhere.calls


HTML = "<script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;é&amp;"
FIELDS = (
    "service_code service_name description keywords group type metadata service_request_id status status_notes "
    "agency_responsible service_notice requested_datetime updated_datetime expected_datetime address address_id "
    "zipcode lat long media_url token account_id update_id code datatype datatype_description order"
).split()


@pytest.mark.parametrize("format_", ["json", "xml"])
def test_html_in_every_text_field_is_only_text(back_end, client_of, format_):
    row = dict.fromkeys(FIELDS, HTML)
    if format_ == "json":
        documents = [row], [row], {"attributes": [{**row, "values": [{"key": HTML, "name": HTML}]}]}
        answers = [Answer(document) for document in documents]
    else:
        cells = "".join(f"<{name}><![CDATA[{HTML}]]></{name}>" for name in FIELDS)
        value = f"<values><value><key><![CDATA[{HTML}]]></key><name><![CDATA[{HTML}]]></name></value></values>"
        answers = [
            xml(f"<service_requests><request>{cells}</request></service_requests>"),
            xml(f"<services><service>{cells}</service></services>"),
            xml(f"<service_definition><attributes><attribute>{cells}{value}</attribute></attributes></service_definition>"),
        ]
    for path, one in zip(("requests", "services", "services/a"), answers):
        back_end.answers[f"/{path}.{format_}"] = one
    back_end.answers[f"/servicerequestupdates.{format_}"] = (
        answers[0] if format_ == "json" else xml(f"<updates><request_update>{cells}</request_update></updates>")
    )
    client = client_of(format=format_, updates=True)
    (request,) = client.window(START, END).requests
    assert request.description == HTML
    assert (request.lat, request.requested_datetime, request.media_url, request.status) == (None, None, "", "open")
    (service,) = client.services()
    (attribute,) = client.definition("a").attributes
    shown = [service.service_name, service.description, service.group, attribute.description]
    shown += [attribute.datatype_description, attribute.values[0].name]
    assert all("<" not in text and "é&" in text for text in shown)
    assert client.updates(START, END)[0].description == HTML


def test_html_in_a_refusal_is_only_text(back_end, client):
    back_end.answers["/requests.json"] = Answer([{"code": HTML, "description": HTML}], 400)
    with pytest.raises(Refused) as failure:
        client.create(NEW, idempotency_key="a")
    assert "<" not in failure.value.user + failure.value.words + failure.value.problems[0][0]


def test_a_million_rows_are_bounded(back_end, client):
    back_end.answers["/requests.json"] = Answer("[" + "{}," * 1_200_000 + "{}]")
    with pytest.raises(Open311Error):
        client.window(START, START.replace(hour=1))


def test_every_error_has_a_code_a_sentence_and_a_way_out():
    def kinds(kind):
        return [kind, *(inner for below in kind.__subclasses__() for inner in kinds(below))]

    codes = [kind.code for root in (Open311Error, TransportError) for kind in kinds(root)]
    assert len(codes) == len(set(codes))
