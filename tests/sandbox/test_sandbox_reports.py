"""POST requests: what is kept, what is refused and how, what each type of service answers."""
from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rue311.plugin.sandbox import Behaviour

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def problems(answer):
    """HTTP status, and the descriptions of an answer that must be the standard's error body."""
    body = answer.json()
    assert isinstance(body, list)
    assert all(set(one) == {"code", "description"} for one in body)
    assert {one["code"] for one in body} == {answer.status_code}
    return answer.status_code, [one["description"] for one in body]


def test_realtime_answers_a_number_that_can_be_read_back(back_end):
    words = "Avaloir bouché <b>& l'eau monte</b>\n[ref:7K3Q-9M2X-4TBD] ☔"
    (receipt,) = back_end.report(description=words, account_id="a-1", email="j@example.org").json()
    assert set(receipt) == {"service_request_id", "service_notice", "account_id"}
    assert receipt["account_id"] == "a-1"

    (kept,) = back_end.get(f"/requests/{receipt['service_request_id']}.json").json()
    assert kept["description"] == words
    assert (kept["lat"], kept["long"]) == (50.3012, 4.9511)
    assert kept["status"] == "open"
    assert "j@example.org" not in back_end.get("/requests.json", extensions="true").text


def test_what_was_posted_in_xml_is_read_back_from_xml(back_end):
    words = "a < b & c > d ]]> \r\n\t« é » \x07 fin"
    posted = ElementTree.fromstring(back_end.report("xml", description=words).content)
    number = posted.findtext("request/service_request_id")
    root = ElementTree.fromstring(back_end.get(f"/requests/{number}.xml").content)
    assert root.tag == "service_requests"
    assert root.findtext("request/description") == words.replace("\x07", "\ufffd")
    assert root.find("request/address").text is None


def test_batch_answers_a_token_and_the_number_later(back_end, clock):
    (receipt,) = back_end.report(service_code="eclairage", description="lampe éteinte").json()
    assert "service_request_id" not in receipt
    token_path = f"/tokens/{receipt['token']}.json"
    assert back_end.get(token_path).json() == [{"service_request_id": None, "token": receipt["token"]}]
    assert back_end.listed() == []

    clock.advance(seconds=61)
    (named,) = back_end.get(token_path).json()
    (listed,) = back_end.listed()
    assert named == {"service_request_id": listed["service_request_id"], "token": receipt["token"]}
    assert listed["description"] == "lampe éteinte"


def test_unknown_token_is_404(back_end):
    assert problems(back_end.get("/tokens/abc.json"))[0] == 404


def test_blackbox_answers_neither_number_nor_token_and_is_kept(back_end):
    assert back_end.report(service_code="suggestion", description="un banc").json() == [{}]
    assert [one["description"] for one in back_end.listed()] == ["un banc"]


@pytest.mark.parametrize("key", [None, "", "wrong"])
def test_without_a_valid_key_nothing_is_kept(back_end, key):
    assert problems(back_end.report(api_key=key))[0] == 403
    assert back_end.listed() == []


def test_the_public_key_reports_and_does_not_update(back_end):
    (receipt,) = back_end.report(api_key="public").json()
    refused = back_end.update(receipt["service_request_id"], "u1", status="closed", api_key="public")
    assert problems(refused)[0] == 403
    assert back_end.listed()[0]["status"] == "open"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"service_code": None}, 400),
        ({"service_code": "neant"}, 404),
        ({"lat": None}, 400),
        ({"long": None}, 400),
        ({"lat": None, "long": None}, 400),
        ({"lat": "185000", "long": "128000"}, 400),  # EPSG:31370
        ({"lat": "nan"}, 400),
        ({"lat": "1_0"}, 400),
        ({"lat": "50,3"}, 400),
        ({"description": "é" * 4001}, 400),
        ({"media_url": "file:///etc/passwd"}, 400),
        ({"email": "nobody"}, 400),
    ],
)
def test_a_bad_report_is_refused_whole(back_end, fields, status):
    assert problems(back_end.report(**fields))[0] == status
    assert back_end.server.running
    assert back_end.listed() == []


@pytest.mark.parametrize("fields", [{"address_string": "Rue du Moulin 4, 9931 Valombre"}, {"address_id": "7"}])
def test_an_address_is_a_location_too(back_end, fields):
    assert back_end.report(lat=None, long=None, **fields).status_code == 200
    (kept,) = back_end.listed()
    assert (kept["lat"], kept["long"]) == (None, None)
    assert kept["address"] == fields.get("address_string")
    assert kept["address_id"] == fields.get("address_id")


def test_longest_description_is_taken(back_end):
    assert back_end.report(description="é" * 4000).status_code == 200
    assert len(back_end.listed()[0]["description"]) == 4000


def test_required_attribute_and_wrong_values_are_named_one_by_one(back_end):
    status, found = problems(
        back_end.report(service_code="nid-de-poule", **{"attribute[profondeur]": "profond", "lat": "95"})
    )
    assert status == 400
    assert len(found) == 3
    assert any("attribute[taille]" in text for text in found)
    assert any("attribute[profondeur]" in text for text in found)


@pytest.mark.parametrize("name", ["attribute[dechets][]", "attribute[dechets]"])
def test_several_values_in_both_ways_of_writing_them(back_end, name):
    answer = back_end.report(service_code="depot-sauvage", **{name: ["menagers", "amiante"]})
    assert answer.status_code == 200
    (kept,) = back_end.listed(extensions="true")
    assert kept["extended_attributes"]["attributes"] == [
        {"code": "dechets", "value": "menagers"},
        {"code": "dechets", "value": "amiante"},
    ]


@pytest.mark.parametrize(
    ("code", "value", "status"),
    [
        ("profondeur", "12.5", 200),
        ("profondeur", "1e400x", 400),
        ("taille", "enorme", 400),
        ("taille", ["petit", "grand"], 400),
        ("inconnu", "x", 200),
    ],
)
def test_values_must_fit_their_datatype(back_end, code, value, status):
    fields = {"attribute[taille]": "petit", f"attribute[{code}]": value}
    assert back_end.report(service_code="nid-de-poule", **fields).status_code == status


def test_datetime_attribute_needs_its_time_zone(back_end):
    def tell(instant):
        return back_end.report(service_code="eclairage", **{"attribute[constate]": instant}).status_code

    assert tell("2026-02-03T04:05:06+01:00") == 200
    assert tell("2026-02-03T04:05:06") == 400
    assert tell("2026-02-30T04:05:06Z") == 400


def test_strict_back_end_refuses_unknown_and_empty_parameters(start):
    back_end = start(behaviour=Behaviour(strict=True))
    status, found = problems(back_end.report(titre="x", email=""))
    assert status == 400
    assert len(found) == 2
    assert back_end.report().status_code == 200
    assert problems(back_end.get("/requests.json", page="1", q="x"))[1] == ["Unknown parameter: q."]
    unasked = {"attribute[taille]": "petit", "attribute[zz]": "1"}
    assert back_end.report(service_code="nid-de-poule", **unasked).status_code == 400


def test_photos_are_kept_once_and_served_under_the_name_of_their_hash(back_end):
    files = [
        ("media", ("../../../etc/passwd.png", PNG, "image/png")),
        ("media[]", ("b.jpg", b"\xff\xd8\xff\xe0jpeg", "x/y")),
    ]
    assert back_end.report(files=files).status_code == 200
    assert back_end.report(files=files[:1], description="même photo").status_code == 200
    second, first = back_end.listed(extensions="true")
    urls = first["extended_attributes"]["media_urls"]
    assert first["media_url"] == second["media_url"] == urls[0]
    assert urls[0].startswith(back_end.server.url + "/media/")
    served = back_end.http.get(urls[0], timeout=5)
    assert (served.content, served.headers["Content-Type"]) == (PNG, "image/png")
    assert back_end.http.get(urls[1], timeout=5).headers["Content-Type"] == "image/jpeg"
    assert len(list((back_end.server.data / "media").iterdir())) == 2


def test_a_file_that_is_no_photo_is_refused_and_nothing_kept(back_end):
    answer = back_end.report(files={"media": ("page.png", b"<html>", "image/png")})
    assert problems(answer)[0] == 400
    assert back_end.listed() == []


@pytest.mark.parametrize(
    "name", ["../sandbox.sqlite", "..%2Fsandbox.sqlite", "%2e%2e/sandbox.sqlite", "", "x.png", "."]
)
def test_the_shelf_serves_nothing_but_photos(back_end, name):
    assert back_end.get(f"/media/{name}").status_code == 404


def test_moderated_request_is_readable_by_number_before_it_is_listed(start, clock):
    back_end = start(behaviour=Behaviour(moderation_s=600))
    number = back_end.report().json()[0]["service_request_id"]
    assert back_end.listed() == []
    assert back_end.get(f"/requests/{number}.json").status_code == 200
    clock.advance(seconds=601)
    assert [one["service_request_id"] for one in back_end.listed()] == [number]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_description_comes_back_as_it_was_sent(back_end, words):
    number = back_end.report(description=words).json()[0]["service_request_id"]
    (kept,) = back_end.get(f"/requests/{number}.json").json()
    assert (kept["description"] or "") == words.strip()
    ElementTree.fromstring(back_end.get(f"/requests/{number}.xml").content)  # well-formed whatever was sent
