"""Reports on their way over a bad line: each one arrives once, or says that it is in doubt."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from rue311.plugin.incidents import OpKind, OpState, Person
from rue311.plugin.net import CancelToken
from rue311.plugin.open311 import Endpoint, Open311Client, Throttled, Unreadable
from rue311.plugin.sync import Interrupted, PausedByServer

LOST_ANSWERS = ["drop_after_commit", "error_502_after_commit", "truncated"]
NOTHING_KEPT = ["drop_before", "html", "empty", "error_503"]


@pytest.mark.parametrize("fault", LOST_ANSWERS)
def test_answer_lost_after_commit_is_not_sent_again(office, server, fault):
    server.faults.plan(fault, path="/requests")
    ref = office.report()

    assert office.sync("push").ambiguous == 1
    assert office.state(ref) is OpState.AMBIGUOUS
    assert office.count(ref) == 1

    office.sync("push")
    assert office.state(ref) is OpState.AMBIGUOUS  # the settle time has not passed
    office.wait()
    assert office.sync("push").confirmed == 1
    assert office.state(ref) is OpState.CONFIRMED
    assert office.count(ref) == 1  # a naive client makes it 2
    assert office.store.incident(ref).service_request_id in office.upstream()


@pytest.mark.parametrize("fault", NOTHING_KEPT)
def test_what_never_arrived_goes_again_once_its_absence_is_proven(office, server, fault):
    server.faults.plan(fault, path="/requests")
    ref = office.report()
    office.sync("push")
    assert office.state(ref) is OpState.AMBIGUOUS
    assert office.count(ref) == 0
    office.wait()
    result = office.sync("push")
    assert (result.pushed, result.confirmed) == (1, 1)
    assert office.count(ref) == 1


def test_the_whole_story_is_in_the_events(office, server):
    server.faults.plan("drop_before", path="/requests")
    ref = office.report()
    office.sync("push")
    office.wait()
    office.sync("push")
    events = office.store.events(office.store.operations(ref=ref)[0].op_id)
    assert [(event.state, event.attempt) for event in events] == [
        (OpState.QUEUED, 0),
        (OpState.IN_FLIGHT, 1),
        (OpState.AMBIGUOUS, 1),
        (OpState.QUEUED, 1),
        (OpState.IN_FLIGHT, 2),
        (OpState.ACKNOWLEDGED, 2),
        (OpState.CONFIRMED, 2),
    ]


def test_a_login_page_is_noticed_before_anything_is_sent(office, server):
    server.faults.plan("html", times=-1, method="*")
    ref = office.report()
    result = office.sync("push")
    assert isinstance(result.trouble, Unreadable)
    assert (result.waiting, result.pushed) == (1, 0)
    assert office.state(ref) is OpState.QUEUED


def test_a_back_end_that_is_down_costs_nothing_and_the_report_goes_when_it_is_back(office, server):
    ref = office.report()
    server.stop()
    result = office.sync()
    assert result.trouble is not None
    assert office.state(ref) is OpState.QUEUED
    assert office.store.last_sync().trouble
    server.start()
    assert office.sync().pushed == 1
    assert office.count(ref) == 1


def test_a_refused_report_is_shown_with_the_servers_words_and_stays(office):
    ref = office.report(service_code="inexistant")
    good = office.report()
    result = office.sync("push")
    assert (result.rejected, result.pushed) == (1, 1)
    operation = office.store.operations(ref=ref)[0]
    assert operation.state is OpState.REJECTED
    assert "service_code" in operation.words
    assert office.state(good) is OpState.CONFIRMED
    office.store.requeue(operation.op_id, office.author)
    assert office.sync("push").rejected == 1


def test_a_server_that_asks_for_silence_gets_it(office, server, monkeypatch):
    stopped = office.clock.now()  # a busy computer may take longer than the second of silence
    monkeypatch.setattr(office.clock, "now", lambda: stopped + office.clock.ahead)
    server.faults.plan("throttle_429", path="/requests")
    office.clock.stopped = datetime.now(timezone.utc)  # the silence it asks for is one second
    refs = [office.report() for _ in range(6)]
    result = office.sync("push", connections=1)
    assert office.state(refs[0]) is OpState.RETRY_WAIT
    assert isinstance(result.trouble, Throttled)
    assert result.pushed == 0  # the pause holds for the whole endpoint
    before = len(office.upstream())
    assert isinstance(office.sync("push").trouble, PausedByServer)
    assert len(office.upstream()) == before
    office.clock.ahead += timedelta(seconds=2)
    assert office.sync("push").pushed == 6


def test_three_failures_in_a_row_stop_the_batch(office, server):
    server.faults.plan("drop_before", times=-1, path="/requests")
    for _ in range(20):
        office.report()
    result = office.sync("push", connections=1)
    assert (result.ambiguous, result.waiting) == (3, 17)
    assert "several times in a row" in result.trouble.user


def test_a_wrong_key_condemns_no_report(office, server):
    refs = [office.report() for _ in range(3)]
    good = office.client
    office.client = Open311Client(
        office.session, Endpoint(server.url, "valombre.example", "wrong", good.endpoint.capabilities)
    )
    result = office.sync("push", connections=1)
    assert (result.rejected, result.waiting) == (0, 3)
    assert "key" in result.trouble.sentence
    office.client = good
    assert office.sync("push").pushed == 3
    assert [office.count(ref) for ref in refs] == [1, 1, 1]


def test_a_token_is_asked_for_and_never_sent_again(office):
    ref = office.report(service_code="eclairage")
    office.sync("push")
    assert office.state(ref) is OpState.ACKNOWLEDGED
    assert office.store.incident(ref).service_request_id == ""
    for _ in range(40):
        office.wait()
        if office.sync("push").confirmed:
            break
    assert office.state(ref) is OpState.CONFIRMED
    assert office.count(ref) == 1


def test_a_black_box_is_believed_and_never_sent_again(office):
    ref = office.report(service_code="suggestion")
    assert office.sync("push").pushed == 1
    assert office.state(ref) in {OpState.ACKNOWLEDGED, OpState.CONFIRMED}
    assert office.sync("push").pushed == 0


def test_a_lost_answer_of_a_black_box_needs_a_person(office, server):
    server.faults.plan("drop_before", path="/requests")
    ref = office.report(service_code="suggestion")
    office.sync("push")
    office.wait()
    result = office.sync("push")
    assert result.needs_human == 1
    assert office.state(ref) is OpState.NEEDS_HUMAN
    office.store.requeue(office.store.operations(ref=ref)[0].op_id, office.author)
    assert office.sync("push").pushed == 1


def test_a_back_end_that_does_not_echo_proves_nothing(office, server):
    office.able(echo=False)
    server.faults.plan("drop_before", path="/requests")
    ref = office.report()
    office.sync("push")
    office.wait()
    office.sync("push")
    assert office.state(ref) is OpState.NEEDS_HUMAN


def test_a_list_that_may_lack_something_proves_nothing(office, server):
    class Forgetful(type(office.client)):
        def window(self, *args, **options):
            return replace(super().window(*args, **options), complete=False, why="trop")

    office.client_class = Forgetful
    office.able()
    server.faults.plan("drop_before", path="/requests")
    ref = office.report()
    office.sync("push")
    office.wait()
    office.sync("push")
    assert office.state(ref) is OpState.NEEDS_HUMAN


def test_a_report_that_stands_twice_at_the_back_end_is_shown_twice_and_not_hidden(office, server):
    server.faults.plan("drop_after_commit", path="/requests")
    ref = office.report()
    office.sync("push")
    office.create_upstream(f"Sacs déposés\n[ref:{ref}]")
    office.wait()
    result = office.sync("push")
    assert office.state(ref) is OpState.DUPLICATE_UPSTREAM
    assert result.needs_human == 1
    shown = office.store.incidents()
    assert len(shown) == 2
    assert {incident.duplicate_of for incident in shown} == {"", ref}


def test_a_computer_set_three_days_wrong_between_sending_and_looking_decides_nothing(office, server):
    office.able(settle_s=3600)
    server.faults.plan("drop_before", path="/requests")
    ref = office.report()
    office.sync("push")
    office.clock.ahead = timedelta(days=3)
    office.sync("push")
    assert office.state(ref) is OpState.AMBIGUOUS  # a naive client takes the three days for settle time
    office.clock.ahead = timedelta(days=-3)
    office.sync("push")
    assert office.state(ref) is OpState.AMBIGUOUS


@pytest.mark.parametrize("days", [-3, 3])
def test_a_computer_that_is_always_three_days_wrong_sends_and_finds_all_the_same(office, server, days):
    office.clock.ahead = timedelta(days=days)
    other = office.create_upstream("d'un passant")
    server.faults.plan("drop_after_commit", path="/requests")
    ref = office.report()
    office.sync()
    office.wait()
    office.sync()
    assert office.state(ref) is OpState.CONFIRMED
    assert office.count(ref) == 1
    assert other in {incident.service_request_id for incident in office.store.incidents()}


def test_everything_of_a_report_arrives(office):
    person = Person("Yvette", "Lapersonne", "yvette@example.org", "0470 11 22 33")
    ref = office.report(
        description="Trou près de l'école", service_code="nid-de-poule", attributes={"taille": ("grand",)},
        address="Rue Haute 7, 9931 Valombre", person=person,
    )
    assert office.sync("push").confirmed == 1
    (request,) = office.upstream().values()
    assert request.description == f"Trou près de l'école\n[ref:{ref}]"
    assert (request.lat, request.lon) == (50.3, 4.95)
    assert request.address == "Rue Haute 7, 9931 Valombre"
    incident = office.store.incident(ref)
    assert incident.description == "Trou près de l'école"
    assert incident.service_name == "Nid-de-poule"
    assert incident.delivery is None


def test_the_reference_goes_into_the_attribute_that_the_profile_names(office):
    sent = []

    class Watching(type(office.client)):
        def create(self, new, *, idempotency_key):
            sent.append((new, idempotency_key))
            return super().create(new, idempotency_key=idempotency_key)

    office.client_class = Watching
    office.able(reference_attribute="external_id")
    ref = office.report()
    office.sync("push")
    ((new, key),) = sent
    assert new.description == "Sacs déposés"
    assert new.attributes == {"external_id": (ref,)}
    assert key == office.store.operations(ref=ref)[0].op_id


def test_photos_leave_with_the_report_and_are_confirmed_with_it(office, server, tmp_path):
    photo = tmp_path / "été.gif"
    photo.write_bytes(b"GIF89a\x07\x00\x09\x00" + b"\0" * 20)
    server.faults.plan("drop_after_commit", path="/requests")
    ref = office.report(photos=(photo,))
    office.sync("push")
    office.wait()
    office.sync("push")
    assert office.state(ref, OpKind.MEDIA) is OpState.CONFIRMED
    (request,) = office.upstream().values()
    assert request.media_url
    assert office.store.incident(ref).delivery is None


def test_photos_that_the_back_end_cannot_take_stay_here_and_say_so(office, tmp_path):
    office.able(media="none")
    photo = tmp_path / "photo.gif"
    photo.write_bytes(b"GIF89a\x07\x00\x09\x00" + b"\0" * 20)
    ref = office.report(photos=(photo,))
    office.sync("push")
    assert office.state(ref) is OpState.CONFIRMED
    assert office.state(ref, OpKind.MEDIA) is OpState.KEPT
    assert "takes no photos" in office.store.operations(ref=ref)[-1].words


def test_a_photo_whose_file_is_gone_does_not_hold_up_the_report(office, tmp_path):
    photo = tmp_path / "photo.gif"
    photo.write_bytes(b"GIF89a\x07\x00\x09\x00" + b"\0" * 20)
    ref = office.report(photos=(photo,))
    office.store.photos(ref)[0].path.unlink()
    office.sync("push")
    assert office.state(ref) is OpState.CONFIRMED
    assert office.state(ref, OpKind.MEDIA) is OpState.NEEDS_HUMAN


def test_stopping_in_the_middle_leaves_everything_where_it_can_go_on(office):
    cancel = CancelToken()
    refs = [office.report() for _ in range(12)]
    seen = []

    def progress(fraction, _text):
        seen.append(fraction)
        if 0.2 < fraction < 0.6:
            cancel.cancel()

    result = office.sync("push", connections=1, cancel=cancel, progress=progress)
    assert isinstance(result.trouble, Interrupted)
    assert 0 < result.pushed < 12
    assert result.pushed + result.waiting == 12
    assert office.sync("push").pushed == result.waiting
    assert [office.count(ref) for ref in refs] == [1] * 12


def test_a_question_that_is_new_since_the_report_was_written_is_asked_and_nothing_dropped(office):
    office.sync("pull")
    definition = office.store.definition("nid-de-poule")
    question = definition["attributes"][1]
    older = {**definition, "attributes": [{**question, "required": False}]}
    office.store.save_services(office.store.services(), {"nid-de-poule": older})
    ref = office.report(service_code="nid-de-poule")
    office.store.save_services(office.store.services(), {"nid-de-poule": definition})
    office.sync("push")
    operation = office.store.operations(ref=ref)[0]
    assert operation.state is OpState.NEEDS_HUMAN
    assert "Taille du trou" in operation.words
    assert office.store.incident(ref).description == "Sacs déposés"
