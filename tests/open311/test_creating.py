"""Creating service requests and updates: what is sent, and what each answer proves."""
from __future__ import annotations

import json
import unicodedata
from datetime import datetime, timedelta, timezone

import pytest
from plain_back_end import Answer, xml
from rue311.plugin.open311 import (
    KeyRefused,
    MediaFile,
    NewRequest,
    NewUpdate,
    NotFound,
    NotHere,
    NotOffered,
    Receipt,
    Refused,
    ServerFailed,
    Throttled,
    Unreadable,
)

PLAIN = NewRequest("01", "Trou", 50.3, 4.95)
NOW = datetime(2026, 3, 2, 8, 30, 15, 999999, tzinfo=timezone(timedelta(hours=1)))
POST = "/requests.json"


def create(client, new=PLAIN):
    return client.create(new, idempotency_key="op-1")


def answered(back_end, body, status=200, content_type="application/json", **headers):
    back_end.answers[POST] = Answer(body, status, content_type, headers)


# what is sent


def test_only_what_says_something_is_sent(back_end, client):
    answered(back_end, [{"service_request_id": "1"}])
    create(client)
    (call,) = back_end.calls
    assert call.asked == {
        "api_key": "k3y",
        "jurisdiction_id": "valombre.example",
        "service_code": "01",
        "lat": "50.3",
        "long": "4.95",
        "description": "Trou",
    }
    assert call.headers["idempotency-key"] == "op-1"
    assert call.headers["content-type"] == "application/x-www-form-urlencoded; charset=utf-8"
    assert call.target == "/open311/v2/requests.json"  # the key is in no address


def test_every_field_of_the_standard_is_sent_under_its_name(back_end, client):
    answered(back_end, [{"service_request_id": "1"}])
    names = ("address_string", "address_id", "email", "first_name", "last_name", "phone", "device_id", "account_id")
    create(client, NewRequest("01", media_url="http://x/a.jpg", **{name: f"<{name}>" for name in names}))
    asked = back_end.calls[0].asked
    assert {name: asked[name] for name in names} == {name: f"<{name}>" for name in names}
    assert asked["media_url"] == "http://x/a.jpg"
    assert "lat" not in asked
    assert "description" not in asked


def test_q26_blank_parameters_are_not_sent(back_end, client_of):
    answered(back_end, [{"service_request_id": "1"}])
    create(client_of(jurisdiction_id=" "), NewRequest("01", "  \n ", 50, 4, email=" ", attributes={"a": ("",)}))
    assert set(back_end.calls[0].asked) == {"api_key", "service_code", "lat", "long"}


@pytest.mark.parametrize(
    ("able", "new", "sent"),
    [
        ({}, {"a": ("1",)}, [("attribute[a]", "1")]),
        ({}, {"a": ("1", "2")}, [("attribute[a][]", "1"), ("attribute[a][]", "2")]),
        ({}, {"m": ("1",)}, [("attribute[m][]", "1")]),
        ({"multivalue": "repeat"}, {"m": ("1", "2")}, [("attribute[m]", "1"), ("attribute[m]", "2")]),
    ],
)
def test_q28_several_values_as_the_back_end_wants_them(back_end, client_of, able, new, sent):
    answered(back_end, [{"service_request_id": "1"}])
    create(client_of(**able), NewRequest("01", lat=50, lon=4, attributes=new, multivalued=("m",)))
    assert [pair for pair in back_end.calls[0].pairs if pair[0].startswith("attribute")] == sent


@pytest.mark.parametrize(
    ("value", "text"), [(50.123456789, "50.1234568"), (5e-7, "0.0000005"), (-0.5, "-0.5"), (50.0, "50")]
)
def test_degrees_without_exponent(back_end, client, value, text):
    answered(back_end, [{"service_request_id": "1"}])
    create(client, NewRequest("01", "x", value, 4))
    assert back_end.calls[0].asked["lat"] == text


def test_text_travels_whole(back_end, client):
    answered(back_end, [{"service_request_id": "1"}])
    text = "L'œuf & la « poule » <b>½</b>\n2e ligne + 100 % = 😀"
    create(client, NewRequest("01", text, 50, 4))
    assert back_end.calls[0].asked["description"] == text
    decomposed = unicodedata.normalize("NFD", "Château")
    create(client, NewRequest("01", decomposed, 50, 4))
    assert back_end.calls[1].asked["description"] == "Château"


def test_photos_travel_as_files_where_they_are_taken(back_end, client_of):
    answered(back_end, [{"service_request_id": "1"}])
    photo = MediaFile("a.jpg", "image/jpeg", b"\xff\xd8\xff" + bytes(5000))
    create(client_of(media="multipart"), NewRequest("01", "x", 50, 4, media=(photo,)))
    assert photo.body in back_end.calls[0].body
    assert b'name="media"; filename="a.jpg"' in back_end.calls[0].body


def test_photos_are_never_dropped_silently(back_end, client):
    photo = MediaFile("a.jpg", "image/jpeg", b"x")
    with pytest.raises(NotOffered):
        create(client, NewRequest("01", "x", 50, 4, media=(photo,)))
    assert not back_end.calls


def test_the_key_is_not_printed(client):
    assert "k3y" not in repr(client.endpoint)


def test_a_get_carries_no_key(back_end, client):
    back_end.answers["/services.json"] = Answer([])
    client.services()
    assert back_end.calls[0].pairs == [("jurisdiction_id", "valombre.example")]


# what answers mean


@pytest.mark.parametrize("status", [200, 201])
@pytest.mark.parametrize(
    "body",
    [
        [{"service_request_id": 0, "service_notice": "vu", "account_id": None}],
        [{"service_request_id": "0", "service_notice": " vu ", "account_id": "null"}],
        {"service_requests": [{"service_request_id": "0", "service_notice": "vu"}]},
        {"service_requests": {"request": {"service_request_id": 0.0, "service_notice": "vu"}}},
    ],
)
def test_q2_q6_q12_a_number_in_any_dress(back_end, client, status, body):
    answered(back_end, body, status)
    assert create(client) == Receipt(service_request_id="0", service_notice="vu")


def test_the_same_in_xml(back_end, client_of):
    inner = "<service_request_id>42</service_request_id><service_notice>vu</service_notice><account_id/>"
    for item in ("request", "service_requests"):
        back_end.answers["/requests.xml"] = xml(f"<service_requests><{item}>{inner}</{item}></service_requests>", 201)
        assert create(client_of(format="xml")) == Receipt("42", service_notice="vu")
    back_end.answers["/requests.xml"] = xml("<service_requests><request><token>t9</token></request></service_requests>")
    assert create(client_of(format="xml")) == Receipt(token="t9")


@pytest.mark.parametrize("name", ["service_request_id", "token"])
def test_a_number_that_stands_twice_in_xml(back_end, client_of, name):
    """Twice the same is that number; two are neither a receipt nor the empty one of a blackbox service."""
    row = f"<service_requests><request><{name}>42</{name}><{name}>{{}}</{name}></request></service_requests>"
    back_end.answers["/requests.xml"] = xml(row.format("42"), 201)
    assert create(client_of(format="xml")) == Receipt(**{name: "42"})
    for other in ("43", ""):
        back_end.answers["/requests.xml"] = xml(row.format(other), 201)
        with pytest.raises(Unreadable, match="several numbers"):
            create(client_of(format="xml"))


def test_several_numbers_for_one_report_name_none(back_end, client):
    """Such as the list of all requests, from a server that took the POST for a GET."""
    answered(back_end, [{"service_request_id": "41"}, {"service_request_id": "42"}])
    with pytest.raises(Unreadable, match="several numbers"):
        create(client)
    answered(back_end, [{"service_request_id": "41"}, {"service_request_id": 41}])
    assert create(client).service_request_id == "41"


def test_a_token(back_end, client):
    answered(back_end, [{"token": 123, "service_request_id": None}])
    assert create(client) == Receipt(token="123")


def test_a_blackbox_answers_neither(back_end, client_of):
    answered(back_end, [{}])
    assert create(client_of()) == Receipt()
    back_end.answers["/requests.xml"] = xml("<service_requests><request/></service_requests>")
    assert create(client_of(format="xml")) == Receipt()


def test_q16_an_echo_of_the_form_is_an_unnumbered_receipt(back_end, client):
    answered(back_end, {"service_code": "01", "description": "Trou", "lat": "50.3", "service_request_id": ""})
    assert create(client) == Receipt()


def test_q16_a_number_that_is_a_structure_is_none(back_end, client_of):
    back_end.answers["/requests.xml"] = xml(
        "<service_requests><request><service_request_id><bad>1</bad></service_request_id>"
        "<service_notice>x</service_notice></request></service_requests>"
    )
    assert create(client_of(format="xml")).service_request_id == ""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        "   ",
        "<!DOCTYPE html><html><form>Login</form></html>",
        "OK",
        "[]",
        '{"service_requests": []}',
        '{"status": "ok"}',
        '[{"foo": 1}]',
        '"1234"',
        "1234",
        "null",
        "true",
        '[{"service_request_id": "12',
        '[{"service_request_id": "1", "service_request_id": "2"}]',
        "[" * 100_000,
        '{"a":' * 60 + "1" + "}" * 60,
        b"\x00\x01\x02\xff",
        b"\x1f\x8b\x08\x00",
    ],
)
def test_an_answer_that_proves_nothing_is_unreadable(back_end, client, body):
    answered(back_end, body, 200, "text/html")
    with pytest.raises(Unreadable):
        create(client)
    assert len(back_end.calls) == 1


def test_a_redirect_proves_nothing(back_end, client):
    answered(back_end, "<html>moved</html>", 302, Location="/login")
    with pytest.raises(Unreadable) as failure:
        create(client)
    assert failure.value.http_status == 302
    assert len(back_end.calls) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
def test_a_failure_of_the_server_proves_nothing(back_end, client, status):
    answered(back_end, "<html>oops</html>", status, "text/html")
    with pytest.raises(ServerFailed) as failure:
        create(client)
    assert failure.value.http_status == status
    assert len(back_end.calls) == 1


@pytest.mark.parametrize(
    ("status", "kind"), [(400, Refused), (401, KeyRefused), (403, KeyRefused), (404, NotFound), (422, Refused)]
)
def test_q13_a_readable_refusal(back_end, client, status, kind):
    problems = [{"code": 9, "description": "lat <b>manque</b>"}, {"code": "x", "description": "et long"}]
    answered(back_end, problems, status)
    with pytest.raises(kind) as failure:
        create(client)
    assert failure.value.problems == (("9", "lat  manque"), ("x", "et long"))
    assert "et long" in failure.value.user
    assert failure.value.http_status == status


@pytest.mark.parametrize(
    "body",
    [
        '{"errors": [{"code": 400, "description": "manque"}]}',
        '{"errors": {"error": {"code": 400, "description": "manque"}}}',
        '{"errors": ["manque"]}',
        '["manque"]',
        '{"error": "manque"}',
        '{"type": "error", "code": 403, "message": "manque"}',
        "<errors><error><code>400</code><description>manque</description></error></errors>",
    ],
)
def test_q11_refusals_in_other_shapes(back_end, client, body):
    answered(back_end, body, 400)
    with pytest.raises(Refused) as failure:
        create(client)
    assert failure.value.words == "manque"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"code": 400, "detail": {"non_field_errors": ["Trop <b>loin</b>"]}}, "Trop loin"),
        ({"code": 400, "detail": {"lat": ["Requis.", "Pas un nombre."], "x": 3}}, "lat: Requis.; lat: Pas un nombre."),
        ({"code": 400, "reason": "manque"}, "manque"),
        ({"detail": [{"loc": ["body", "lat"], "msg": "manque", "type": "missing"}]}, "loc: body; loc: lat; manque"),
        ({"errors": {"lat": ["manque"]}}, "lat: manque"),
    ],
)
def test_q11_words_that_lie_deeper(back_end, client, body, words):
    """Helsinki's, and those of other servers that tell what is wrong by field."""
    answered(back_end, body, 400)
    with pytest.raises(Refused) as failure:
        create(client)
    assert failure.value.words == words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"lat": ["manque"], "status": 400}, "lat: manque"),
        ("<Error><Code>X1</Code><Message>Accès &lt;i&gt;refusé</Message><Trace>at x.y</Trace></Error>", "Accès refusé"),
        ({"a": [{"b": f"mot {number}"} for number in range(999)]}, "b: mot 0; b: mot 1; b: mot 2"),
    ],
)
@pytest.mark.parametrize("status", [400, 404])
def test_words_of_an_unknown_shape_are_shown_and_prove_nothing(back_end, client, body, words, status):
    """Who wrote them, the back end or something before it, is not known."""
    answered(back_end, body, status)
    with pytest.raises(Unreadable) as failure:
        create(client)
    assert failure.value.words.startswith(words)
    assert len(failure.value.words) <= 300
    if status == 400:
        assert words in failure.value.user


def test_words_of_a_failure_in_an_unknown_shape(back_end, client):
    answered(back_end, {"exception": {"text": "Base de données absente", "traceback": "File x"}}, 500)
    with pytest.raises(ServerFailed) as failure:
        create(client)
    assert failure.value.words == "Base de données absente"


def test_q11_a_refusal_in_json_from_an_xml_endpoint(back_end, client_of):
    body = {"type": "error", "code": 403, "message": "clé"}
    back_end.answers["/requests.xml"] = Answer(body, 403)
    with pytest.raises(KeyRefused):
        create(client_of(format="xml"))


def test_errors_inside_a_success_are_a_refusal(back_end, client):
    answered(back_end, [{"code": 400, "description": "service_code manque"}], 200)
    with pytest.raises(Refused):
        create(client)


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_refusal_that_nobody_can_read_proves_nothing(back_end, client, status):
    answered(back_end, "<html>Blocked by the firewall</html>", status, "text/html")
    with pytest.raises(Unreadable):
        create(client)


PAGE = "<html><body>No such page</body></html>"


@pytest.mark.parametrize("status", [404, 405, 406])
@pytest.mark.parametrize("body", [PAGE, "Not Found", ""])
def test_what_the_address_does_not_offer_is_no_login(back_end, client_of, status, body):
    """And no refusal either: a proxy may have written it, so that a report may have arrived all the same."""
    client = client_of(updates=True)
    answered(back_end, body, status, "text/html")
    back_end.answers["/servicerequestupdates.json"] = Answer(body, status, "text/html")
    questions = (lambda: create(client), lambda: client.updates(NOW, NOW), lambda: client.post_update(UPDATE))
    for question in questions:
        with pytest.raises(NotHere) as failure:
            question()
        assert isinstance(failure.value, Unreadable)
        assert not isinstance(failure.value, (Refused, NotOffered))
        assert f"does not offer this at this address (HTTP {status})" in failure.value.user
        assert failure.value.http_status == status


@pytest.mark.parametrize(
    ("status", "words"),
    [(409, "conflict"), (400, "External system reference '7K3Q' already exists in database"), (400, "existe déjà")],
)
def test_exists_already_is_no_refusal(back_end, client, status, words):
    """An earlier attempt arrived: telling a person that it was refused would have it reported twice."""
    answered(back_end, [{"code": status, "description": words}], status)
    with pytest.raises(Unreadable):
        create(client)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": "999999"}, 3600),
        ({"Retry-After": "-5"}, 60),
        ({"Retry-After": "soon"}, 60),
        ({}, 60),
        ({"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
    ],
)
def test_too_fast(back_end, client, headers, seconds):
    answered(back_end, [], 429, **headers)
    with pytest.raises(Throttled) as failure:
        create(client)
    assert failure.value.retry_after_s == seconds


# tokens


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ([{"token": "t/1", "service_request_id": 55}], "55"),
        ([{"token": "t/1", "service_request_id": None}], ""),
        ([{"token": "t/1"}], ""),
        ([], ""),
        ({"service_requests": [{"service_request_id": "55"}]}, "55"),
        ([{"token": "another", "service_request_id": "66"}], ""),
    ],
)
def test_a_token_is_asked_after(back_end, client, body, number):
    back_end.answers["/tokens/t/1.json"] = Answer(body)
    assert client.token("t/1") == number
    assert "t%2F1" in back_end.calls[0].target


# updates

UPDATE = NewUpdate("42", "u-1", "in_progress", NOW, "On y va")
UPDATES = "/servicerequestupdates.json"


def test_an_update_is_sent_as_mysociety_wants_it(back_end, client_of):
    back_end.answers[UPDATES] = Answer([{"update_id": 900}])
    assert client_of(updates=True).post_update(UPDATE) == "900"
    assert back_end.calls[0].asked == {
        "api_key": "k3y",
        "jurisdiction_id": "valombre.example",
        "service_request_id": "42",
        "update_id": "u-1",
        "status": "IN_PROGRESS",
        "updated_datetime": "2026-03-02T07:30:15Z",
        "description": "On y va",
    }


@pytest.mark.parametrize("words", ["Bad request: already exists", "This update was already received."])
def test_an_update_that_is_there_already_is_a_success(back_end, client_of, words):
    back_end.answers[UPDATES] = Answer([{"code": 400, "description": words}], 400)
    assert client_of(updates=True).post_update(UPDATE) == "u-1"


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ([{"code": 400, "description": "service_request_id does not exist"}], 400, Refused),
        ("<html>Login</html>", 200, Unreadable),
        ([], 200, Unreadable),
        ({"ok": True}, 200, Unreadable),
        ("", 500, ServerFailed),
    ],
)
def test_an_update_that_is_not_taken(back_end, client_of, body, status, error):
    back_end.answers[UPDATES] = Answer(body, status)
    with pytest.raises(error):
        client_of(updates=True).post_update(UPDATE)
    assert len(back_end.calls) == 1


@pytest.mark.parametrize("name", ["update_id", "service_request_id"])
def test_an_update_with_two_numbers_in_xml_does_not_vanish(back_end, client_of, name):
    """What is not in the list is sent again; JSON that says two numbers is refused."""
    numbers = "<update_id>u-1</update_id><service_request_id>42</service_request_id>"
    for number, whole in (("other", False), ("u-1" if name == "update_id" else "42", True)):
        row = f"<request_update>{numbers}<{name}>{number}</{name}></request_update>"
        back_end.answers["/servicerequestupdates.xml"] = xml(f"<updates>{row}</updates>")
        client = client_of(format="xml", updates=True)
        if whole:
            assert [one.update_id for one in client.updates(NOW, NOW)] == ["u-1"]
        else:
            with pytest.raises(Unreadable, match="several numbers"):
                client.updates(NOW, NOW)


def test_without_the_extension_nothing_is_asked(back_end, client):
    with pytest.raises(NotOffered):
        client.post_update(UPDATE)
    assert client.updates(NOW, NOW) == ()
    assert not back_end.calls


def test_q37_updates_empty_repeated_and_out_of_the_window(back_end, client_of):
    at = "2026-03-02T07:00:00Z"
    rows = [
        {"update_id": 1, "service_request_id": 42, "status": "In Progress", "description": "", "updated_datetime": at},
        {"update_id": 1, "service_request_id": 42, "status": "open", "description": "encore", "updated_datetime": at},
        {"update_id": 2, "service_request_id": 42, "updated_datetime": "2020-01-01T00:00:00Z"},
        {"update_id": "", "service_request_id": 42},
        {"update_id": 3},
    ]
    start = NOW - timedelta(days=1)
    for body in (rows, {"service_request_updates": {"request_update": rows}}):
        back_end.answers[UPDATES] = Answer(body)
        (one,) = client_of(updates=True).updates(start, NOW)
        assert (one.update_id, one.service_request_id, one.status, one.description) == ("1", "42", "in_progress", "")
    assert set(back_end.calls[0].asked) == {"jurisdiction_id", "api_key", "start_date", "end_date"}


def test_receipts_are_the_same_from_json_bytes_and_xml(back_end, client_of):
    answered(back_end, json.dumps([{"service_request_id": "é"}], ensure_ascii=True))
    assert create(client_of()).service_request_id == "é"
