"""Switches that are turned while the back end works, and listings of a place."""
from __future__ import annotations

import math

import pytest
from rue311.plugin.sandbox import Behaviour, Switches
from rue311.plugin.sandbox.area import METRES_PER_DEGREE


def turn(back_end, **form):
    form.setdefault("api_key", "sandbox")
    return back_end.http.post(back_end.server.url + "/_sandbox/behaviour", data=form, timeout=5)


def test_switches_need_the_staff_key_and_show_themselves(back_end):
    assert turn(back_end, strict="true", api_key="public").status_code == 403
    assert back_end.get("/_sandbox/behaviour").status_code == 403
    shown = back_end.get("/_sandbox/behaviour", api_key="sandbox").json()
    assert shown == vars(Behaviour(batch_delay_s=60))
    assert turn(back_end, latency_s="0.01", strict="on").json() == {**shown, "latency_s": 0.01, "strict": True}
    assert back_end.server.switches.current.strict is True


def test_strictness_and_jurisdiction_are_turned_on_and_off(back_end):
    assert back_end.get("/services.json", odd="1").status_code == 200
    turn(back_end, strict="true", jurisdiction_required="true")
    assert back_end.get("/services.json", odd="1", jurisdiction_id="valombre.example").status_code == 400
    assert back_end.get("/services.json").status_code == 400
    turn(back_end, strict="false", jurisdiction_required="false")
    assert back_end.get("/services.json", odd="1").status_code == 200


def test_moderation_holds_for_what_arrives_from_then_on(back_end, clock):
    back_end.report(description="avant")
    turn(back_end, moderation_s="600")
    back_end.report(description="pendant")
    assert [row["description"] for row in back_end.listed()] == ["avant"]
    turn(back_end, moderation_s="0")
    assert [row["description"] for row in back_end.listed()] == ["avant"]
    clock.advance(seconds=601)
    assert len(back_end.listed()) == 2


def test_batch_delay_can_be_made_none(back_end):
    turn(back_end, batch_delay_s="0")
    token = back_end.report(service_code="eclairage").json()[0]["token"]
    assert back_end.get(f"/tokens/{token}.json").json()[0]["service_request_id"] == "1001"


@pytest.mark.parametrize("form", [
    {"speed": "1"}, {"latency_s": "-1"}, {"latency_s": "nan"}, {"latency_s": "1e9"}, {"latency_s": ""},
    {"strict": "maybe"}, {"moderation_s": "99999"}, {"strict": "true", "latency_s": "x"},
])
def test_a_switch_that_cannot_be_read_turns_none(back_end, form):
    before = back_end.server.switches.current
    answer = turn(back_end, **form)
    assert answer.status_code == 400
    assert answer.json()[0]["description"]
    assert back_end.server.switches.current == before


def test_switches_in_the_same_process():
    switches = Switches(Behaviour())
    assert switches.turn({"latency_s": 2, "strict": True}) == Behaviour(latency_s=2.0, strict=True)
    with pytest.raises(ValueError, match="typo"):
        switches.turn({"typo": 1})


# -- where

LAT, LON = 50.3, 4.95
PER_LON = METRES_PER_DEGREE * math.cos(math.radians(LAT))


@pytest.fixture
def around(back_end):
    """Requests at 0, 90, 110 and 2000 m east, one 120 m to the north-east (in the 100 m box), one without a place."""
    for name, east, north in [("0", 0, 0), ("90", 90, 0), ("110", 110, 0), ("ne", 85, 85), ("2000", 2000, 0)]:
        back_end.report(description=name, lat=str(LAT + north / METRES_PER_DEGREE), long=str(LON + east / PER_LON))
    back_end.report(description="nowhere", lat=None, long=None, address_string="Rue du Pont 1")
    return lambda **params: sorted(row["description"] for row in back_end.listed(**params))


def test_a_circle_holds_what_is_in_it_and_no_corner_of_its_box(around):
    assert around(lat=LAT, long=LON, radius=100) == ["0", "90"]
    assert around(lat=LAT, long=LON, radius=115) == ["0", "110", "90"]
    assert around(lat=LAT, long=LON) == ["0", "110", "90", "ne"]
    assert len(around()) == 6


def test_a_box_is_west_south_east_north(around):
    side = 100 / METRES_PER_DEGREE, 100 / PER_LON
    box = f"{LON - side[1]},{LAT - side[0]},{LON + side[1]},{LAT + side[0]}"
    assert around(bbox=box) == ["0", "90", "ne"]
    assert around(bbox=box, status="closed") == []
    assert around(bbox=box, service_request_id="1005") == ["2000"]  # numbers override every filter


@pytest.mark.parametrize("params", [
    {"bbox": "1,2,3"}, {"bbox": "5,50,4,51"}, {"bbox": "nan,nan,nan,nan"}, {"bbox": "4,50,5,inf"}, {"bbox": "a,b,c,d"},
    {"lat": "50"}, {"long": "5"}, {"radius": "50"}, {"lat": "91", "long": "5"}, {"lat": "nan", "long": "5"},
    {"lat": "50", "long": "5", "radius": "0"}, {"lat": "50", "long": "5", "radius": "1e9"},
    {"lat": "50", "long": "5", "radius": "-3"}, {"lat": "50", "long": "5", "radius": "x"},
])
def test_a_place_that_cannot_be_is_400(back_end, params):
    assert back_end.get("/requests.json", **params).status_code == 400


def test_the_poles_do_not_break_it(back_end):
    assert back_end.listed(lat="90", long="0", radius="100") == []


def test_strict_mode_knows_the_area(start):
    back_end = start(behaviour=Behaviour(strict=True))
    assert back_end.get("/requests.json", lat="50", long="5", radius="10").status_code == 200
    assert back_end.get("/requests.json", bbox="4,50,5,51").status_code == 200
