"""GET requests with every filter, its caps, paging; updates both ways."""
from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest


def iso(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def numbers(rows):
    return [one["service_request_id"] for one in rows]


@pytest.fixture
def three(back_end, clock):
    """Three requests: 100 days old, 50 days old (closed), of today. Their numbers, oldest first."""
    clock.advance(days=-100)
    old = back_end.report(description="old").json()[0]["service_request_id"]
    clock.advance(days=50)
    middle = back_end.report(description="middle", service_code="arbre-danger").json()[0]["service_request_id"]
    assert back_end.update(middle, "u-middle", status="closed", description="élagué").status_code == 200
    clock.advance(days=50)
    new = back_end.report(description="new").json()[0]["service_request_id"]
    return old, middle, new


def test_default_is_the_last_90_days_latest_first(back_end, three):
    assert numbers(back_end.listed()) == [three[2], three[1]]


def test_dates_choose_a_window_of_at_most_90_days(back_end, three, clock):
    start = clock.now() - timedelta(days=101)
    assert numbers(back_end.listed(start_date=iso(start), end_date=iso(start + timedelta(days=2)))) == [three[0]]
    assert numbers(back_end.listed(start_date=iso(start))) == [three[1], three[0]]
    assert numbers(back_end.listed(end_date=iso(start + timedelta(days=60)))) == [three[1], three[0]]
    far = {"start_date": iso(start), "end_date": iso(start + timedelta(days=91))}
    assert back_end.get("/requests.json", **far).status_code == 400
    swapped = {"start_date": far["end_date"], "end_date": far["start_date"]}
    assert back_end.get("/requests.json", **swapped).status_code == 400


def test_both_ends_of_the_window_are_in_it(back_end, three):
    (row,) = back_end.listed(service_request_id=three[2])
    at = row["requested_datetime"]
    assert numbers(back_end.listed(start_date=at, end_date=at)) == [three[2]]


@pytest.mark.parametrize("text", ["yesterday", "2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "1e9"])
def test_a_date_without_zone_or_sense_is_400(back_end, text):
    for name in ("start_date", "end_date", "updated_after", "updated_before"):
        assert back_end.get("/requests.json", **{name: text}).status_code == 400


def test_offsets_and_years_beyond_the_calendar(back_end, three, clock):
    base = clock.now() - timedelta(hours=1)
    brussels = (base + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S+02:00")
    assert numbers(back_end.listed(start_date=brussels)) == [three[2]]
    for path in ("/requests.json?start_date=2026-01-01T00:00:00+01:00", "/requests.json?end_date=0001-01-01T00:00:00Z"):
        assert back_end.get(path).status_code == 200
    assert back_end.get("/requests.json", start_date="9999-12-31T23:59:59Z").json() == []
    assert back_end.get("/requests.json", end_date="9999-12-31T23:59:59-23:00").status_code == 400


def test_numbers_override_every_other_filter(back_end, three):
    rows = back_end.listed(service_request_id=f"{three[0]}, {three[2]},nope", status="closed", service_code="neant")
    assert numbers(rows) == [three[2], three[0]]
    assert back_end.listed(service_request_id="nope") == []


def test_service_code_and_status_take_comma_lists(back_end, three):
    assert numbers(back_end.listed(status="closed")) == [three[1]]
    assert numbers(back_end.listed(status="open,closed")) == [three[2], three[1]]
    assert numbers(back_end.listed(service_code="arbre-danger")) == [three[1]]
    assert numbers(back_end.listed(service_code="arbre-danger,avaloir")) == [three[2], three[1]]
    assert back_end.get("/requests.json", status="half").status_code == 400


def test_updated_after_finds_old_requests_that_changed(back_end, three, clock):
    moment = clock.now() - timedelta(minutes=1)
    clock.advance(minutes=5)
    back_end.update(three[0], "late", status="planned")
    found = numbers(back_end.listed(updated_after=iso(moment + timedelta(minutes=3))))
    assert found == [three[0]]
    assert numbers(back_end.listed(updated_before=iso(moment))) == [three[1]]


def test_unknown_number_is_404(back_end):
    answer = back_end.get("/requests/424242.json")
    assert (answer.status_code, answer.json()[0]["code"]) == (404, 404)


@pytest.fixture
def crowd(start):
    """A back end with 1203 requests of one second, written without HTTP."""
    from rue311.plugin.sandbox.database import Database
    from rue311.plugin.sandbox.instants import sortable

    caller = start()
    database = Database(caller.server.data / "sandbox.sqlite")
    now = caller.server._clock.now()
    with database.writing() as connection:
        connection.executemany(
            """INSERT INTO request (service_request_id, service_code, service_name, status, state, requested, updated,
                media, attributes, reporter, numbered_at, listed_at)
            VALUES (?, 'avaloir', 'Avaloir', 'open', 'open', ?, ?, '[]', '{}', '{}', 0, 0)""",
            [(f"c{place}", sortable(now), sortable(now)) for place in range(1203)],
        )
    database.release()
    return caller


def test_no_more_than_1000_unless_paged(crowd):
    assert len(crowd.listed()) == 1000
    assert len(crowd.listed(page="1", page_size="5000")) == 1000
    assert len(crowd.listed(page_size="5000", page="2")) == 203


@pytest.mark.parametrize("size", [None, 250, 401])
def test_pages_hold_each_request_once(crowd, size):
    seen, page = [], 1
    while rows := crowd.listed(page=page, **({"page_size": size} if size else {})):
        assert len(rows) <= (size or 100)
        seen += numbers(rows)
        page += 1
    assert len(seen) == 1203
    assert len(set(seen)) == 1203


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "9" * 30])
def test_a_page_that_cannot_be_is_400(back_end, page):
    assert back_end.get("/requests.json", page=page).status_code == 400
    assert back_end.get("/requests.json", page_size=page).status_code == 400


def test_history_and_attributes_only_when_asked(back_end, three):
    (plain,) = back_end.listed(service_request_id=three[1])
    assert "extended_attributes" not in plain
    (full,) = back_end.listed(service_request_id=three[1], extensions="true")
    extra = full.pop("extended_attributes")
    (note,) = full.pop("notes")
    assert full == plain
    assert extra["state"] == "closed"
    assert (note["description"], note["type"], note["summary"]) == ("élagué", "closed", "Closed")


# -- servicerequestupdates


def test_update_moves_the_request_and_is_listed(back_end, clock):
    number = back_end.report().json()[0]["service_request_id"]
    answer = back_end.update(number, "u1", status="FIXED", description="débouché")
    assert answer.json() == [{"update_id": "u1"}]
    (row,) = back_end.listed()
    assert (row["status"], row["status_notes"]) == ("closed", "débouché")
    (update,) = back_end.get("/servicerequestupdates.json").json()
    assert (update["status"], update["service_request_id"], update["description"]) == ("fixed", number, "débouché")
    root = ElementTree.fromstring(back_end.get("/servicerequestupdates.xml").content)
    assert root.tag == "service_request_updates"
    assert root.findtext("request_update/update_id") == "u1"


def test_same_update_id_again_changes_nothing_and_says_already_exists(back_end):
    number = back_end.report().json()[0]["service_request_id"]
    back_end.update(number, "u1", status="closed", description="un")
    again = back_end.update(number, "u1", status="reopen", description="deux")
    assert again.status_code == 400
    assert "already exists" in again.json()[0]["description"]
    assert back_end.listed()[0]["status"] == "closed"
    assert len(back_end.get("/servicerequestupdates.json").json()) == 1


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("IN_PROGRESS", "open"),
        ("duplicate", "closed"),
        ("no_further_action", "closed"),
        ("unchanged", "closed"),
        ("reopen", "open"),
    ],
)
def test_words_of_an_update_open_or_close(back_end, word, status):
    number = back_end.report().json()[0]["service_request_id"]
    back_end.update(number, "u0", status="closed")
    assert back_end.update(number, "u1", status=word).status_code == 200
    assert back_end.listed()[0]["status"] == status


def test_an_update_without_words_keeps_the_last_words(back_end):
    number = back_end.report().json()[0]["service_request_id"]
    back_end.update(number, "u1", description="premier passage")
    assert back_end.update(number, "u2", status="unchanged", description=None).status_code == 200
    assert back_end.listed()[0]["status_notes"] == "premier passage"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "done"}, 400),
        ({"updated_datetime": None}, 400),
        ({"updated_datetime": "2026-01-02"}, 400),
        ({"update_id": None}, 400),
        ({"service_request_id": "424242"}, 404),
        ({"api_key": "wrong"}, 403),
    ],
)
def test_a_bad_update_is_refused(back_end, fields, status):
    number = back_end.report().json()[0]["service_request_id"]
    form = {"number": number, "update_id": "u1", **fields}
    assert back_end.update(form.pop("number"), form.pop("update_id"), **form).status_code == status
    assert back_end.get("/servicerequestupdates.json").json() == []


def test_update_of_a_client_that_was_offline_lands_in_the_window_of_its_arrival(back_end, clock):
    """A client that reads windows one after the other would otherwise never see it."""
    number = back_end.report().json()[0]["service_request_id"]
    clock.advance(days=3)
    cursor = clock.now()
    back_end.update(number, "late", updated_datetime=iso(cursor - timedelta(days=3)))
    clock.advance(minutes=1)
    seen = back_end.get("/servicerequestupdates.json", start_date=iso(cursor), end_date=iso(clock.now())).json()
    assert [one["update_id"] for one in seen] == ["late"]


def test_an_unknown_expected_date_is_absent_not_empty(back_end):
    """A strict reader takes an empty date element for a broken date."""
    back_end.report()
    (row,) = back_end.listed()
    assert "expected_datetime" not in row
    assert b"expected_datetime" not in back_end.get("/requests.xml").content
