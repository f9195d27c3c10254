"""What a probe cannot know is learnt from the first real report, and used from then on."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from rue311.plugin.incidents import How, KnownPoint, OpKind, OpState, abilities
from rue311.plugin.incidents.reference import endpoint_key
from rue311.plugin.open311 import KeyRefused, Open311Client, Refused

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=timezone.utc)


def known(office):
    return {point.name: point for point in abilities.best(office.store.capabilities(key(office)))}


def key(office):
    return endpoint_key(office.server.url, "valombre.example")


def by_hand(office, **values):
    points = [KnownPoint(name, value, "said so", How.BY_HAND, NOW) for name, value in values.items()]
    office.store.save_capabilities(key(office), points)


def photo(folder: Path) -> Path:
    path = folder / "trou d'été.png"
    path.write_bytes(bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"))
    return path


def test_the_first_report_tells_number_key_echo_and_photo(office, tmp_path):
    assert known(office) == {}
    ref = office.report(photos=(photo(tmp_path),))
    office.sync()
    assert office.state(ref) is OpState.CONFIRMED
    found = known(office)
    assert {name: found[name].value for name in ("answer", "key_accepted", "media", "media_shown", "echo")} == {
        "answer": "number", "key_accepted": True, "media": "multipart", "media_shown": True, "echo": True}
    assert all(point.how is How.LEARNT for point in found.values())
    assert office.store.incident(ref).service_request_id in found["echo"].evidence
    assert "Sacs" not in " ".join(point.evidence for point in found.values())  # no free text in evidence


def test_an_update_that_was_taken_is_noted(office):
    ref = office.report()
    office.sync()
    office.store.triage(ref, {"state": "accepted"}, office.author)
    office.sync()
    assert known(office)["updates_taken"].value is True


class Forgetful(Open311Client):
    """A back end that rewrites every description."""

    def requests_by_id(self, *args, **kwargs):
        return tuple(replace(one, description="Texte relu") for one in super().requests_by_id(*args, **kwargs))


def test_a_back_end_that_drops_the_reference_makes_a_lost_answer_a_question_for_a_person(office, server):
    office.client_class = Forgetful
    office.able(echo=True)
    office.report()
    office.sync("push")
    assert known(office)["echo"].value is False

    office.client_class = Open311Client
    office.able(echo=True)  # the profile still believes the standard
    server.faults.plan("drop_before", path="/requests")
    second = office.report(description="Un autre")
    office.sync("push")
    office.wait()
    office.sync("push")
    assert office.state(second) is OpState.NEEDS_HUMAN  # not sent again on a proof that is none


def test_one_edited_description_does_not_unlearn_what_was_seen(office):
    office.report()
    office.sync("push")
    office.client_class = Forgetful
    office.able()
    office.report(description="Un autre")
    office.sync("push")
    assert known(office)["echo"].value is True


def test_what_a_person_set_by_hand_is_left_alone(office):
    by_hand(office, echo=False, key_accepted=None)
    office.report()
    office.sync()
    found = known(office)
    assert (found["echo"].value, found["echo"].how) == (False, How.BY_HAND)
    assert found["answer"].value == "number"


def test_a_new_probe_keeps_what_reports_taught(office):
    office.report()
    office.sync()
    office.store.save_capabilities(key(office), [
        KnownPoint("echo", None, "open", How.PROBED, NOW), KnownPoint("page_size", 50, "seen", How.PROBED, NOW)])
    found = known(office)
    assert (found["echo"].value, found["page_size"].value) == (True, 50)
    office.store.save_capabilities(key(office), [])
    assert "page_size" not in known(office)
    assert known(office)["echo"].value is True


class Refusing(Open311Client):
    words = ""
    status = 400
    kind = Refused

    def create(self, new, *, idempotency_key):
        self.sent = new
        raise self.kind(self.status, ((str(self.status), self.words),))


def test_brackets_that_are_refused_by_name_are_not_sent_again(office):
    office.client_class = Refusing
    office.able()
    office.client.words = "found unexpected entries: attribute[objets][]"
    ref = office.report(attributes={"objets": ("grille", "avaloir")})
    office.sync("push")
    assert office.state(ref) is OpState.REJECTED
    assert known(office)["multivalue"].value == "repeat"

    office.client_class = Open311Client
    office.able()
    office.sync("push")
    assert office.client.endpoint.capabilities.multivalue == "repeat"


def test_a_refusal_that_is_about_the_values_teaches_nothing(office):
    office.client_class = Refusing
    office.able()
    office.client.words = "attribute[objets] must be one of grille, avaloir"
    office.report(attributes={"objets": ("grille", "pont")})
    office.sync("push")
    assert "multivalue" not in known(office)


def test_a_key_that_is_refused_and_later_taken(office):
    office.client_class = Refusing
    office.able()
    office.client.kind, office.client.status = KeyRefused, 403
    office.report()
    office.sync("push")
    assert known(office)["key_accepted"].value is False
    office.client_class = Open311Client
    office.able()
    office.sync("push")
    assert known(office)["key_accepted"].value is True


class Chatty(Open311Client):
    """A back end that shows everybody who reported."""

    def window(self, *args, **kwargs):
        found = super().window(*args, **kwargs)
        return replace(found, requests=tuple(replace(one, withheld=("author", "e-mail")) for one in found.requests))


def test_fields_about_persons_are_reported_once_with_their_names(office):
    office.create_upstream("Banc cassé")
    office.client_class = Chatty
    office.able()
    office.sync("pull")
    point = known(office)["personal_fields"]
    assert point.value == ["author", "e-mail"]
    assert "author" in point.evidence


def test_two_back_ends_are_two_stories(office):
    office.report()
    office.sync()
    assert office.store.capabilities(endpoint_key("https://example.org/v2", "valombre.example")) == []
    assert office.state(office.store.incidents()[0].ref, OpKind.REPORT) is OpState.CONFIRMED
