"""Probing: each oddity of a back end is found out by asking, nothing is created, and nothing private is repeated."""
from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta, timezone

import pytest
from rue311.plugin.net import Cancelled, CancelToken, ConnectRefused, HttpSession, Limits
from rue311.plugin.open311 import Capabilities, Endpoint, Open311Error, Refused, Unreadable
from rue311.plugin.open311.asking import span
from rue311.plugin.open311.point import Point, capabilities_from
from rue311.plugin.open311.point_words import Mark, say
from rue311.plugin.open311.probe import probe_endpoint
from rue311.plugin.sandbox import SandboxServer

NOW = datetime.now(timezone.utc).replace(microsecond=0)
SERVICES = [{"service_code": "001", "service_name": "Nid-de-poule", "metadata": False, "type": "realtime"}]


def text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def row(number, age_days, **more):
    made = NOW - timedelta(days=age_days)
    return {"service_request_id": str(number), "status": "open", "service_code": "001", "description": "Trou",
            "requested_datetime": text(made), "updated_datetime": text(made + timedelta(hours=1)), **more}


class Lists:
    """GET requests of a back end. honours: the parameters that it heeds; refuses: those that it answers 400 to."""

    def __init__(self, rows, honours=(), refuses=(), cap=10_000, max_page=10_000):
        self.rows, self.honours, self.refuses, self.cap, self.max_page = rows, honours, refuses, cap, max_page

    def __call__(self, call):
        answer = sys.modules["plain_back_end"].Answer
        asked = call.asked
        for name in asked:
            if name in self.refuses:
                return answer([{"code": 400, "description": f"unknown parameter {name}"}], 400)
        rows = [one for one in self.rows if self._kept(one, asked)]
        if "page" in self.honours and "page" in asked:
            size = min(int(asked.get("page_size", 50)), self.max_page)
            start = (int(asked["page"]) - 1) * size
            return answer(rows[start : start + size])
        return answer(rows[: self.cap])

    def _kept(self, one, asked):
        made, changed = one.get("requested_datetime", ""), one.get("updated_datetime", "")
        limits = {"start_date": lambda v: made >= v, "end_date": lambda v: made <= v,
                  "updated_after": lambda v: changed >= v, "updated_before": lambda v: changed <= v}
        return all(limits[name](value) for name, value in asked.items() if name in limits and name in self.honours)


ALL = ("start_date", "end_date", "updated_after", "updated_before", "page")


@pytest.fixture
def probe(back_end, http):
    """probe(requests=Lists(…), …): the points by name, of a back end that answers so."""
    answer = sys.modules["plain_back_end"].Answer

    def run(requests=None, *, jurisdiction="", path="", key="k3y", **paths):
        back_end.answers.setdefault("/services.json", answer(SERVICES))
        back_end.answers["/requests.json"] = requests or Lists([row(n, n) for n in range(1, 13)], ALL)
        back_end.answers.update(paths)
        points = probe_endpoint(http, Endpoint(back_end.url + path, jurisdiction, key))
        assert {call.method for call in back_end.calls} == {"GET"}
        assert len({point.name for point in points}) == len(points)
        return {point.name: point for point in points}

    return run


# -- a whole back end ---------------------------------------------------------------------------------------------


def test_the_sandbox_is_found_out_whole_and_nothing_is_created(tmp_path, root):
    session = HttpSession(limits=Limits(connect_s=5, idle_s=5, total_s=20))
    with SandboxServer(tmp_path / "s", demo=root / "resources" / "demo", jurisdictions=("valombre.example",)) as server:
        endpoint = Endpoint(f"{server.url}/discovery.json", "valombre.example")
        steps = []
        points = probe_endpoint(session, endpoint, progress=lambda share, words: steps.append(share))
        again = probe_endpoint(session, endpoint)
    session.close()
    found = {point.name: point.value for point in points}
    assert (found["endpoint"], found["test_system"]) == (server.url, True)
    assert (found["json"], found["xml"], found["listing"], found["by_number"]) == (True, True, True, True)
    able = capabilities_from(points)
    assert (able.format, able.page_size, able.updated_after, able.updates) == ("json", 500, True, True)
    assert (found["date_window"], found["time_zone"], found["personal_fields"]) == (True, True, [])
    assert found["media"] is found["multivalue"] is found["answer"] is found["key_accepted"] is None
    listed = [next(one.evidence for one in some if one.name == "listing") for some in (points, again)]
    assert listed[0] == listed[1]  # as many service requests as before
    assert steps == sorted(steps)


def test_every_point_has_words_and_evidence(probe):
    for point in probe().values():
        mark, words = say(point.name, point.value)
        assert words != point.name
        assert isinstance(mark, Mark)
        assert point.evidence
        json.dumps(point.as_mapping())


def test_a_back_end_without_updates_says_what_it_means_for_triage(probe):
    point = probe()["updates"]
    assert point.value is False
    assert say("updates", False) == (
        Mark.MISSING, "This back end cannot change a status: triage stays on your side.")


# -- where it is --------------------------------------------------------------------------------------------------


def test_discovery_one_step_above_is_found(probe, back_end):
    answer = sys.modules["plain_back_end"].Answer
    endpoint = {"specification": "http://wiki.open311.org/GeoReport_v2", "type": "production",
                "url": back_end.url + "/there", "formats": ["text/xml"]}
    found = probe(path="/there", **{
        "/discovery.json": answer({"endpoints": [endpoint]}), "/there/services.json": answer(SERVICES),
        "/there/requests.json": answer([])})
    assert found["discovery"].value is True
    assert found["test_system"].value is False


def test_of_several_endpoints_production_is_used(back_end, http):
    answer = sys.modules["plain_back_end"].Answer
    named = [{"specification": "http://wiki.open311.org/GeoReport_v2", "type": kind, "url": f"{back_end.url}/{kind}",
              "formats": ["application/json"]} for kind in ("test", "production")]
    back_end.answers["/discovery.json"] = answer({"endpoints": named})
    for kind in ("test", "production"):
        back_end.answers[f"/{kind}/services.json"] = answer(SERVICES)
    points = probe_endpoint(http, Endpoint(back_end.url + "/discovery.json"))
    assert next(one.value for one in points if one.name == "endpoint") == f"{back_end.url}/production"


@pytest.mark.parametrize("paths", ["bare", "capital"])
def test_addresses_without_ending_are_tried(back_end, http, paths):
    answer = sys.modules["plain_back_end"].Answer
    back_end.answers["/services" if paths == "bare" else "/Services"] = answer(SERVICES)
    back_end.answers["/requests" if paths == "bare" else "/Requests"] = answer([row(1, 1)])
    points = {one.name: one.value for one in probe_endpoint(http, Endpoint(back_end.url))}
    assert (points["paths"], points["listing"]) == (paths, True)
    assert capabilities_from([Point("paths", paths, "", NOW)]).paths == paths


def test_xml_is_used_where_json_has_less(probe, back_end):
    plain = sys.modules["plain_back_end"]
    two = "".join(f"<service><service_code>{n}</service_code><service_name>S{n}</service_name></service>" for n in "12")
    found = probe(**{"/services.xml": plain.xml(f"<services>{two}</services>"),
                     "/requests.xml": plain.xml("<service_requests/>")})
    assert found["format"].value == "xml"
    assert found["services"].value == 2


def test_nobody_there_is_an_error_and_no_list_of_points(http):
    with pytest.raises(ConnectRefused):
        probe_endpoint(http, Endpoint("http://127.0.0.1:9/v2"))


def test_a_login_page_is_no_back_end(back_end, http):
    page = sys.modules["plain_back_end"].Answer("<!DOCTYPE html><html><body>Login</body></html>", 200, "text/html")
    for path in ("/services.json", "/services.xml"):
        back_end.answers[path] = page
    with pytest.raises(Unreadable, match="login"):
        probe_endpoint(http, Endpoint(back_end.url))


def test_a_missing_jurisdiction_is_told_in_the_servers_words(back_end, http):
    answer = sys.modules["plain_back_end"].Answer
    back_end.answers["/services.json"] = answer([{"code": 400, "description": "jurisdiction_id was not provided"}], 400)
    with pytest.raises(Refused, match="jurisdiction_id was not provided"):
        probe_endpoint(http, Endpoint(back_end.url))


def test_a_required_jurisdiction_is_noticed(probe, back_end):
    answer = sys.modules["plain_back_end"].Answer
    back_end.answers["/services.json"] = lambda call: answer(SERVICES) if call.asked.get("jurisdiction_id") else answer(
        [{"code": 404, "description": "Jurisdiction"}], 404)
    assert probe(jurisdiction="namur.be")["jurisdiction_required"].value is True


# -- lists --------------------------------------------------------------------------------------------------------


def test_pages_that_are_ignored(probe):
    found = probe(Lists([row(n, n) for n in range(1, 13)], ("start_date", "end_date")))
    assert found["page_size"].value == 0
    assert found["row_cap"].value is None


def test_pages_that_are_refused(probe):
    found = probe(Lists([row(n, n) for n in range(1, 13)], ALL, refuses=("page", "rue311_unknown")))
    assert (found["page_size"].value, found["strict"].value) == (0, True)
    assert "unknown parameter page" in found["page_size"].evidence


def test_pages_that_are_smaller_than_asked_for(probe):
    found = probe(Lists([row(n, n / 10) for n in range(1, 90)], ALL, cap=50, max_page=25))
    assert (found["page_size"].value, found["row_cap"].value) == (25, 50)


def test_a_page_size_that_is_too_large_is_not_used(probe):
    class Shy(Lists):
        def __call__(self, call):
            if int(call.asked.get("page_size", 1)) > 100:
                return sys.modules["plain_back_end"].Answer([{"code": 400, "description": "too large"}], 400)
            return super().__call__(call)

    assert probe(Shy([row(n, n / 10) for n in range(1, 30)], ALL))["page_size"].value == 100


def test_a_full_plain_list_is_taken_for_the_cap(probe):
    found = probe(Lists([row(n, n / 100) for n in range(1, 151)], ("start_date", "end_date"), cap=100))
    assert found["row_cap"].value == 100
    assert capabilities_from(found.values()).row_cap == 100


@pytest.mark.parametrize(("honours", "refuses", "value"), [
    (ALL, (), True), (("start_date", "end_date"), (), False), (ALL, ("updated_after",), False)])
def test_updated_after_is_believed_only_where_the_answer_shows_it(probe, honours, refuses, value):
    found = probe(Lists([row(n, n) for n in range(1, 13)], honours, refuses))
    assert found["updated_after"].value is value


def test_updated_after_without_an_end(probe):
    found = probe(Lists([row(n, n) for n in range(1, 13)], ALL, refuses=("updated_before",)))
    assert (found["updated_after"].value, found["updated_before"].value) == (True, False)


def test_swapped_dates(probe):
    class Swapped(Lists):
        def _kept(self, one, asked):
            turned = {**asked, "start_date": asked.get("end_date", ""), "end_date": asked.get("start_date", "9")}
            return super()._kept(one, turned)

    found = probe(Swapped([row(n, n) for n in range(1, 13)], ALL))
    assert (found["date_window"].value, found["swapped_dates"].value) == (True, True)


def test_dates_that_may_not_have_a_zone(probe):
    class Bare(Lists):
        def __call__(self, call):
            if any(value.endswith("Z") for name, value in call.asked.items() if name == "start_date"):
                return sys.modules["plain_back_end"].Answer([{"code": 400, "description": "bad date"}], 400)
            return super().__call__(call)

    found = probe(Bare([row(n, n) for n in range(1, 13)], ALL))
    assert (found["bare_dates"].value, found["date_window"].value) == (True, True)


def test_dates_that_are_ignored(probe):
    found = probe(Lists([row(n, n) for n in range(1, 13)], ("page",)))
    assert found["date_window"].value is False


def test_local_time_that_is_called_utc(probe):
    ahead = [row(n, n) for n in range(1, 5)] + [row(9, -1.0 / 12)]
    found = probe(Lists(ahead, ALL))
    assert (found["time_zone"].value, found["local_time"].value) == (False, True)


def test_ninety_days_that_are_cut_silently(probe):
    class Cut(Lists):
        def _kept(self, one, asked):
            start, end = asked.get("start_date", ""), asked.get("end_date", "")
            wide = start and end and end[:10] > (datetime.fromisoformat(start[:10]) + timedelta(days=91)).isoformat()
            recent = one["requested_datetime"] >= text(NOW - timedelta(days=90))
            return super()._kept(one, asked) and (recent or not wide)

    found = probe(Cut([row(n, n * 12) for n in range(1, 16)], ALL))
    assert found["long_window"].value is False


def test_an_empty_back_end_leaves_questions_open(probe):
    found = probe(Lists([]))
    for name in ("page_size", "updated_after", "date_window", "by_number", "echo"):
        assert found[name].value is None, name
    assert capabilities_from(found.values()) == Capabilities()


def test_404_for_an_empty_list_is_understood(probe):
    answer = sys.modules["plain_back_end"].Answer([{"code": 404, "description": "No Service requests found"}], 404)
    found = probe(lambda call: answer)
    assert (found["listing"].value, found["empty_404"].value) == (True, True)


def test_a_back_end_that_cannot_list_still_has_points(probe):
    found = probe(lambda call: sys.modules["plain_back_end"].Answer([{"code": 403, "description": "staff only"}], 403))
    assert found["listing"].value is False
    assert "staff only" in found["listing"].evidence
    assert "services" in found


# -- questions, updates, persons ----------------------------------------------------------------------------------


def test_fields_for_programs_are_named_and_none_is_used_without_being_asked(probe, back_end):
    answer = sys.modules["plain_back_end"].Answer
    back_end.answers["/services.json"] = answer([{**SERVICES[0], "metadata": "true"}])
    definition = {"service_code": "001", "attributes": [
        {"code": "fixmystreet_id", "datatype": "string", "automated": "hidden_field", "required": "true"},
        {"code": "depth", "datatype": "number", "description": "Depth"}]}
    found = probe(**{"/services/001.json": answer(definition)})
    assert found["machine_fields"].value == ["fixmystreet_id"]
    assert found["reference_candidates"].value == ["fixmystreet_id"]
    assert capabilities_from(found.values()).reference_attribute == ""


def test_updates_that_want_a_key_are_neither_there_nor_absent(probe):
    answer = sys.modules["plain_back_end"].Answer
    refusal = answer([{"code": 403, "description": "api_key"}], 403)
    assert probe(**{"/servicerequestupdates.json": refusal})["updates"].value is None


def test_a_server_that_answers_everything_with_the_same_has_no_updates(probe):
    answer = sys.modules["plain_back_end"].Answer
    assert probe(**{"/servicerequestupdates.json": answer(SERVICES)})["updates"].value is False
    assert probe(**{"/servicerequestupdates.json": answer({"ok": True})})["updates"].value is False
    assert probe(**{"/servicerequestupdates.json": answer([])})["updates"].value is True


def test_fields_about_persons_are_named_and_what_stood_in_them_is_not(probe):
    rows = [row(n, n, requestor_name="Jeanne Martin", extended_attributes={
        "markaspot": {"author": "jeanne", "e-mail": "jeanne@example.org", "nid": 7}}) for n in range(1, 4)]
    found = probe(Lists(rows, ALL))
    assert found["personal_fields"].value == ["author", "e-mail", "requestor_name"]
    told = json.dumps([point.as_mapping() for point in found.values()]).lower()
    assert "jeanne" not in told
    assert say("personal_fields", ["author"])[0] is Mark.MISSING


def test_the_key_stands_in_no_point(probe):
    found = probe(key="s3cr3t-k3y")
    assert "s3cr3t-k3y" not in json.dumps([point.as_mapping() for point in found.values()])


def test_it_can_be_stopped_midway(back_end, http):
    token = CancelToken()
    back_end.answers["/services.json"] = sys.modules["plain_back_end"].Answer(SERVICES)

    def stop(_share, words):
        if "lists" in words:
            token.cancel()

    with pytest.raises(Cancelled):
        probe_endpoint(http, Endpoint(back_end.url), cancel=token, progress=stop)


# -- what follows -------------------------------------------------------------------------------------------------


def test_what_is_set_by_hand_wins_and_nonsense_is_refused():
    points = [Point("page_size", 50, "", NOW), Point("updates", None, "", NOW), Point("services", 3, "", NOW)]
    able = capabilities_from(points, {"updates": True, "page_size": 20})
    assert (able.page_size, able.updates) == (20, True)
    with pytest.raises(ValueError, match="media"):
        capabilities_from(points, {"media": "pigeon"})


def test_dates_are_asked_for_as_the_standard_has_them():
    moment = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=1)))
    assert span(moment, moment)[0] == ("start_date", "2026-03-01T11:00:00Z")


def test_trouble_in_the_middle_never_ends_the_probe(probe, back_end):
    found = probe(lambda call: sys.modules["plain_back_end"].Answer(b"[{" * 3))
    assert found["listing"].value is False
    assert issubclass(Unreadable, Open311Error)
