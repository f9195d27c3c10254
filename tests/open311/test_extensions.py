"""What goes beyond the standard: notes, extended attributes, groups, updates in both formats, bulk CSV, changesets."""
from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_back_end import Answer, xml
from rue311.plugin.open311 import (
    BULK_COLUMNS,
    DiscoveredEndpoint,
    Discovery,
    NewUpdate,
    ServiceRequest,
    all_media,
    bulk_rows,
    discover,
    notes,
)

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=timezone.utc)
CHICAGO = {
    "service_request_id": "14-1",
    "status": "open",
    "media_url": ["http://x/a.jpg", "http://x/b.jpg"],
    "extended_attributes": {"channel": "phone", "ward": "21", "photos": [{"media_url": "http://x/c.jpg"}]},
    "notes": [
        {"datetime": "2026-03-01T19:02:21+01:00", "summary": "Request opened", "type": "opened"},
        {"datetime": None, "type": "activity", "description": "En route"},
        {},
    ],
}


def test_notes_and_extended_attributes_are_asked_for_and_read(back_end, client_of):
    back_end.answers["/requests.json"] = back_end.answers["/requests/14-1.json"] = Answer([CHICAGO])
    client = client_of(extensions=True)
    listed = client.window(NOW, NOW + timedelta(hours=1)).requests
    for one in (*listed, client.request("14-1"), *client.requests_by_id(["14-1"])):
        first, second = notes(one)
        assert (first.type, first.summary, first.at.hour) == ("opened", "Request opened", 18)
        assert (second.at, second.description) == (None, "En route")
        assert one.extended["ward"] == "21"
        assert all_media(one) == ("http://x/a.jpg", "http://x/b.jpg", "http://x/c.jpg")
    assert all(call.asked["extensions"] == "true" for call in back_end.calls)


def test_the_same_in_xml_and_where_the_notes_are_inside(back_end, client_of):
    back_end.answers["/requests.xml"] = xml(
        "<service_requests><request><service_request_id>1</service_request_id><extended_attributes><ward>21</ward>"
        "<media_urls><media_url>http://x/c.jpg</media_url></media_urls><notes><note><type>opened</type></note></notes>"
        "</extended_attributes></request></service_requests>"
    )
    (one,) = client_of(format="xml", extensions=True).requests_by_id(["1"])
    assert [note.type for note in notes(one)] == ["opened"]
    assert one.extended["ward"] == "21"


@pytest.mark.parametrize("odd", [None, "x", [], [1, "a"], {"notes": 3}])
def test_odd_extensions_are_none(back_end, client, odd):
    back_end.answers["/requests/1.json"] = Answer([{"service_request_id": 1, "notes": odd, "extended_attributes": odd}])
    one = client.request("1")
    assert notes(one) == ()
    assert all_media(one) == ()


def test_groups_and_flags(back_end, client_of):
    row = {"service_code": "a", "groups": ["Voirie", "Eau"], "keywords": "Inactive, trou,staff"}
    back_end.answers["/services.json"] = Answer([row])
    back_end.answers["/services.xml"] = xml(
        "<services><service><service_code>a</service_code><groups><group>Voirie</group><group>Eau</group></groups>"
        "<keywords>Inactive, trou,staff</keywords></service></services>"
    )
    (one,) = client_of().services()
    assert client_of(format="xml").services() == (one,)
    assert (one.group, one.groups) == ("Voirie", ("Voirie", "Eau"))
    assert one.flags == {"inactive", "staff"}
    assert one.as_mapping()["groups"] == ["Voirie", "Eau"]


@pytest.mark.parametrize(
    "kind", ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
)
def test_all_six_datatypes_and_text_to_show(back_end, client_of, kind):
    row = {"code": "q", "datatype": kind.upper(), "variable": "false", "required": "true", "order": "2"}
    stop = {"key": 2, "name": "Danger", "disable": 1, "disable_message": "<b>112</b>"}
    row["values"] = [{"key": "1", "name": "Oui"}, stop]
    back_end.answers["/services/a.json"] = Answer({"attributes": [row]})
    (one,) = client_of().definition("a").attributes
    assert (one.datatype, one.variable, one.required, one.order) == (kind, False, True, 2)
    assert [value.key for value in one.values] == ["1"]
    assert one.stops == (("Danger", "112"),)
    assert one.as_mapping()["stops"][0]["disable_message"] == "112"


@pytest.mark.parametrize("format_", ["json", "xml"])
def test_updates_are_read_alike_in_both_formats(back_end, client_of, format_):
    row = {
        "update_id": "9", "service_request_id": "42", "status": "IN PROGRESS", "description": "On y va",
        "updated_datetime": "2026-03-02T08:00:00Z", "external_status_code": "A7",
    }  # fmt: skip
    if format_ == "json":
        answer = Answer([{**row, "media_url": ["http://x/a.jpg", "http://x/b.jpg"]}])
    else:
        cells = "".join(f"<{name}>{value}</{name}>" for name, value in row.items())
        media = "<media_url>http://x/a.jpg</media_url><media_url>http://x/b.jpg</media_url>"
        answer = xml(
            f"<service_request_updates><request_update>{cells}{media}</request_update></service_request_updates>"
        )
    back_end.answers[f"/servicerequestupdates.{format_}"] = answer
    (one,) = client_of(format=format_, updates=True).updates(NOW - timedelta(days=1), NOW)
    assert (one.update_id, one.service_request_id, one.status, one.description) == ("9", "42", "in_progress", "On y va")
    assert one.updated_datetime == NOW - timedelta(minutes=30)
    assert (one.media_url, one.media_urls) == ("http://x/a.jpg", ("http://x/a.jpg", "http://x/b.jpg"))
    assert one.extra == {"external_status_code": "A7"}


def test_an_update_in_xml_is_sent_and_its_number_read(back_end, client_of):
    back_end.answers["/servicerequestupdates.xml"] = xml(
        "<service_request_updates><request_update><update_id>77</update_id></request_update></service_request_updates>"
    )
    update = NewUpdate("42", "u", "closed", NOW, "é", media_url="http://x/a.jpg", first_name="Ève", anonymous=False)
    assert client_of(format="xml", updates=True).post_update(update) == "77"
    asked = back_end.calls[0].asked
    assert (asked["status"], asked["description"], asked["first_name"]) == ("CLOSED", "é", "Ève")
    assert asked["public_anonymity_required"] == "FALSE"
    exists = "<errors><error><code>400</code><description>already exists</description></error></errors>"
    back_end.answers["/servicerequestupdates.xml"] = xml(exists, 400)
    assert client_of(format="xml", updates=True).post_update(update) == "u"


# bulk CSV


def test_bulk_rows_have_the_columns_of_the_standard():
    done = ServiceRequest(
        "7", "closed", "réparé", "01", "Trou", "=HYPERLINK(1)", "Travaux", requested_datetime=NOW,
        updated_datetime=NOW + timedelta(hours=1), address="@rue", lat=-50.5, lon=-4.25,
        extra={"status": "fixed", "extended_attributes": {"channel": "phone"}},
    )  # fmt: skip
    row = dict(zip(BULK_COLUMNS, next(bulk_rows([done]))))
    assert row == {
        "service_request_id": "7", "requested_datetime": "2026-03-02T08:30:00Z",
        "updated_datetime": "2026-03-02T09:30:00Z", "closed_date": "2026-03-02T09:30:00Z",
        "status_description": "fixed", "status_notes": "réparé", "source": "phone", "service_name": "Trou",
        "service_subtype": "", "description": "'=HYPERLINK(1)", "agency_responsible": "Travaux", "address": "'@rue",
        "lat": "-50.5", "long": "-4.25",
    }  # fmt: skip
    still = dict(zip(BULK_COLUMNS, next(bulk_rows([ServiceRequest("8", "open", updated_datetime=NOW)]))))
    assert (still["closed_date"], still["lat"], still["status_description"]) == ("", "", "open")


@given(st.text(max_size=30))
def test_no_cell_begins_a_formula_and_every_row_survives_csv(text):
    rows = list(bulk_rows([ServiceRequest(text, "open", text, text, text, text, text, address=text)]))
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    file.seek(0)
    if "\x00" not in text:
        assert [tuple(row) for row in csv.reader(file)] == rows
    assert not any(cell.lstrip(" \u00a0\ufeff").startswith(("=", "+", "-", "@", "\t", "\r")) for cell in rows[0])
    assert all(cell in (text, f"'{text}") for cell in (rows[0][0], rows[0][9]))


# discovery


def ends(*rows):
    return Discovery(tuple(DiscoveredEndpoint(*row) for row in rows), "c", "", "")


def test_the_endpoint_of_the_wanted_kind_and_the_best_format_is_chosen():
    found = ends(
        ("https://t", "test", ("json",)),
        ("https://x", "production", ("xml",)),
        ("https://j", "production", ("xml", "json")),
    )
    assert found.choose()[0].url == "https://j"
    assert found.choose()[1] == "json"
    assert found.choose("test")[0].url == "https://t"
    assert found.choose(preferred=("xml", "json")) == (found.endpoints[1], "xml")
    assert found.choose(url="https://x/") == (found.endpoints[1], "xml")
    assert found.choose("staging") is None
    assert ends(("https://t", "test", ("json",))).choose() is None  # a test endpoint is never taken for the real one
    assert ends(("https://x", "production", ())).choose()[1] == "xml"  # required of all
    assert ends(("https://x", "production", ("json",))).choose(preferred=("xml",)) is None


@pytest.mark.parametrize(
    ("told", "known", "outdated"),
    [("2011-02-03 14:18", "2011-02-03 14:18", False), ("2", "1", True), ("1", "2", True), ("", "", True)],
)
def test_a_changeset_tells_whether_to_fetch_again(told, known, outdated):
    assert DiscoveredEndpoint("https://x", "production", (), told).outdated(known) is outdated


def test_a_discovery_at_an_address_without_ending(back_end, http):
    row = {"specification": "http://wiki.open311.org/GeoReport_v2", "url": "https://x/v2", "formats": ["text/xml"]}
    back_end.answers["/about"] = Answer({"changeset": "7", "endpoints": [row], "contact": "<b>Nous</b>"})
    found = discover(http, f"{back_end.url}/about")
    assert found.endpoints[0].changeset == "7"
    assert found.contact == "Nous"
