"""Servers that are odd as a whole: in their paths, their clocks, their maps and their idea of an answer."""
from __future__ import annotations

import gzip
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_back_end import Answer, xml
from rue311.plugin.geometry import LAMBERT_72, LAMBERT_2008, WGS84, distance_m, transform
from rue311.plugin.net import AnswerGarbled
from rue311.plugin.open311 import (
    Capabilities,
    Endpoint,
    KeyRefused,
    NewRequest,
    NotFound,
    Open311Client,
    Refused,
    ShutDown,
    Unreadable,
)
from rue311.plugin.open311.local_time import mended
from rue311.plugin.open311.place import BELGIUM, place_of

LIST = "/requests.json"
START, END = datetime(2026, 1, 1, tzinfo=timezone.utc), datetime(2026, 1, 5, tzinfo=timezone.utc)
LON, LAT = 4.95, 50.30
VALOMBRE = (4.8, 50.2, 5.1, 50.4)


def request(number="1", **fields):
    return {"service_request_id": number, "status": "open", "lat": LAT, "long": LON, **fields}


def listed(client):
    return client.window(START, END).requests


def test_every_quirk_has_a_test_of_its_name():
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.parent.glob("*/test_*.py")]
    names = [name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)]
    told = {int(number) for name in names for number in re.findall(r"(?<=_q)[0-9]+(?=_)", name)}
    assert told >= set(range(1, 41))


# where things are


def metres(crs, lon=LON, lat=LAT):
    x, y = transform(lon, lat, WGS84, crs)
    return round(x, 2), round(y, 2)


@pytest.mark.parametrize("crs", [LAMBERT_72, LAMBERT_2008, "EPSG:3857"])
def test_q19_metres_that_can_only_be_one_place_are_converted(back_end, client, crs):
    """Arlon read the other way round lies outside Belgium, in every grid."""
    lon, lat = 5.81, 49.68
    x, y = metres(crs, lon, lat)
    comma = f"{y}".replace(".", ",")
    back_end.answers[LIST] = Answer([request("1", lat=y, long=x), request("2", lat=str(x), long=comma)])
    for one in listed(client):
        assert distance_m(one.lon, one.lat, lon, lat) < 2
        assert crs in one.extra["position_note"]
        assert one.extra["position"].startswith(str(int(y if one.service_request_id == "1" else x)))


@pytest.mark.parametrize("crs", [LAMBERT_72, LAMBERT_2008])
def test_q19_metres_that_may_be_two_places_are_none_unless_the_commune_is_known(back_end, http, crs):
    """Valombre read the other way round is near Ghent."""
    x, y = metres(crs)
    back_end.answers[LIST] = Answer([request("1", lat=y, long=x), request("2", lat=x, long=y)])
    for one in listed(Open311Client(http, Endpoint(back_end.url))):
        assert (one.lat, one.lon) == (None, None)
        assert one.extra["position"]
    for one in listed(Open311Client(http, Endpoint(back_end.url, extent=VALOMBRE))):
        assert distance_m(one.lon, one.lat, LON, LAT) < 2


@pytest.mark.parametrize(("lat", "lon"), [(1e6, 1e6), (152000.5, 5e5), (-150000, -150000), (3e5, 3e5), (181, 4.9)])
def test_q19_metres_that_are_nowhere_in_belgium_are_none(back_end, client, lat, lon):
    back_end.answers[LIST] = Answer([request(lat=lat, long=lon)])
    assert (listed(client)[0].lat, listed(client)[0].lon) == (None, None)


def test_q39_axes_that_have_changed_places_are_put_right(back_end, client_of):
    back_end.answers[LIST] = Answer([request(lat=LON, long=LAT)])
    (one,) = listed(client_of())
    assert (one.lat, one.lon) == (LAT, LON)
    assert "changed places" in one.extra["position_note"]
    back_end.answers["/requests.xml"] = xml(
        "<service_requests><request><service_request_id>1</service_request_id>"
        f"<lat>{LON}</lat><long>{LAT}</long></request></service_requests>"
    )
    assert listed(client_of(format="xml"))[0].lat == LAT


@pytest.mark.parametrize(("lat", "lon"), [(41.88, -87.63), (60.17, 24.94), (-33.9, 151.2), (48.85, 2.35), (LAT, LON)])
def test_a_place_in_degrees_elsewhere_stays_where_it_is(lat, lon):
    place = place_of({"lat": lat, "long": lon})
    assert (place.lat, place.lon, place.note) == (lat, lon, "")


@settings(max_examples=200, deadline=None)
@given(
    st.floats(2.6, 6.3),
    st.floats(49.5, 51.4),
    st.sampled_from([LAMBERT_72, LAMBERT_2008, "EPSG:3857", WGS84]),
    st.booleans(),
)
def test_a_place_is_never_read_wrongly(lon, lat, crs, swapped):
    """Whatever the grid and the order: there, or nowhere; never somewhere else."""
    x, y = (lon, lat) if crs == WGS84 else transform(lon, lat, WGS84, crs)
    place = place_of({"lat": x, "long": y} if swapped else {"lat": y, "long": x})
    if place.lat is not None:
        assert distance_m(place.lon, place.lat, lon, lat) < 3
        assert BELGIUM[0] <= place.lon <= BELGIUM[2]


# clocks


def test_q21_local_time_labelled_utc_hides_nothing(back_end, client):
    """The report of a minute ago stands two hours ahead; a list that ended now would prove that it is not there."""
    now = datetime(2026, 7, 1, 12, 0, tzinfo=timezone.utc)
    labelled = "2026-07-01T13:59:00Z"

    def by_label(call):
        inside = call.asked["start_date"] <= labelled < call.asked["end_date"]
        return Answer([request(requested_datetime=labelled)] if inside else [])

    back_end.answers[LIST] = by_label
    listing = client.window(now - timedelta(hours=1), now)
    assert listing.complete
    assert len(listing.requests) == 1


@pytest.mark.parametrize(
    ("labelled", "meant"),
    [
        ("2026-07-01T13:59:00Z", "2026-07-01T11:59:00+00:00"),
        ("2026-12-01T13:59:00Z", "2026-12-01T12:59:00+00:00"),
        ("2026-03-29T01:59:59Z", "2026-03-29T00:59:59+00:00"),
        ("2026-03-29T03:00:00Z", "2026-03-29T01:00:00+00:00"),
        ("2026-10-25T01:59:59Z", "2026-10-24T23:59:59+00:00"),
        ("2026-10-25T03:00:00Z", "2026-10-25T02:00:00+00:00"),
    ],
)
def test_q21_local_time_labelled_utc_is_mended_where_the_profile_says_so(back_end, client_of, labelled, meant):
    back_end.answers["/requests/1.json"] = Answer([request(requested_datetime=labelled)])
    assert client_of(local_time=True).request("1").requested_datetime.isoformat() == meant
    assert client_of().request("1").requested_datetime.isoformat() == labelled.replace("Z", "+00:00")


def test_q21_the_first_year_of_all_is_no_trap():
    assert mended(datetime(1, 1, 1, tzinfo=timezone.utc)).year == 1


def test_q22_changed_before_it_was_made_is_told_as_it_is(back_end, client_of):
    made, changed = "2026-01-03T10:00:00Z", "2025-12-30T10:00:00Z"
    back_end.answers[LIST] = Answer([request(requested_datetime=made, updated_datetime=changed)])
    (one,) = listed(client_of())
    assert one.updated_datetime < one.requested_datetime
    back_end.answers["/servicerequestupdates.json"] = Answer(
        [{"update_id": 1, "service_request_id": 1, "status": "fixed", "updated_datetime": changed}]
    )
    updates = client_of(updates=True).updates(START - timedelta(days=9), END)
    assert updates[0].updated_datetime < one.requested_datetime


def test_q20_dates_without_z_where_z_is_refused(back_end, client_of):
    def strict(call):
        if any(value.endswith("Z") or "." in value for name, value in call.pairs if name.endswith("_date")):
            return Answer([{"code": 400, "description": "Error in input"}], 400)
        return Answer([request()])

    back_end.answers[LIST] = strict
    with pytest.raises(Refused):
        listed(client_of())
    assert len(client_of(bare_dates=True).window(START + timedelta(microseconds=7), END).requests) == 1


def rows_between(call, *, first, last, made="2026-01-03T10:00:00Z"):
    if first not in call.asked:
        return Answer([request(requested_datetime=made)])
    inside = call.asked[first] <= made < call.asked[last]
    return Answer([request(requested_datetime=made)] if inside else [])


def test_q29_dates_the_wrong_way_round_are_found_out(back_end, client):
    """`start_date` is the end there: every list by date is empty, which must not prove that a report is not there."""
    back_end.answers[LIST] = lambda call: rows_between(call, first="end_date", last="start_date")
    listing = client.window(START, END)
    assert listing.complete
    assert [one.service_request_id for one in listing.requests] == ["1"]
    asked = len(back_end.calls)
    assert client.window(START, END).requests
    assert len(back_end.calls) == asked + 1  # once found out, asked so at once


def test_q29_a_filter_that_finds_nothing_proves_nothing(back_end, client):
    all_of_them = [request(requested_datetime="2026-01-03T10:00:00Z")]
    back_end.answers[LIST] = lambda call: Answer([] if "start_date" in call.asked else all_of_them)
    listing = client.window(START, END)
    assert not listing.complete
    assert "without dates" in listing.why


@pytest.mark.parametrize("made", ["2025-12-03T10:00:00Z", "2026-02-03T10:00:00Z", None])
def test_q29_an_empty_window_beside_other_requests_is_empty(back_end, client, made):
    others = [request(requested_datetime=made)]
    back_end.answers[LIST] = lambda call: Answer([] if "start_date" in call.asked else others)
    assert client.window(START, END).complete
    assert client.window(START, END).complete
    assert len(back_end.calls) == 3  # the list without dates is asked for once


def test_q29_where_the_profile_says_so_dates_are_sent_the_wrong_way_round(back_end, client_of):
    back_end.answers[LIST] = lambda call: rows_between(call, first="end_date", last="start_date")
    assert listed(client_of(swapped_dates=True))
    assert len(back_end.calls) == 1


def test_q29_a_list_that_may_not_be_asked_for_without_dates_stays_as_it_is(back_end, client):
    missing = Answer([{"code": 400, "description": "start_date missing"}], 400)
    back_end.answers[LIST] = lambda call: Answer([]) if "start_date" in call.asked else missing
    assert client.window(START, END).complete


# what they answer


def test_q12_created_is_said_with_201(back_end, client):
    back_end.answers[LIST] = Answer([{"service_request_id": 5}], 201)
    assert client.create(NewRequest("01", lat=LAT, lon=LON), idempotency_key="a").service_request_id == "5"


ROUTER = [{"message": "no Route matched with those values"}, {"detail": "Not Found"}, {"error": "x", "path": "/y"}]


@pytest.mark.parametrize("body", ROUTER)
def test_q14_the_404_of_a_router_is_no_empty_list(back_end, client_of, body):
    """A misrouted question must never prove that a report did not arrive."""
    back_end.answers[LIST] = Answer(body, 404)
    listing = client_of().window(START, END)
    assert listing.requests == ()
    assert not listing.complete
    assert "no such page" in listing.why
    assert client_of(empty_404=True).window(START, END).complete


def test_q14_a_404_that_nobody_can_read(back_end, client_of):
    with pytest.raises(Unreadable):
        client_of().window(START, END)
    assert client_of(empty_404=True).window(START, END).complete


@pytest.mark.parametrize("body", ["<errors><error><code>404</code><description>none</description></error></errors>"])
def test_q14_the_standards_own_404_in_xml_is_an_empty_list(back_end, client_of, body):
    back_end.answers["/requests.xml"] = xml(body, 404)
    assert client_of(format="xml").window(START, END).complete


@pytest.mark.parametrize("updates", [True, False])
def test_q14_an_unknown_jurisdiction_is_never_nothing(back_end, client_of, updates):
    unknown = Answer([{"code": 404, "description": "jurisdiction_id provided was not found"}], 404)
    back_end.answers[LIST] = back_end.answers["/servicerequestupdates.json"] = unknown
    client = client_of(updates=True)
    with pytest.raises(NotFound):
        client.updates(START, END) if updates else client.window(START, END)


@pytest.mark.parametrize("body", [{"ok": True}, [{"foo": 1}], {"status": "up", "version": "3"}])
def test_a_list_of_updates_that_is_something_else_is_unreadable(back_end, client_of, body):
    back_end.answers["/servicerequestupdates.json"] = Answer(body)
    with pytest.raises(Unreadable):
        client_of(updates=True).updates(START, END)


def test_q23_broken_compression_is_asked_for_again_without(back_end, client):
    def alexandria(call):
        if "gzip" in call.headers.get("accept-encoding", ""):
            return Answer(gzip.compress(b"[]")[:9] + b"broken", headers={"Content-Encoding": "gzip"})
        return Answer([{"service_code": "a"}])

    back_end.answers["/services.json"] = alexandria
    assert client.services()[0].service_code == "a"
    back_end.answers["/services.json"] = Answer(b"never gzip", headers={"Content-Encoding": "gzip"})
    with pytest.raises(AnswerGarbled):
        client.services()


def test_q24_xml_where_the_json_is_no_georeport(back_end, client_of):
    back_end.answers["/services.json"] = Answer({"response": {"docs": [{"id": 3}]}})
    back_end.answers["/services.xml"] = xml("<services><service><service_code>a</service_code></service></services>")
    with pytest.raises(Unreadable):
        client_of().services()
    assert client_of(format="xml").services()[0].service_code == "a"


def test_xml_is_asked_for_under_both_its_names(back_end, client_of):
    """Helsinki's server says 406 to `text/xml` alone."""
    back_end.answers["/services.xml"] = xml("<services/>")
    back_end.answers["/services"] = back_end.answers["/services.json"] = Answer([])
    for able, accept in (
        ({"format": "xml"}, "text/xml, application/xml;q=0.9, */*;q=0.1"),
        ({}, "application/json, text/json;q=0.9, */*;q=0.1"),
        ({"paths": "bare"}, "application/json, text/json;q=0.9"),
    ):
        client_of(**able).services()
        assert back_end.calls[-1].headers["accept"] == accept


@pytest.mark.parametrize(
    ("paths", "wanted"), [("bare", "/services"), ("capital", "/Services"), ("suffix", "/services.json")]
)
def test_q25_paths_without_suffix_or_in_capitals(back_end, client_of, paths, wanted):
    client = client_of(paths=paths)
    back_end.answers[wanted] = Answer([{"service_code": "éa"}])
    back_end.answers[wanted.replace("ervices", "ervices/éa")] = Answer({"attributes": [{"code": "q"}]})
    back_end.answers[wanted.replace("ervices", "equests").replace("/S", "/R").replace("/s", "/r")] = Answer([request()])
    assert client.services()[0].service_code == "éa"
    assert client.definition("éa").attributes[0].code == "q"
    assert len(listed(client)) == 1


def test_q30_a_page_that_breaks_the_query_is_left_out(back_end, client_of):
    """A probe or a profile was wrong; the list is had without pages."""

    def codefornl(call):
        bad = Answer([{"code": 400, "description": "SQL: column page does not exist"}], 400)
        return bad if "page" in call.asked else Answer([request()])

    back_end.answers[LIST] = codefornl
    listing = client_of(page_size=50).window(START, END)
    assert listing.complete
    assert len(listing.requests) == 1
    assert len(back_end.calls) == 2


def test_q30_a_refusal_of_the_question_itself_is_not_hidden(back_end, client_of):
    back_end.answers[LIST] = Answer([{"code": 400, "description": "no"}], 400)
    with pytest.raises(Refused):
        client_of(page_size=50).window(START, END)
    back_end.answers[LIST] = Answer([{"code": 403, "description": "no"}], 403)
    with pytest.raises(KeyRefused):
        client_of(page_size=50).window(START, END)


def test_q31_an_email_is_sent_where_one_is_demanded(back_end, client_of):
    def demanding(call):
        if not call.asked.get("email"):
            return Answer([{"code": 400, "description": "email was not provided"}], 400)
        return Answer([{"service_request_id": 1}])

    back_end.answers[LIST] = demanding
    new = NewRequest("01", lat=LAT, lon=LON)
    with pytest.raises(Refused) as failure:
        client_of().create(new, idempotency_key="a")
    assert failure.value.words == "email was not provided"
    client_of(fallback_email="travaux@valombre.example").create(new, idempotency_key="a")
    assert back_end.calls[-1].asked["email"] == "travaux@valombre.example"
    mine = NewRequest("01", lat=LAT, lon=LON, email="moi@valombre.example")
    client_of(fallback_email="travaux@valombre.example").create(mine, idempotency_key="a")
    assert back_end.calls[-1].asked["email"] == "moi@valombre.example"


def test_q35_a_list_that_only_says_goodbye_is_no_category(back_end, client):
    row = {"service_code": "XXX", "service_name": "Closed", "description": "This app has closed. Use <b>the other</b>"}
    back_end.answers["/services.json"] = Answer([row])
    with pytest.raises(ShutDown) as failure:
        client.services()
    assert "Use  the other" in failure.value.problems[0][1]
    assert "This app has closed." in failure.value.user
    back_end.answers["/services.json"] = Answer([row, {"service_code": "01"}])
    assert [one.service_code for one in client.services()] == ["XXX", "01"]


def test_what_a_server_says_is_one_line_of_plain_text_and_no_book(back_end, client):
    said = "<script>alert(1)</script>&lt;img src=x&gt;\n\n" + "mot " * 5000
    back_end.answers["/services.json"] = Answer([{"code": "<b>400</b>", "description": said}] * 50, 400)
    with pytest.raises(Refused) as failure:
        client.services()
    assert len(failure.value.words) <= 300
    assert "\n" not in failure.value.user
    assert "<" not in str(failure.value)
    assert failure.value.problems[0][0] == "400"


@pytest.mark.parametrize("answer", [Answer("<html>Login</html>"), Answer(""), Answer("[{"), Answer("<html/>", 404)])
def test_each_sentence_ends_before_its_remedy_begins(back_end, client, answer):
    back_end.answers["/services.json"] = answer
    with pytest.raises(Unreadable) as failure:
        client.services()
    assert failure.value.user.endswith(".")
    assert ". Check the address" in failure.value.sentence
    refused = Refused(400, (("1", "service_code manque"),))
    assert "manque. Correct" in refused.sentence


def test_a_profile_is_read_back_as_it_was_written():
    able = Capabilities(format="xml", paths="capital", geo_filter="bbox={west}", connections=2, local_time=True)
    assert Capabilities.from_mapping(able.as_mapping()) == able
    with pytest.raises(ValueError, match="paths"):
        Capabilities.from_mapping({"paths": "diagonal"})
