"""Half addresses: a point with a radius, never a valid address, and no crossing where streets do not meet."""
from __future__ import annotations

import pytest
from rue311.plugin.addresses import Matcher
from rue311.plugin.geometry import transform

EAST, NORTH = 685_000.0, 628_000.0


def east_72(east):
    return transform(east, NORTH, "EPSG:3812", "EPSG:31370")[0]


@pytest.fixture
def matcher(best, make):
    """Rue Haute runs east; Rue Courte runs north from its 100 m; Rue Basse runs beside Rue Haute, 40 m south."""
    for place in range(20):
        along = f"{EAST + 15 * place:.3f}"
        best.add(str(1 + 2 * place), "Rue Haute", x=along, y=f"{NORTH:.3f}")
        best.add(str(1 + 2 * place), "Rue Basse", x=along, y=f"{NORTH - 40:.3f}")
        best.add(str(1 + place), "Rue Courte", x=f"{EAST + 100:.3f}", y=f"{NORTH + 15 + 15 * place:.3f}")
    best.add("1", "Rue Loin", x=f"{EAST + 5000:.3f}", y=f"{NORTH:.3f}")
    return Matcher(make(best.csv()))


@pytest.mark.parametrize(
    "line",
    [
        "coin de la Rue Haute et de la Rue Courte, 5000 Namur",
        "à l'angle de la rue Haute et de la rue Courte à Namur",
        "Rue Haute x Rue Courte, 5000 Namur",
        "carrefour rue Haute / rue Courte, Namur",
        "croisement Rue Haute et Rue Courte 5000 Namur",
    ],
)
def test_two_streets_that_meet(matcher, line):
    match = matcher.match_line(line)
    assert (match.level, match.verdict, match.position) == ("crossing", "to_review", "crossing")
    assert match.address.x == pytest.approx(east_72(EAST + 100), abs=15)
    assert match.radius >= 25


@pytest.mark.parametrize("other", ["Rue Basse", "Rue Loin"])
def test_streets_side_by_side_or_far_apart_do_not_meet(matcher, other):
    match = matcher.match_line(f"coin de la Rue Haute et de la {other}, 5000 Namur")
    assert (match.level, match.verdict, match.address) == ("none", "rejected", None)
    assert [change.why for change in match.changes] == ["do_not_meet"]
    assert {one.street for one in match.suggestions} == {"Rue Haute", other}


@pytest.mark.parametrize(
    ("line", "east"),
    [
        ("en face du 11 Rue Haute, 5000 Namur", 75),
        ("Rue Haute en face du 11, 5000 Namur", 75),
        ("entre le 11 et le 15 Rue Haute, 5000 Namur", 90),
        ("Rue Haute entre les n° 11 et 15, 5000 Namur", 90),
    ],
)
def test_beside_and_between_houses(matcher, line, east):
    match = matcher.match_line(line)
    assert (match.level, match.verdict, match.address.number) == ("vicinity", "to_review", "")
    assert match.address.x == pytest.approx(east_72(EAST + east), abs=2)
    assert match.radius >= 25


def test_an_unknown_neighbour_is_said(matcher):
    match = matcher.match_line("en face du 99 Rue Haute, 5000 Namur")
    assert (match.level, match.verdict) == ("street", "to_review")
    assert match.changes[-1].why == "not_in_register"


def test_an_unknown_street_makes_no_crossing(matcher):
    match = matcher.match_line("coin de la Rue Haute et de la Rue Zénobe Quintefeuille, 5000 Namur")
    assert (match.level, match.address) == ("none", None)
