"""Services, definitions and service requests as real servers give them. The numbers are those of the quirk list."""
from __future__ import annotations

from datetime import datetime, timezone

import pytest
from plain_back_end import NOT_FOUND, Answer, xml
from rue311.plugin.open311 import NotFound, NotHere, ServerFailed, Unreadable

LIST = "/requests.json"
START, END = datetime(2026, 1, 1, tzinfo=timezone.utc), datetime(2026, 1, 5, tzinfo=timezone.utc)


def request(number="1", **fields):
    return {"service_request_id": number, "status": "open", "lat": 50.3, "long": 4.95, **fields}


def listed(client):
    return client.window(START, END).requests


# services


def test_both_formats_give_the_same_services(back_end, client_of):
    back_end.answers["/services.json"] = Answer(
        [
            {
                "service_code": "01",
                "service_name": "Nid-de-poule",
                "description": "Trou",
                "metadata": True,
                "type": "realtime",
                "keywords": "trou, voirie",
                "group": "Voirie",
            }
        ]
    )
    back_end.answers["/services.xml"] = xml(
        "<services><service><service_code>01</service_code><service_name>Nid-de-poule</service_name>"
        "<description>Trou</description><metadata>true</metadata><type>realtime</type>"
        "<keywords>trou, voirie</keywords><group>Voirie</group></service></services>"
    )
    found = client_of().services()
    assert found == client_of(format="xml").services()
    assert found[0].keywords == ("trou", "voirie")
    assert found[0].metadata


@pytest.mark.parametrize(
    ("said", "meant"), [("true", True), ("True", True), ("false", False), ("False", False), (True, True), (None, False)]
)
def test_q1_booleans_as_words(back_end, client, said, meant):
    back_end.answers["/services.json"] = Answer([{"service_code": "a", "metadata": said}])
    assert client.services()[0].metadata is meant


def test_q2_codes_as_numbers_and_zero(back_end, client):
    back_end.answers["/services.json"] = Answer([{"service_code": 0, "service_name": "Zéro"}, {"service_code": 7}])
    assert [service.service_code for service in client.services()] == ["0", "7"]


def test_q2_request_number_zero_is_a_number(back_end, client):
    back_end.answers[LIST] = Answer([request(0), request(12.0)])
    assert [one.service_request_id for one in listed(client)] == ["0", "12"]


@pytest.mark.parametrize(
    "body",
    [
        request(),
        {"service_requests": [request()]},
        {"service_requests": request()},
        {"service_requests": {"request": request()}},
        {"requests": [{"request": request()}]},
    ],
)
def test_q3_q4_single_objects_and_kept_wrappers(back_end, client, body):
    back_end.answers[LIST] = Answer(body)
    assert [one.service_request_id for one in listed(client)] == ["1"]


def test_q4_services_in_a_wrapper(back_end, client):
    back_end.answers["/services.json"] = Answer({"services": [{"service_code": "a"}]})
    assert client.services()[0].service_code == "a"


@pytest.mark.parametrize("content_type", ["", "text/xml", "application/xml", "text/plain", "text/xml; charset=latin1"])
def test_q5_no_charset_or_a_wrong_one_is_still_utf8(back_end, client_of, content_type):
    body = "<services><service><service_code>é</service_code></service></services>"
    back_end.answers["/services.xml"] = Answer(body, 200, content_type)
    assert client_of(format="xml").services()[0].service_code == "é"


@pytest.mark.parametrize("declared", ["iso-8859-1", "", "rot13", "unknown-charset"])
def test_q5_latin_1_is_read_too(back_end, client, declared):
    body = '[{"service_code": "a", "service_name": "Éclairage"}]'.encode("latin-1")
    back_end.answers["/services.json"] = Answer(body, 200, f"application/json; charset={declared}")
    assert client.services()[0].service_name == "Éclairage"


def test_a_byte_order_mark_is_no_obstacle(back_end, client):
    back_end.answers["/services.json"] = Answer(b"\xef\xbb\xbf" + b'[{"service_code": "a"}]')
    assert client.services()[0].service_code == "a"


@pytest.mark.parametrize("item", ["request", "service_request", "service_requests"])
def test_q6_wrong_element_names(back_end, client_of, item):
    inner = "<service_request_id>9</service_request_id><status>open</status><address_id>null</address_id>"
    back_end.answers["/requests.xml"] = xml(f"<service_requests><{item}>{inner}</{item}></service_requests>")
    found = listed(client_of(format="xml"))
    assert [one.service_request_id for one in found] == ["9"]
    assert found[0].address_id == ""


def test_a_namespace_is_ignored(back_end, client_of):
    back_end.answers["/requests.xml"] = xml(
        '<g:service_requests xmlns:g="http://wiki.open311.org/GeoReport_v2"><g:request>'
        "<g:service_request_id>9</g:service_request_id><g:status>closed</g:status></g:request></g:service_requests>"
    )
    assert listed(client_of(format="xml"))[0].status == "closed"


def test_q7_wrong_field_names(back_end, client):
    back_end.answers[LIST] = Answer(
        [{"servicerequest_id": "5", "status": "open", "status_note": "vu", "address_string": "rue Haute 1"}]
    )
    (one,) = listed(client)
    assert (one.service_request_id, one.status_notes, one.address) == ("5", "vu", "rue Haute 1")


def test_q8_agency_as_an_object_and_fields_of_its_own(back_end, client):
    back_end.answers[LIST] = Answer(
        [request(agency_responsible={"recipient": ["Travaux", "Propreté"]}, title="Trou", comment_count=3)]
    )
    (one,) = listed(client)
    assert one.agency_responsible == "Travaux"
    assert one.extra == {"title": "Trou", "comment_count": 3}


@pytest.mark.parametrize("page", ["<!DOCTYPE html><html>Login</html>", "<html><body>Erreur", "\n<HTML>", "Login?"])
def test_q9_a_web_page_with_status_200(back_end, client, page):
    for path in ("/services.json", LIST):
        back_end.answers[path] = Answer(page, 200, "text/html")
    with pytest.raises(Unreadable):
        client.services()
    with pytest.raises(Unreadable):
        client.window(START, START.replace(hour=0, minute=30))


@pytest.mark.parametrize(("status", "error"), [(404, Unreadable), (500, ServerFailed)])
def test_q10_errors_as_web_pages(back_end, client, status, error):
    back_end.answers["/services.json"] = Answer("<html>oops</html>", status, "text/html")
    with pytest.raises(error) as failure:
        client.services()
    assert failure.value.http_status == status


def test_q14_nothing_found_as_404(back_end, client):
    back_end.answers[LIST] = Answer([{"code": 404, "description": "No Service requests found"}], 404)
    listing = client.window(START, END)
    assert listing.requests == ()
    assert listing.complete


def test_q14_an_unknown_jurisdiction_is_not_an_empty_list(back_end, client):
    back_end.answers[LIST] = Answer([{"code": 404, "description": "jurisdiction_id was not found"}], 404)
    with pytest.raises(NotFound):
        client.window(START, END)


@pytest.mark.parametrize("body", [[], {"service_requests": []}, {"service_requests": None}])
def test_q15_an_unknown_number_as_an_empty_list(back_end, client, body):
    back_end.answers["/requests/77.json"] = Answer(body)
    assert client.request("77") is None


@pytest.mark.parametrize("others", [[], [request("78")]])
def test_q15_an_unknown_number_as_a_web_page(back_end, client, others):
    """The list is there, so the address is right, and the number is not in it."""
    back_end.answers[LIST] = Answer(others)
    assert client.request("77") is None
    assert back_end.calls[-1].asked["service_request_id"] == "77"


@pytest.mark.parametrize("body", [NOT_FOUND.body, {"message": "no Route matched with those values"}])
def test_a_number_is_not_unknown_because_the_address_is_wrong(back_end, client, body):
    back_end.answers["/requests/77.json"] = back_end.answers[LIST] = Answer(body, 404)
    with pytest.raises((NotHere, NotFound)):
        client.request("77")


def test_an_unknown_jurisdiction_is_no_unknown_number(back_end, client):
    back_end.answers["/requests/77.json"] = Answer([{"code": 404, "description": "jurisdiction_id was not found"}], 404)
    with pytest.raises(NotFound):
        client.request("77")


def test_q15_an_unknown_number_as_a_failure(back_end, client):
    """A 500 alone proves nothing; a list of that number alone does, where it is not a list of everything."""
    back_end.answers["/requests/77.json"] = Answer("<html>Traceback</html>", 500, "text/html")
    for listed_instead, found in (([], None), ([request("77")], "77")):
        back_end.answers[LIST] = Answer(listed_instead)
        one = client.request("77")
        assert (one.service_request_id if one else None) == found
    for proof_of_nothing in (
        Answer([request("78")]),
        Answer([{"service_request_id": None, "token": "t", "status": "open"}]),
        Answer("<html>Traceback</html>", 500, "text/html"),
        Answer([{"message": "no such route"}], 404),
        Answer({"ok": True}),
    ):
        back_end.answers[LIST] = proof_of_nothing
        with pytest.raises(ServerFailed):
            client.request("77")


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_back_end_that_is_down_is_not_asked_twice(back_end, client, status):
    back_end.answers["/requests/77.json"] = Answer("", status)
    back_end.answers[LIST] = Answer([])
    with pytest.raises(ServerFailed):
        client.request("77")
    assert all(call.path != LIST for call in back_end.calls)


def test_another_number_than_asked_is_not_ours(back_end, client):
    back_end.answers["/requests/77.json"] = Answer([request("78")])
    with pytest.raises(Unreadable):
        client.request("77")
    back_end.answers[LIST] = Answer([])
    assert client.request("77") is None


def test_one_whose_number_cannot_be_read_is_not_unknown(back_end, client_of):
    row = "<request><service_request_id>77</service_request_id>{}<status>open</status></request>"
    back_end.answers["/requests/77.xml"] = xml(row.format("<service_request_id>78</service_request_id>"))
    with pytest.raises(Unreadable):
        client_of(format="xml").request("77")
    back_end.answers["/requests/77.xml"] = xml(row.format("<service_request_id> 77 </service_request_id>"))
    assert client_of(format="xml").request("77").service_request_id == "77"


def test_q17_q18_rows_without_number_place_or_service(back_end, client):
    pending = {"service_request_id": None, "token": "t", "status": "open", "description": "en attente"}
    bare = {"service_request_id": "3", "status": "open"}
    back_end.answers[LIST] = Answer([pending, {"service_request_id": "", "status": "open"}, bare])
    (one,) = listed(client)
    assert (one.lat, one.lon, one.service_code, one.service_name) == (None, None, "", "")


PENDING = {"service_request_id": None, "token": "t", "status": "open", "description": "en attente"}
TWICE = "<request><service_request_id>1</service_request_id><service_request_id>{}</service_request_id>{}</request>"


@pytest.mark.parametrize("rows", [[PENDING], [PENDING, request("3")], [request("3"), {}], [request("3"), "4"], [None]])
def test_a_row_without_a_number_may_be_the_one_that_is_looked_for(back_end, client, rows):
    """Left out in silence it would be the proof on which a report is sent again."""
    back_end.answers[LIST] = Answer(rows)
    listing = client.window(START, END)
    assert len(listing.requests) == rows.count(request("3"))
    assert not listing.complete
    assert "no number" in listing.why


def test_a_number_that_stands_twice_in_xml_is_no_proof_of_absence(back_end, client_of):
    """In JSON the same is refused as a contradiction."""
    rows = TWICE.format("2", "<description>Réf 7K3Q-9M2X-4TBD</description><status>open</status>")
    client = client_of(format="xml")
    back_end.answers["/requests.xml"] = xml(f"<service_requests>{rows}</service_requests>")
    listing = client.window(START, END)
    assert (listing.requests, listing.complete) == ((), False)
    assert "no number" in listing.why


def test_the_same_number_twice_in_xml_is_that_number(back_end, client_of):
    back_end.answers["/requests.xml"] = xml(f"<service_requests>{TWICE.format('1', '')}</service_requests>")
    listing = client_of(format="xml").window(START, END)
    assert [one.service_request_id for one in listing.requests] == ["1"]
    assert listing.complete


@pytest.mark.parametrize("rows", ["<request/>", "<request/><request/>", "<request>1</request><request/>"])
def test_rows_that_say_nothing_in_xml(back_end, client_of, rows):
    back_end.answers["/requests.xml"] = xml(f"<service_requests>{rows}</service_requests>")
    assert not client_of(format="xml").window(START, END).complete


@pytest.mark.parametrize("body", ["<service_requests/>", "<service_requests></service_requests>"])
def test_an_empty_list_in_xml_is_one(back_end, client_of, body):
    back_end.answers["/requests.xml"] = xml(body)
    assert client_of(format="xml").window(START, END).complete


@pytest.mark.parametrize("paged", [0, 20])
def test_rows_without_a_number_count_as_rows_of_a_full_answer(back_end, client_of, paged):
    """Else the rest of the list would never be asked for."""
    rows = [
        {"service_request_id": "" if hour == 3 else str(hour), "requested_datetime": f"2026-01-02T{hour:02}:00:00Z"}
        for hour in range(24)
    ]

    def answer(call):
        found = [row for row in rows if call.asked["start_date"] <= row["requested_datetime"] < call.asked["end_date"]]
        page = int(call.asked.get("page", 1)) - 1
        return Answer(found[page * 20 : page * 20 + 20])

    back_end.answers[LIST] = answer
    listing = client_of(row_cap=20, page_size=paged).window(START, END)
    assert len(listing.requests) == 23
    assert not listing.complete


@pytest.mark.parametrize(
    ("lat", "lon"), [(0, 0), ("0.0", "0"), (50.3, None), (None, 4.9), (91, 4), (50, 181), (152000.5, 178e3), ("x", "y")]
)
def test_a_place_that_is_none(back_end, client, lat, lon):
    back_end.answers[LIST] = Answer([request(lat=lat, long=lon)])
    (one,) = listed(client)
    assert (one.lat, one.lon) == (None, None)


def test_a_place_with_decimal_commas(back_end, client):
    back_end.answers[LIST] = Answer([request(lat="50,3", long=" 4,95 ")])
    (one,) = listed(client)
    assert (one.lat, one.lon) == (50.3, 4.95)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-01-02T10:00:00Z", (2026, 1, 2, 10, 0, 0)),
        ("2026-01-02T10:00:00+01:00", (2026, 1, 2, 9, 0, 0)),
        ("2026-01-02T10:00:00-0130", (2026, 1, 2, 11, 30, 0)),
        ("2026-01-02T10:00:00.123456789Z", (2026, 1, 2, 10, 0, 0)),
        ("2026-01-02 10:00:00", (2026, 1, 2, 10, 0, 0)),
        ("2026-01-02", (2026, 1, 2, 0, 0, 0)),
        (" 2026-01-02T10:00Z ", (2026, 1, 2, 10, 0, 0)),
        ("02/01/2026", None),
        ("0000-00-00T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("2026-13-45T99:99:99Z", None),
        (1767348000, None),
        ("", None),
    ],
)
def test_q20_instants_in_every_dress(back_end, client, said, meant):
    back_end.answers["/requests/1.json"] = Answer([request(requested_datetime=said)])
    found = client.request("1").requested_datetime
    assert found == (datetime(*meant, tzinfo=timezone.utc) if meant else None)


# definitions


def test_definitions_in_both_formats_are_the_same(back_end, client_of):
    back_end.answers["/services/a.json"] = Answer(
        {
            "service_code": "a",
            "attributes": [
                {
                    "variable": True,
                    "code": "size",
                    "datatype": "singlevaluelist",
                    "required": True,
                    "datatype_description": None,
                    "order": 1,
                    "description": "Taille :",
                    "values": [{"key": 1, "name": "Petit"}, {"key": "b", "name": "Grand"}],
                }
            ],
        }
    )
    back_end.answers["/services/a.xml"] = xml(
        "<service_definition><service_code>a</service_code><attributes><attribute><variable>true</variable>"
        "<code>size</code><datatype>singlevaluelist</datatype><required>true</required><datatype_description/>"
        "<order>1</order><description>Taille :</description><values><value><key>1</key><name>Petit</name></value>"
        "<value><key>b</key><name>Grand</name></value></values></attribute></attributes></service_definition>"
    )
    found = client_of().definition("a")
    assert found == client_of(format="xml").definition("a")
    assert found.attributes[0].description == "Taille"
    assert [value.key for value in found.attributes[0].values] == ["1", "b"]


def test_q32_a_list_of_services_with_holes(back_end, client):
    back_end.answers["/services.json"] = Answer(
        [
            None,
            {"service_name": "sans code"},
            {"service_code": "a", "service_name": " Avaloir : ", "description": "<p>Eau &amp; boue</p>"},
            {"service_code": "a", "service_name": "double"},
            {"service_code": "b", "groups": ["Voirie", "Eau"]},
        ]
    )
    found = client.services()
    seen = [(one.service_code, one.service_name, one.group) for one in found]
    assert seen == [("a", "Avaloir", ""), ("b", "b", "Voirie")]
    assert found[0].description == "Eau & boue"


@pytest.mark.parametrize("body", [None, [], {"services": None}, {"services": []}])
def test_q32_no_services_at_all(back_end, client, body):
    back_end.answers["/services.json"] = Answer(body if body is not None else [])
    assert client.services() == ()


def test_services_that_are_something_else_are_unreadable(back_end, client):
    back_end.answers["/services.json"] = Answer({"status": "ok", "version": 3})
    with pytest.raises(Unreadable):
        client.services()


@pytest.mark.parametrize("body", [{"service_code": "a"}, {"service_code": "a", "attributes": None}, {}, []])
def test_q32_a_definition_without_attributes(back_end, client, body):
    back_end.answers["/services/a.json"] = Answer(body)
    assert client.definition("a").attributes == ()


def test_q32_attributes_without_order_and_twice_the_same(back_end, client):
    attributes = [
        {"code": "c", "order": "3"},
        {"code": "x"},
        {"code": "a", "order": 1, "datatype": "weird"},
        {"code": "x", "description": "double"},
        {"description": "sans code"},
        {"code": "id", "automated": "server_set"},
    ]
    back_end.answers["/services/s.json"] = Answer({"attributes": attributes})
    found = client.definition("s")
    assert [attribute.code for attribute in found.attributes] == ["a", "x", "c"]
    assert found.attributes[0].datatype == "string"
    assert [attribute.code for attribute in found.automated] == ["id"]


@pytest.mark.parametrize("code", ["Éclairage public", "a/b", "../../etc", "50%", "5f2b?x=1#y", "a;b"])
def test_q33_codes_that_are_no_path(back_end, client, code):
    back_end.answers[f"/services/{code}.json"] = Answer({"attributes": [{"code": "a"}]})
    assert client.definition(code).attributes[0].code == "a"
    assert "/open311/v2/services/" in back_end.calls[0].target


@pytest.mark.parametrize(
    ("said", "status", "word"),
    [
        ("open", "open", None),
        ("CLOSED", "closed", None),
        ("In Progress", "open", "in_progress"),
        ("Fixed - Council", "closed", "fixed_council"),
        ("no-further-action", "closed", "no_further_action"),
        ("", "open", None),
        (None, "open", None),
    ],
)
def test_q34_words_of_state(back_end, client, said, status, word):
    back_end.answers[LIST] = Answer([request(status=said)])
    (one,) = listed(client)
    assert one.status == status
    assert one.extra.get("status") == word


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", ""),
        (None, ""),
        ("http://x/a.jpg ", "http://x/a.jpg"),
        (["", "http://x/a.jpg", "http://x/b.jpg"], "http://x/a.jpg"),
        ({"url": "https://x/a.jpg"}, "https://x/a.jpg"),
        ([{"href": "http://x/a.jpg"}], "http://x/a.jpg"),
        ("<html>no image</html>", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ({}, ""),
    ],
)
def test_q38_media_in_every_dress(back_end, client, said, meant):
    back_end.answers[LIST] = Answer([request(media_url=said)])
    assert listed(client)[0].media_url == meant


def test_text_of_people_stays_as_they_wrote_it(back_end, client):
    text = "a < b and c > d <b>gras</b> & co\nligne 2"
    back_end.answers[LIST] = Answer([request(description=text)])
    assert listed(client)[0].description == text


def test_by_number_only_those_asked_come_back(back_end, client):
    def too_much(call):
        return Answer([request(number) for number in call.asked["service_request_id"].split(",")] + [request("x")])

    back_end.answers[LIST] = too_much
    wanted = [str(number) for number in range(120)]
    found = client.requests_by_id([*wanted, "5", ""])
    assert [one.service_request_id for one in found] == wanted
    assert len(back_end.calls) == 3


def test_what_was_read_can_be_written_and_read_again(back_end, client):
    from rue311.plugin.open311 import service_request

    row = request(requested_datetime="2026-01-02T10:00:00Z", status="in progress", notes=[1])
    back_end.answers[LIST] = Answer([row])
    (one,) = listed(client)
    assert service_request(one.as_mapping()).requested_datetime == one.requested_datetime
    assert service_request(one.as_mapping()).lat == one.lat
