"""Documents made to hurt, and documents made by dice: a typed error or a sound object, and never anything else."""
from __future__ import annotations

import json
import math
import tracemalloc
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rue311.plugin.net import HttpReply
from rue311.plugin.open311 import Open311Error, discovery, parse
from rue311.plugin.open311.document import Malformed, read_document
from rue311.plugin.open311.reply import document_of, error_of

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi"))
    + "]><services><service><service_code>&i;</service_code></service></services>"
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><x/>',
        "<!DOCTYPE services><services/>",
        '<?xml version="1.0"?>\n<!-- far -->' + " " * 2000 + "<!DOCTYPE x><x/>",
    ],
)
def test_a_doctype_is_refused(text):
    with pytest.raises(Malformed, match="DOCTYPE"):
        read_document(text.encode())


def test_the_word_doctype_in_a_text_is_only_a_word():
    for words in ("<!DOCTYPE x>", "<html>"):
        document = read_document(f"<services><service><a><![CDATA[{words}]]></a></service></services>".encode())
        assert document["services"]["service"]["a"] == words


@pytest.mark.parametrize("before", ["", "<?xml version='1.0'?>\n", "<!-- a -->\n<!-- b -->", "\n\n"])
def test_a_web_page_is_named_as_one(before):
    with pytest.raises(Malformed, match="web page"):
        read_document(f"{before}<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>".encode())


@pytest.mark.parametrize(("open_", "close"), [("[", "]"), ('{"a":', "}"), ("<a>", "</a>")])
@pytest.mark.parametrize("depth", [60, 5_000, 100_000])
@pytest.mark.parametrize("whole", [True, False])
def test_deep_nesting_is_refused(open_, close, depth, whole):
    inside = "1" if whole else ""
    with pytest.raises(Malformed):
        read_document((open_ * depth + inside + close * depth * whole).encode())


@pytest.mark.parametrize(
    "text",
    [
        "[" + "{}," * 2_000_000 + "{}]",
        "[" + "[]," * 2_000_000 + "[]]",
        "<a>" + "<b/>" * 1_500_000 + "</a>",
    ],
    ids=["objects", "lists", "elements"],
)
def test_millions_of_parts_are_refused_with_bounded_memory(text):
    body = text.encode()
    tracemalloc.start()
    try:
        with pytest.raises(Malformed, match="too many"):
            read_document(body)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 400 * 2**20


def test_numbers_that_are_none():
    document = read_document(b'[{"service_request_id": "1", "lat": NaN, "long": Infinity, "zipcode": 1e999}]')
    (request,) = parse.requests(document)
    assert (request.lat, request.lon, request.zipcode) == (None, None, "")


def test_an_integer_of_a_million_digits_is_text():
    document = read_document(b'[{"service_request_id": ' + b"9" * 1_000_000 + b"}]")
    assert len(parse.requests(document)[0].service_request_id) == 1_000_000


def test_a_name_twice_with_two_values_is_a_contradiction_and_twice_the_same_is_none():
    with pytest.raises(Malformed, match="twice"):
        read_document(b'[{"service_request_id": "1", "service_request_id": "2"}]')
    assert read_document(b'[{"a": [1], "a": [1]}]') == [{"a": [1]}]


def test_lone_surrogates_and_nul_can_be_written_down():
    document = read_document(rb'[{"service_request_id": "1", "description": "a\ud800b\u0000c"}]')
    text = parse.requests(document)[0].description
    assert text.encode("utf-8") == b"a?bc"


@pytest.mark.parametrize("character", ["\x0b", "\x00", "\x1f", "&#11;", "&#x1F;", "&#0;", "\n", "&#10;", "\t"])
def test_control_characters_pasted_into_a_form_do_not_block_the_list(character):
    """Not allowed in XML, and raw ones not in JSON either; servers pass them on."""
    document = read_document(f"<a><request><description>x{character}y</description></request></a>".encode())
    blank = character in ("\n", "\t", "&#10;")
    assert (document["a"]["request"]["description"] == "xy") is not blank
    if len(character) == 1:
        assert read_document(f'[{{"description": "x{character}y"}}]'.encode()) == [{"description": f"x{character}y"}]


# dice

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            "service_requests request requests services service service_request_id servicerequest_id token status lat "
            "long media_url agency_responsible requested_datetime description service_code service_name keywords "
            "groups metadata attributes attribute code order values value key name errors error message endpoints "
            "endpoint specification url formats format discovery update_id request_update updated_datetime".split()
        )
        | st.text(max_size=5),
        inner,
        max_size=6,
    ),
    max_leaves=25,
)


def read_all(body: bytes, content_type: str = "") -> None:
    """Read the bytes as every kind of answer; raises for what is neither sound nor a typed error."""
    for status in (200, 400):
        reply = HttpReply(status, {"Content-Type": content_type}, body, "http://x/", 0.0)
        try:
            document = document_of(reply)
        except Open311Error as error:
            sound_text(error.user + error.remedy + error.detail + error.words)
            continue
        look_at(document)
    assert isinstance(error_of(HttpReply(503, {}, body, "", 0.0)), Open311Error)


def look_at(document) -> None:
    for request in parse.requests(document):
        assert request.service_request_id
        assert request.status in ("open", "closed")
        assert (request.lat is None) == (request.lon is None)
        assert request.lat is None or (abs(request.lat) <= 90 and abs(request.lon) <= 180)
        for instant in (request.requested_datetime, request.updated_datetime):
            assert instant is None or (isinstance(instant, datetime) and instant.utcoffset().total_seconds() == 0)
        sound_text(request.description + request.service_request_id + request.media_url)
        json.dumps(request.as_mapping(), allow_nan=False)
    for service in parse.services(document):
        assert service.service_code
        sound_text(json.dumps(service.as_mapping(), ensure_ascii=False))
    for attribute in parse.definition(document, "x").attributes:
        assert attribute.datatype in parse.DATATYPES
        json.dumps(attribute.as_mapping())
    for update in parse.updates(document):
        assert update.update_id
        assert update.service_request_id
    receipt = parse.receipt(document)
    assert receipt is None or isinstance(receipt.token, str)
    try:
        found = discovery.read_discovery(document)
        assert all(endpoint.url for endpoint in found.endpoints)
    except Open311Error:
        pass


def sound_text(text: str) -> None:
    assert "\x00" not in text
    text.encode("utf-8")


@settings(max_examples=300, deadline=None)
@given(json_values)
@example([{"service_request_id": "1", "lat": math.nan, "long": 10**400}])
def test_any_json_is_read_or_refused(value):
    read_all(json.dumps(value).encode())


def as_xml(value) -> str:
    if isinstance(value, dict):
        return "".join(f"<{name}>{as_xml(inner)}</{name}>" for name, inner in value.items() if name.isidentifier())
    if isinstance(value, list):
        return "".join(f"<request>{as_xml(inner)}</request>" for inner in value)
    return str(value).replace("&", "&amp;").replace("<", "&lt;")


@settings(max_examples=200, deadline=None)
@given(json_values)
def test_any_xml_is_read_or_refused(value):
    read_all(f"<service_requests>{as_xml(value)}</service_requests>".encode("utf-8", "replace"), "text/xml")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"[", b"{", b"<", b"<?xml version='1.0'?><a>", b'[{"token":"']))
def test_any_bytes_are_read_or_refused(noise, start):
    read_all(start + noise)


@settings(max_examples=150, deadline=None)
@given(json_values, st.integers(0, 400), st.integers(0, 255))
def test_a_document_that_was_cut_or_bitten_is_read_or_refused(value, place, byte):
    body = json.dumps(value).encode()
    read_all(body[:place])
    read_all(body[:place] + bytes([byte]) + body[place + 1 :])


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(["Retry-After", "Date", "Content-Type"]), st.text(max_size=30)))
def test_any_header_is_read_or_ignored(headers):
    error = error_of(HttpReply(429, headers, b"", "", 0.0))
    assert 0 <= error.retry_after_s <= 3600
