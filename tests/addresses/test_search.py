"""Search as one types, and the nearest house."""
from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture
def register(best, make):
    for number in ("1", "2", "12", "12A", "120"):
        best.add(number, "Rue de l'Église-Saint-Loup")
    best.add("12", "Rue de l'Église-Saint-Loup", box_number="003")
    best.add("4", "Place du 11 Novembre").add("1830", "Route de Hannut")
    best.add("7", "Boulevard d'Herbatte", postcode="5002")
    return make(best.csv())


@pytest.mark.parametrize(
    "typed",
    [
        "rue de l'église saint loup 12",
        "RUE DE L'EGLISE ST LOUP 12",
        "r. eglise st-loup 12",
        "12 rue de l eglise",
        "12, rue de l'église-saint-loup, 5000 namur",
        "egl saint lou 12 nam",
        "église 5000 12",
        "rue de l’église 12",
    ],
)
def test_accents_case_hyphens_and_abbreviations_do_not_matter(register, typed):
    assert register.search(typed)[0].label == "Rue de l'Église-Saint-Loup 12, 5000 Namur"


def test_every_letter_typed_keeps_the_address_in_reach(register):
    text = "boulevard d'herbatte 7"
    for end in range(3, len(text) + 1):
        assert "Boulevard d'Herbatte" in [found.street for found in register.search(text[:end])], text[:end]


def test_numbers_that_begin_so_follow_the_exact_one(register):
    assert [found.number for found in register.search("eglise 12")] == ["12", "120", "12A"] or [
        found.number for found in register.search("eglise 12")
    ] == ["12", "12A", "120"]


def test_box_is_found_however_it_is_written(register):
    for typed in ("eglise 12 bte 3", "eglise 12/3", "eglise 12 boîte 003", "eglise 12 bus 3"):
        first = register.search(typed)[0]
        assert (first.level, first.box, first.number) == ("box", "003", "12"), typed


def test_digits_in_a_name_and_a_number_like_a_year(register):
    assert register.search("place du 11 novembre 4")[0].number == "4"
    assert register.search("place du 11")[0].street == "Place du 11 Novembre"
    assert register.search("route de hannut 1830")[0].number == "1830"


def test_number_that_is_not_there_gives_the_street_only(register):
    first = register.search("herbatte 999")[0]
    assert (first.level, first.number) == ("street", "")


def test_own_commune_comes_first(best, make):
    liege = {"municipality_id": "62063", "municipality_name_fr": "Liège", "postcode": "4000", "street_id": "1"}
    for number in range(1, 30):
        best.add(str(number), "Rue Haute", **liege)
    best.add("1", "Rue Haute", street_id="2")
    register = make(best.csv())
    assert register.search("rue haute")[0].commune == "Liège"
    assert register.search("rue haute", commune="92094")[0].commune == "Namur"


def test_limit_is_kept_and_nothing_is_no_answer(register):
    assert len(register.search("r", 2)) == 2
    assert register.search("") == []
    assert register.search("   ,;") == []
    assert register.search("zzzz") == []


def test_any_text_is_answered_without_trouble(sambreville):
    @given(st.text(max_size=60))
    def search(text):
        assert len(sambreville.search(text, 5)) <= 5

    search()


def test_nearest_is_the_nearest_by_hand(sambreville):
    """Against a scan of all houses, at points inside, outside and far from the commune."""
    houses = sambreville.rows("SELECT x, y FROM house WHERE x IS NOT NULL")
    for lon, lat in ((4.61, 50.43), (4.6234, 50.4312), (4.64, 50.46), (4.58, 50.42)):
        found = sambreville.nearest(lon, lat, 2000)
        x, y = _grid(sambreville, lon, lat)
        by_hand = min(math.dist((x, y), house) for house in houses) / 1000
        if by_hand > 2000:
            assert found is None
        else:
            assert found.distance_m == pytest.approx(by_hand, abs=0.02)
    assert sambreville.nearest(2.35, 48.85, 5000) is None
    assert sambreville.nearest(4.61, 50.43, 0.001) is None
    assert sambreville.nearest(500.0, 95.0, 100) is None


def _grid(register, lon, lat):
    from rue311.plugin.geometry import WGS84, transform

    x, y = transform(lon, lat, WGS84, register.grid)
    return x * 1000, y * 1000


def test_a_house_found_by_name_is_the_nearest_to_its_own_point(sambreville):
    found = sambreville.search("rue de falisolle 1 auvelais")[0]
    assert found.locality in ("", "Auvelais")
    near = sambreville.nearest(found.lon, found.lat)
    assert near.distance_m < 0.2
