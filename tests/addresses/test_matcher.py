"""The right answer, or an honest one."""
from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rue311.plugin.addresses import ADR_FIELDS, Matcher


@pytest.fixture
def matcher(best, make):
    for number in ("1", "2", "5", "7", "9B", "12", "14", "12-14"):
        best.add(number, "Rue de la Station")
    best.add("12", "Rue de la Station", box_number="3").add("5", "Rue du Marronnier").add("5", "Place Albert 1er")
    best.add("3", "Avenue Jean Jaurès").add("8", "Rue Saint-Nicolas").add("8", "Rue des Combattants", x="0", y="0")
    best.add("5", "Rue Haute", street_id="a", postcode="5001").add("5", "Rue Haute", street_id="b", postcode="5002")
    best.add("9", "Rue Haute", street_id="b", postcode="5002")
    return Matcher(make(best.csv()))


@pytest.mark.parametrize(
    ("line", "level", "verdict", "number"),
    [
        ("Rue de la Station 5, 5000 Namur", "house", "valid", "5"),
        ("RUE DE LA STATION 5 5000 NAMUR", "house", "valid", "5"),
        ("5, r. de la Station - 5000 Namur", "house", "valid", "5"),
        ("B-5000 Namur, Rue de la Station 5", "house", "valid", "5"),
        ("Rue de la Station 5, 5000 Namen", "house", "valid", "5"),
        ("Rue Station 5, 5000", "house", "valid", "5"),
        ("Rue de la Station 12 bte 3, 5000 Namur", "box", "valid", "12"),
        ("Rue de la Station 12/3, 5000 Namur", "box", "valid", "12"),
        ("Rue de la Station 12-14, 5000 Namur", "house", "valid", "12-14"),
        ("Rue de la Station 9 b, 5000 Namur", "house", "valid", "9B"),
        ("Rue de la Station 12 bte 8, 5000 Namur", "house", "corrected", "12"),
        ("Rue de la Station 5-7, 5000 Namur", "house", "corrected", "5"),
        ("Rue de la Sttion 5, 5000 Namur", "house", "corrected", "5"),
        ("Rue de la Station 5, Namur", "house", "corrected", "5"),
        ("Rue de la Station 5, 5002 Namur", "house", "corrected", "5"),
        ("Marronnier 5, 5000 Namur", "house", "corrected", "5"),
        ("Av. J. Jaurès 3, 5000 Namur", "house", "corrected", "3"),
        ("R. St Nicolas 8, 5000 Namur", "house", "valid", "8"),
        ("Place Albert 1er 5, 5000 Namur", "house", "valid", "5"),
        ("Rue de la Station 5 2ème étage, 5000 Namur (en face de la gare)", "house", "valid", "5"),
        ("Rue de la Station 5C, 5000 Namur", "house", "to_review", "5"),
        ("Avenue de la Station 5, 5000 Namur", "house", "to_review", "5"),
        ("Rue de la Station 77, 5000 Namur", "street", "to_review", ""),
        ("Rue de la Station, 5000 Namur", "street", "to_review", ""),
    ],
)
def test_what_the_register_holds(matcher, line, level, verdict, number):
    match = matcher.match_line(line)
    assert (match.level, match.verdict, match.address.number) == (level, verdict, number)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("Rue Zénobe Quintefeuille 5, 5000 Namur", "none"),
        ("Rue du Tramway Perdu 5, 5000 Namur", "none"),
        ("Rue de la Station 5, 1000 Bruxelles", "none"),
        ("Rue du 11 Novembre 5, 5000 Namur", "none"),
        ("Rue Haute 5, Namur", "ambiguous"),
        ("Rue Haute 9, Namur", "ambiguous"),  # one of two has a 9: no proof that it is the one meant
        ("N4 BK 23.500", "not_an_address"),
        ("A26/E25 BK 42.480", "not_an_address"),
        ("BP 12, 5000 Namur", "not_an_address"),
        ("jean@example.org", "not_an_address"),
        ("0032 475 12 34 56", "not_an_address"),
        ("", "not_an_address"),
        ("?", "not_an_address"),
        ("5000 Namur", "locality"),
    ],
)
def test_honest_answers_bear_no_address_and_no_point(matcher, line, level):
    match = matcher.match_line(line)
    adr = match.as_adr()
    assert match.level == level
    assert match.verdict in ("rejected", "to_review")
    assert [adr[name] for name in ("adr_street_id", "adr_address_id")] == ["", ""]
    assert [adr[name] for name in ("adr_x", "adr_y", "adr_lat", "adr_lon")] == [None] * 4


def test_commune_breaks_a_tie(best, make):
    best.add("5", "Rue Basse", street_id="1")
    best.add("5", "Rue Basse", street_id="2", municipality_id="62063", municipality_name_fr="Liège", postcode="4000")
    register = make(best.csv())
    assert Matcher(register).match_line("Rue Basse 5").level == "ambiguous"
    match = Matcher(register, "62063").match_line("Rue Basse 5")
    assert (match.level, match.verdict, match.address.commune) == ("house", "to_review", "Liège")


def test_unknown_number_shows_its_neighbours(matcher):
    match = matcher.match_line("Rue de la Station 6, 5000 Namur")
    assert (match.level, match.code) == ("street", "C2")
    assert {"5", "7"} <= {suggestion.number for suggestion in match.suggestions} | {"5", "7"}
    assert match.suggestions[0].number in ("2", "12", "14", "12-14")  # the same side first
    assert match.position == "street"


def test_house_without_position_gets_none(matcher):
    adr = matcher.match_line("Rue des Combattants 8, 5000 Namur").as_adr()
    assert (adr["adr_level"], adr["adr_verdict"], adr["adr_position"]) == ("house", "valid", "none")
    assert adr["adr_lon"] is None


def test_public_fields_are_all_there_and_json_reads_back(matcher):
    for line in ("Rue de la Sttion 5, 5000 Namur", "Rue Haute 5, Namur", "x"):
        adr = matcher.match_line(line).as_adr()
        assert list(adr) == [name for name, _ in ADR_FIELDS]
        assert isinstance(json.loads(adr["adr_changes"]), list)
        assert len(json.loads(adr["adr_suggestions"])) <= 5
        assert 0 <= adr["adr_score"] <= 1
        assert 0 <= adr["adr_margin"] <= 1
        assert adr["adr_register_date"]


@pytest.mark.parametrize(
    "fields",
    [
        ("Rue de la Station", "12", "3", "5000", "Namur"),
        ("Rue de la Station 12 bte 3", "", "", "5000", "Namur"),
        ("Rue de la Station", "12 bte 3", "", "5000", ""),
        ("RUE DE LA STATION", "012", "bte 3", "B-5000", "NAMEN"),
        ("Rue de la Station", "12", "3", "5000.0", "Namur"),
    ],
)
def test_fields_in_every_way_lead_to_the_box(matcher, fields):
    match = matcher.match_fields(*fields)
    assert (match.level, match.address.number, match.address.box) == ("box", "12", "3")


def test_any_text_is_answered_without_trouble(sambreville):
    matcher = Matcher(sambreville)

    @given(st.text(max_size=80))
    def match(text):
        matcher.match_line(text).as_adr()
        matcher.match_fields(text, text[:5], text[5:8], text[8:12], text[12:]).as_adr()

    match()


@pytest.mark.real_data
def test_every_house_of_a_real_commune_is_valid_as_the_register_writes_it(sambreville):
    matcher = Matcher(sambreville)
    wrong = []
    for street in sambreville.streets:
        for house in sambreville.houses(street)[:3]:
            line = f"{street.name} {house.number}, {street.postcode} {street.commune.name}"
            match = matcher.match_line(line)
            if match.verdict != "valid" or match.address.address_id != house.address_id:
                wrong.append((line, match.level, match.verdict))
    assert wrong == []
