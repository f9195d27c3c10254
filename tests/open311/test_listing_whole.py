"""A listing is known to be whole, or says why not: on servers that cap, page, ignore, stumble and move."""
from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_back_end import Answer
from rue311.plugin.net import ConnectRefused, HttpSession
from rue311.plugin.open311 import (
    Endpoint,
    KeyRefused,
    NotFound,
    Open311Client,
    ServerFailed,
    ServiceRequest,
    Throttled,
    Unreadable,
)
from rue311.plugin.open311.window import CALLS_MAX, Page, WindowReader

START = datetime(2026, 1, 1, tzinfo=timezone.utc)
END = START + timedelta(days=300)
DATE = "Mon, 02 Mar 2026 07:30:15 GMT"


class Shelf:
    """A back end's requests: one every `step`, newest first, at most `cap` per answer."""

    def __init__(self, count: int, step: timedelta = timedelta(hours=7), cap: int = 1000) -> None:
        self.rows = [(str(number), START + step * number) for number in range(count)]
        self.cap = cap
        self.ignores_dates = False
        self.ignores_pages = False
        self.page_max = 10_000
        self.clamps = False

    def __call__(self, call) -> Answer:
        asked = call.asked
        rows = list(reversed(self.rows))
        if not self.ignores_dates:
            rows = [row for row in rows if asked["start_date"] <= _text(row[1]) < asked["end_date"]]
        if "page" in asked and not self.ignores_pages:
            size = min(int(asked["page_size"]), self.page_max)
            page = int(asked["page"])
            if self.clamps:
                page = max(1, min(page, -(-len(rows) // size)))
            return self.answer(rows[(page - 1) * size : page * size])
        return self.answer(rows[: self.cap])

    def answer(self, rows) -> Answer:
        body = [
            {"service_request_id": number, "status": "open", "requested_datetime": _text(at)} for number, at in rows
        ]
        return Answer(body, headers={"Date": DATE})


def _text(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def numbers(listing) -> set[str]:
    return {request.service_request_id for request in listing.requests}


@pytest.fixture
def shelve(back_end):
    def put(shelf):
        back_end.answers["/requests.json"] = shelf
        return shelf

    return put


def test_a_long_time_is_asked_in_spans_the_standard_allows(back_end, shelve, client):
    shelve(Shelf(15, timedelta(days=20)))
    listing = client.window(START, END)
    assert listing.complete
    assert len(listing.requests) == 15
    for call in back_end.calls:
        start, end = (datetime.fromisoformat(call.asked[name][:-1]) for name in ("start_date", "end_date"))
        assert end - start <= timedelta(days=90)


@pytest.mark.parametrize("cap", [1000, 100, 50, 25])
def test_what_a_cap_leaves_out_is_fetched_by_asking_for_less(shelve, client, cap):
    """The standard's cap of 1,000, and smaller ones that a server does not tell."""
    shelve(Shelf(1028, cap=cap))
    listing = client.window(START, END)
    assert listing.complete
    assert len(listing.requests) == 1028


def test_a_round_number_of_requests_is_no_reason_to_doubt(back_end, shelve, client):
    shelve(Shelf(100, timedelta(hours=1)))
    listing = client.window(START, START + timedelta(days=80))
    assert listing.complete
    assert len(listing.requests) == 100
    assert len(back_end.calls) < 30


def test_more_requests_in_one_second_than_an_answer_holds_is_said(shelve, client_of):
    shelve(Shelf(40, timedelta(0), cap=7))
    listing = client_of(row_cap=7).window(START - timedelta(seconds=30), START + timedelta(seconds=30))
    assert not listing.complete
    assert "2025-12-31T23:59:59Z" in listing.why or "2026-01-01T00:00:00Z" in listing.why


@pytest.mark.parametrize(("count", "complete"), [(33, True), (1500, False)])
def test_a_server_that_ignores_dates(back_end, shelve, client, count, complete):
    shelve(Shelf(count, timedelta(minutes=200))).ignores_dates = True
    listing = client.window(START + timedelta(days=20), START + timedelta(days=40))
    assert listing.complete is complete
    assert bool(listing.why) is not complete
    assert len(back_end.calls) < 5


def test_pages_are_read_to_the_end(back_end, shelve, client_of):
    shelve(Shelf(95, timedelta(hours=1)))
    listing = client_of(page_size=20).window(START, START + timedelta(days=30))
    assert listing.complete
    assert len(listing.requests) == 95
    asked = Counter(int(call.asked["page"]) for call in back_end.calls)
    assert all(asked[page] == 2 for page in range(1, 7))  # the second time proves that nothing moved
    assert max(asked) <= 9  # asked ahead, and not far
    assert all(asked[page] == 1 for page in asked if page > 6)  # only until the end is known


def test_a_server_with_smaller_pages_than_asked_is_read_to_the_end(shelve, client_of):
    shelve(Shelf(95, timedelta(hours=1))).page_max = 10
    listing = client_of(page_size=500).window(START, START + timedelta(days=30))
    assert listing.complete
    assert len(listing.requests) == 95


def test_a_server_that_repeats_its_last_page_for_ever_comes_to_an_end(back_end, shelve, client_of):
    shelve(Shelf(45, timedelta(hours=1))).clamps = True
    listing = client_of(page_size=20).window(START, START + timedelta(days=30))
    assert listing.complete
    assert len(listing.requests) == 45
    assert 8 <= len(back_end.calls) <= 11


@pytest.mark.parametrize("cap", [25, 100])
@pytest.mark.parametrize("count", [12, 1028])
def test_a_server_that_ignores_paging(shelve, client_of, count, cap):
    shelf = shelve(Shelf(count, timedelta(hours=1), cap=cap))
    shelf.ignores_pages = True
    listing = client_of(page_size=100).window(START, START + timedelta(days=80))
    assert listing.complete
    assert len(listing.requests) == count


@pytest.mark.parametrize("size", [0, 7])
def test_q27_no_paging_parameter_unless_offered(back_end, shelve, client_of, size):
    shelve(Shelf(3))
    client_of(page_size=size).window(START, START + timedelta(days=3))
    assert ("page" in back_end.calls[0].asked) is bool(size)


def test_a_request_that_vanishes_between_two_pages_hides_no_other(back_end, shelve, client_of):
    shelf = shelve(Shelf(60, timedelta(hours=1)))

    def moving(call):
        answer = shelf(call)
        if len(back_end.calls) == 1:
            del shelf.rows[-1]  # the newest: all later rows move up by one, one of them off page 2
        return answer

    back_end.answers["/requests.json"] = moving
    listing = client_of(page_size=20).window(START, START + timedelta(days=30))
    assert listing.complete
    assert numbers(listing) >= {str(number) for number in range(59)}
    assert len({call.asked["start_date"] for call in back_end.calls}) > 1  # two passes differed: asked in parts


def test_the_last_second_of_the_window_is_in_it(shelve, client):
    """`end_date` excludes itself on this server, as on FixMyStreet's."""
    shelve(Shelf(2, timedelta(days=1)))
    assert numbers(client.window(START, START + timedelta(days=1))) == {"0", "1"}


def test_q36_one_bad_spot_is_left_out_and_named(back_end, shelve, client):
    shelf = shelve(Shelf(200, timedelta(hours=10)))
    bad = "2026-01-31T10:00:00Z"

    def stumbling(call):
        if call.asked["start_date"] <= bad < call.asked["end_date"]:
            return Answer("<html>Traceback</html>", 500, "text/html")
        return shelf(call)

    back_end.answers["/requests.json"] = stumbling
    listing = client.window(START, START + timedelta(days=85))
    assert not listing.complete
    assert "2026-01-31T" in listing.why
    assert len(listing.requests) >= 199


def test_a_span_too_large_to_read_is_asked_in_parts(back_end, shelve, client):
    shelf = shelve(Shelf(50, timedelta(hours=10)))

    def broken_when_long(call):
        answer = shelf(call)
        return answer if len(answer.body) < 30 else Answer('[{"service_request_id": "1", "stat')

    back_end.answers["/requests.json"] = broken_when_long
    listing = client.window(START, START + timedelta(days=85))
    assert listing.complete
    assert len(listing.requests) == 50


@pytest.mark.parametrize(
    ("answer", "error", "calls"),
    [
        (Answer("", 500), ServerFailed, 8),
        (Answer("<html>Login</html>"), Unreadable, 1),
        (Answer([{"code": 403, "description": "key"}], 403), KeyRefused, 1),
        (Answer([{"code": 404, "description": "Unknown jurisdiction"}], 404), NotFound, 1),
        (Answer("", 429, headers={"Retry-After": "3"}), Throttled, 1),
    ],
)
def test_a_back_end_that_is_down_or_elsewhere_is_soon_given_up(back_end, client, answer, error, calls):
    back_end.answers["/requests.json"] = answer
    with pytest.raises(error):
        client.window(START, START + timedelta(days=85))
    assert len(back_end.calls) == calls


def test_no_network_is_an_error_and_no_empty_list():
    client = Open311Client(HttpSession(), Endpoint("http://127.0.0.1:1"))
    with pytest.raises(ConnectRefused):
        client.window(START, END)


def test_the_time_of_the_server_is_told(shelve, client):
    shelve(Shelf(1))
    assert client.window(START, END).server_time == datetime(2026, 3, 2, 7, 30, 15, tzinfo=timezone.utc)


def test_changes_are_asked_only_of_a_back_end_that_can_tell(back_end, shelve, client_of):
    shelf = shelve(Shelf(3))
    shelf.ignores_dates = True
    refused = client_of().window(START, END, updated=True)
    assert not refused.complete
    assert refused.why
    assert not back_end.calls
    client_of(updated_after=True).window(START, START + timedelta(days=2), updated=True, service_code="é")
    assert set(back_end.calls[0].asked) == {"jurisdiction_id", "updated_after", "updated_before", "service_code"}


@settings(max_examples=60, deadline=None)
@given(
    seconds=st.lists(st.integers(0, 3600 * 24 * 200), max_size=120),
    cap=st.integers(2, 30),
    paged=st.integers(0, 9),
    newest_first=st.booleans(),
)
def test_what_is_called_complete_is_complete(seconds, cap, paged, newest_first):
    """Whatever the requests, the cap and the order: nothing of the window is missing unless it is said."""
    instants = [START + timedelta(seconds=later) for later in seconds]
    rows = [ServiceRequest(str(number), "open", requested_datetime=at) for number, at in enumerate(instants)]
    rows.sort(key=lambda row: row.requested_datetime, reverse=newest_first)
    calls = 0

    def fetch(start, end, page):
        nonlocal calls
        calls += 1
        found = [row for row in rows if start <= row.requested_datetime < end]
        return Page(tuple(found[(page - 1) * paged : page * paged] if page else found[:cap]), None)

    until = START + timedelta(days=150)
    listing = WindowReader(fetch, lambda row: row.requested_datetime, cap, paged).read(START, until)
    wanted = {row.service_request_id for row in rows if row.requested_datetime <= until}
    assert calls <= CALLS_MAX + 2
    assert numbers(listing) >= wanted or not listing.complete
    assert listing.complete or listing.why
