"""What others report and do: it all comes, once, and overwrites nothing that a person here decided."""
from __future__ import annotations

from dataclasses import replace

import pytest
from rue311.plugin.incidents import OpState, State, inbox
from rue311.plugin.incidents.abilities import How, KnownPoint
from rue311.plugin.incidents.reference import endpoint_key, ref_for
from rue311.plugin.open311 import ServerFailed
from rue311.plugin.sync import ListIncomplete

PLAIN = {"updates": False, "updated_after": False, "media": "none", "page_size": 0}


def test_what_others_report_comes_once(office):
    numbers = {office.create_upstream(f"Sacs {number}") for number in range(5)}
    first = office.sync("pull")
    assert first.pulled == 5
    assert {incident.service_request_id for incident in office.store.incidents()} == numbers
    second = office.sync("pull")
    assert (second.pulled, second.changed) == (0, frozenset())
    assert len(office.store.incidents()) == 5


def test_two_laptops_call_a_strangers_report_by_the_same_reference(offices, server):
    one, other = offices("portable 1"), offices("portable 2")
    number = one.create_upstream("Sacs")
    one.sync("pull")
    other.sync("pull")
    expected = ref_for(endpoint_key(server.url, "valombre.example"), number)
    assert [i.ref for i in one.store.incidents()] == [i.ref for i in other.store.incidents()] == [expected]


def test_our_own_report_is_not_doubled_on_the_colleagues_laptop_nor_here(offices):
    one, other = offices("portable 1"), offices("portable 2")
    ref = one.report()
    one.sync()
    other.sync("pull")
    one.sync("pull")
    assert [incident.ref for incident in one.store.incidents()] == [ref]
    (theirs,) = other.store.incidents()
    assert (theirs.ref, theirs.ours) == (ref, False)
    assert theirs.description == "Sacs déposés"


def test_a_report_whose_answer_was_lost_is_recognised_by_a_pull(office, server):
    server.faults.plan("drop_after_commit", path="/requests")
    ref = office.report()
    office.sync("push")
    office.sync("pull")
    assert office.state(ref) is OpState.CONFIRMED
    assert len(office.store.incidents()) == 1


@pytest.mark.parametrize("abilities", [{}, PLAIN])
def test_an_old_request_that_others_close_is_closed_here(office, abilities):
    number = office.create_upstream("Sacs")
    office.sync("pull")
    office.update_upstream(number, "closed", "Enlevé ce matin")
    office.able(**abilities)
    office.sync("pull")
    (incident,) = office.store.incidents()
    assert (incident.state, incident.server_status) == (State.CLOSED, "closed")
    assert any("Enlevé ce matin" in entry.text for entry in office.store.history(incident.ref))
    assert all(entry.origin == "back_end" for entry in office.store.history(incident.ref))


def test_the_same_update_read_twice_is_in_the_history_once(office):
    number = office.create_upstream("Sacs")
    office.update_upstream(number, "in_progress", "Équipe en route")
    office.sync("pull")
    office.sync("pull")
    (incident,) = office.store.incidents()
    assert incident.state is State.IN_PROGRESS
    assert len(office.store.history(incident.ref)) == 1


def test_a_change_of_ours_goes_out_and_is_seen(office):
    ref = office.report()
    office.sync()
    office.store.triage(ref, {"state": "planned"}, office.author, reason="semaine 12", note="vu")
    result = office.sync()
    assert (result.pushed, result.confirmed, result.conflicts) == (2, 2, 0)
    incident = office.store.incident(ref)
    assert (incident.delivery, incident.state) == (None, State.PLANNED)
    told = office.client.updates(office.clock.now().replace(year=2020), office.clock.now())
    assert {(one.status, one.description) for one in told} >= {("planned", "semaine 12"), ("unchanged", "vu")}


def test_steps_of_one_incident_arrive_in_their_order(office):
    ref = office.report()
    for state in ("accepted", "planned", "in_progress", "fixed", "closed"):
        office.store.triage(ref, {"state": state}, office.author)
    assert office.sync().pushed == 6
    assert office.upstream()[office.store.incident(ref).service_request_id].status == "closed"
    assert office.store.incident(ref).delivery is None
    assert office.sync().conflicts == 0


@pytest.mark.parametrize("fault", ["drop_after_commit", "truncated"])
def test_an_update_whose_answer_was_lost_is_found_by_its_id(office, server, fault):
    ref = office.report()
    office.sync()
    server.faults.plan(fault, path="/servicerequestupdates")
    office.store.note(ref, "vu sur place", office.author)
    office.store.triage(ref, {"state": "planned"}, office.author)
    office.sync("push")
    assert office.store.incident(ref).delivery is OpState.AMBIGUOUS
    office.wait()
    office.sync()
    assert office.store.incident(ref).delivery is None
    told = office.client.updates(office.clock.now().replace(year=2020), office.clock.now())
    assert sorted(one.status for one in told) == ["planned", "unchanged"]


def test_an_update_that_never_arrived_goes_again(office, server):
    ref = office.report()
    office.sync()
    server.faults.plan("drop_before", path="/servicerequestupdates")
    office.store.note(ref, "vu sur place", office.author)
    office.sync("push")
    office.wait()
    office.sync()
    assert office.store.incident(ref).delivery is None


def test_a_plain_back_end_gets_no_changes_and_we_say_so(office):
    office.able(**PLAIN)
    ref = office.report()
    office.store.triage(ref, {"state": "planned"}, office.author, note="vu")
    result = office.sync()
    assert (result.pushed, result.waiting) == (1, 0)
    incident = office.store.incident(ref)
    assert (incident.state, incident.delivery, incident.unsent) == (State.PLANNED, OpState.KEPT, 0)
    assert "takes no changes" in office.store.operations(ref=ref)[-1].words


@pytest.fixture
def conflict(office):
    """Both sides changed the state of one incident, and both were told."""
    number = office.create_upstream("Sacs")
    office.sync("pull")
    (incident,) = office.store.incidents()
    office.store.triage(incident.ref, {"state": "planned"}, office.author)
    office.update_upstream(number, "closed", "Fait par la Région")
    result = office.sync()
    assert (result.conflicts, result.needs_human, result.pushed) == (1, 1, 0)
    shown = office.store.incident(incident.ref)
    assert (shown.state, shown.server_status, shown.conflict) == (State.PLANNED, "closed", True)
    (conflict,) = office.store.conflicts(incident.ref)
    assert (conflict.base, conflict.mine, conflict.theirs) == ("new", "planned", "closed")
    return conflict


def test_a_conflict_is_asked_once_however_often_one_synchronises(office, conflict):
    assert office.sync().conflicts == 1
    assert office.store.conflicts() == [conflict]


def test_the_person_takes_theirs(office, conflict):
    office.store.resolve(conflict.conflict_id, False, office.author)
    result = office.sync()
    assert (result.conflicts, result.needs_human, result.pushed) == (0, 0, 0)
    assert office.store.incident(conflict.ref).state is State.CLOSED


def test_the_person_keeps_ours_and_it_is_sent(office, conflict):
    office.store.resolve(conflict.conflict_id, True, office.author)
    result = office.sync()
    assert (result.conflicts, result.needs_human, result.pushed) == (0, 0, 1)
    assert office.store.incident(conflict.ref).state is State.PLANNED
    (request,) = office.upstream().values()
    assert request.status == "open"


def test_what_is_closed_here_is_not_reopened_by_the_back_end(office):
    number = office.create_upstream("Sacs")
    office.sync("pull")
    (incident,) = office.store.incidents()
    office.store.triage(incident.ref, {"state": "closed"}, office.author)
    office.sync()
    assert office.upstream()[number].status == "closed"
    office.update_upstream(number, "reopen", "Toujours là")
    result = office.sync()
    assert result.conflicts == 1
    assert office.store.incident(incident.ref).state is State.CLOSED


def test_a_row_that_a_list_leaves_out_is_not_gone(office):
    number = office.create_upstream("Sacs")
    office.sync("pull")

    class Leaving(type(office.client)):
        def window(self, *args, **options):
            return replace(super().window(*args, **options), requests=())

        def requests_by_id(self, ids):
            return ()

    office.client_class = Leaving
    office.able(updated_after=False)
    office.sync("pull")
    (incident,) = office.store.incidents()
    assert (incident.service_request_id, incident.missing_upstream) == (number, False)


def test_a_request_that_is_not_found_any_more_is_marked_and_kept_and_may_come_back(office):
    office.create_upstream("Sacs")
    office.sync("pull")

    class Forgotten(type(office.client)):
        def window(self, *args, **options):
            return replace(super().window(*args, **options), requests=())

        def requests_by_id(self, ids):
            return ()

        def request(self, service_request_id):
            return None

    found = office.client_class
    office.client_class = Forgotten
    office.able(updated_after=False)
    result = office.sync("pull")
    (incident,) = office.store.incidents()
    assert incident.missing_upstream
    assert result.changed == {incident.ref}
    office.client_class = found
    office.able()
    office.sync("pull")
    assert not office.store.incident(incident.ref).missing_upstream


def test_a_back_end_that_renumbers_keeps_one_incident(office):
    ref = office.report()
    office.sync()
    before = office.store.incident(ref).service_request_id

    class Renumbering(type(office.client)):
        def window(self, *args, **options):
            listing = super().window(*args, **options)
            moved = [replace(one, service_request_id="R-" + one.service_request_id) for one in listing.requests]
            return replace(listing, requests=tuple(moved))

        def request(self, service_request_id):
            return None if service_request_id == before else super().request(service_request_id)

    office.client_class = Renumbering
    office.able()
    office.sync("pull")
    (incident,) = office.store.incidents()
    assert (incident.ref, incident.service_request_id) == (ref, f"R-{before}")


def test_an_unfinished_list_is_stored_and_asked_again(office):
    number = office.create_upstream("Sacs")

    class Unfinished(type(office.client)):
        def window(self, *args, **options):
            return replace(super().window(*args, **options), complete=False, why="trop de lignes")

    whole = office.client_class
    office.client_class = Unfinished
    office.able()
    result = office.sync("pull")
    assert isinstance(result.trouble, ListIncomplete)
    key = endpoint_key(office.server.url, "valombre.example")
    assert inbox.cursor(office.store, key) == ""
    # what is known is followed all the same: one row that has no number yet must not stop every sync
    office.update_upstream(number, "closed", "Ramassé")
    office.sync("pull")
    assert office.store.incidents()[0].server_status == "closed"
    office.client_class = whole
    office.able()
    assert office.sync("pull").trouble is None
    assert inbox.cursor(office.store, key) != ""
    assert [incident.service_request_id for incident in office.store.incidents()] == [number]


def test_a_page_that_fails_half_way_leaves_the_cursor_where_it_was(office, monkeypatch):
    for number in range(3):
        office.create_upstream(f"Sacs {number}")
    insert, calls = inbox.insert, []

    def failing(*args, **options):
        calls.append(1)
        if len(calls) == 3:
            raise ServerFailed(500)
        insert(*args, **options)

    monkeypatch.setattr(inbox, "insert", failing)
    assert office.sync("pull").trouble is not None
    assert office.store.incidents() == []  # no partial page
    monkeypatch.setattr(inbox, "insert", insert)
    assert office.sync("pull").pulled == 3


def test_services_stay_known_without_network(office, server):
    office.sync("pull")
    server.stop()
    assert {service["service_code"] for service in office.store.services()} >= {"avaloir", "nid-de-poule"}
    assert office.store.definition("nid-de-poule")["attributes"]
    assert office.store.services_date() is not None


def test_a_change_of_ours_that_arrived_unheard_is_nobody_elses(office, server):
    ref = office.report()
    office.sync()
    office.store.triage(ref, {"state": "fixed"}, office.author)
    server.faults.plan("drop_after_commit", path="/servicerequestupdates")
    office.sync("push")  # it arrived, and the back end shows the request closed; nobody here knows
    office.store.triage(ref, {"state": "in_progress"}, office.author)
    office.sync("pull")
    assert office.store.conflicts(ref) == []
    office.wait()
    office.sync()
    assert office.store.conflicts(ref) == []
    assert office.store.incident(ref).state is State.IN_PROGRESS
    assert office.store.operations([OpState.NEEDS_HUMAN]) == []


def test_another_changeset_has_the_questions_asked_again(office):
    key = endpoint_key(office.server.url, "valombre.example")
    office.sync("pull")
    found = KnownPoint("discovery", True, "Discovery stands beside the endpoint.", How.PROBED, office.clock.now())
    office.store.save_capabilities(key, [found])
    asked, told = [], [""]

    class Telling(office.client_class):
        def definition(self, service_code):
            asked.append(service_code)
            return super().definition(service_code)

        def changeset(self):
            return told[0] or super().changeset()

    office.client_class = Telling
    office.able()
    office.sync("pull")
    assert asked  # nobody knew the changeset before
    asked.clear()
    office.sync("pull")
    assert asked == []
    told[0] = "2027-01-01 10:00"
    office.sync("pull")
    assert "nid-de-poule" in asked


def test_html_from_outside_is_text_like_any_other(office):
    payload = '<img src="file:///etc/passwd"> a < b & c'
    office.create_upstream(payload)
    office.sync("pull")
    assert office.store.incidents()[0].description == payload
