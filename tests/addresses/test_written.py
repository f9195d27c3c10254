"""Addresses as they really stand in tables, mails, police reports and notes."""
from __future__ import annotations

import pytest
from rue311.plugin.addresses import Matcher
from rue311.plugin.addresses.positions import Mover
from rue311.plugin.geometry import transform


@pytest.fixture
def matcher(best, make):
    for number in ("5", "10", "12", "34E", "99A", "99"):
        best.add(number, "Rue de la Station")
    best.add("12", "Rue de la Station", box_number="2").add("12", "Rue de la Station", box_number="RC1")
    best.add("3", "Rue du Coq").add("7", "Rue Mathieu Nisen").add("9", "Rue de l'Église").add("4", "Place de la Cité")
    best.add("6", "Rue des Frères")
    for box in ("12", "01", "Bt01", "0102", "rez"):
        best.add("8", "Rue Longue", box_number=box)
    return Matcher(make(best.csv()))


@pytest.mark.parametrize(
    ("line", "number", "box"),
    [
        ("Adresse : Rue de la Station, 5 - B-5000 Namur", "5", ""),
        ("j'habite Rue de la Station 5 à 5000 Namur", "5", ""),
        ("M. et Mme Dubois\nRue de la Station 5\n5000 Namur\nBelgique", "5", ""),
        ("Rue de la Station\t5\t5000\tNamur", "5", ""),
        ("Rue de la Station;5;;5000;Namur", "5", ""),
        ("à hauteur du n° 10, Rue de la Station à 5000 Namur", "10", ""),
        ("au 10 de la Rue de la Station, 5000 Namur", "10", ""),
        ("5000 Namur - Rue de la Station 10", "10", ""),
        ("Namur 5000 Rue de la Station 10", "10", ""),
        ("Rue de la Station 10 à Namur", "10", ""),
        ("Rue de la Station10, 5000Namur", "10", ""),
        ("Rue de la Station 0010, 5000 Namur", "10", ""),
        ("Rue de la Station 34e, 5000 Namur", "34E", ""),
        ("Rue de la Station 99 a, 5000 Namur", "99A", ""),
        ("Rue de la Station 99-A, 5000 Namur", "99A", ""),
        ("Rue de la Station 12 (bte RC1), 5000 Namur", "12", "RC1"),
        ("Rue de la Station 12 Bte n° 0002, 5000 Namur", "12", "2"),
        ("Rue Longue 8 bte 0102, 5000 Namur", "8", "0102"),
        ("Rue Longue 8 bte Bt01, 5000 Namur", "8", "Bt01"),
        ("Rue Longue 8 boîte rez, 5000 Namur", "8", "rez"),
        ("Rue de la Station 10, Namru", "10", ""),
        ("Rur du Coq 3, 5000 Namur", "3", ""),
        ("Rue de lEglise 9, 5000 Namur", "9", ""),
        ("Place de la Cit? 4, 5000 Namur", "4", ""),
        ("Rue Nisen 7, 5000 Namur", "7", ""),
    ],
)
def test_the_house_is_found(matcher, line, number, box):
    match = matcher.match_line(line)
    assert match.address is not None, match.level
    assert (match.address.number, match.address.box) == (number, box)


def test_a_name_that_is_only_part_of_the_registers_is_for_a_person(matcher):
    assert matcher.match_line("Rue Nisen 7, 5000 Namur").verdict == "to_review"


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("Rue des Frères Lefort 6, 5000 Namur", "none"),
        ("Rue de la Station 5, 59000 Lille", "none"),
        ("Rue de la Station 5, L-1661 Luxembourg", "none"),
        ("RN 5 B.K. 0.3 dir. Namur", "not_an_address"),
        ("N4 cumulée 46,1", "not_an_address"),
        ("adresse inconnue", "not_an_address"),
        ("sans domicile fixe", "not_an_address"),
        ("0475/12.34.56", "not_an_address"),
    ],
)
def test_no_house_is_made_up(matcher, line, level):
    match = matcher.match_line(line)
    assert (match.level, match.verdict, match.address) == (level, "rejected", None)


@pytest.mark.parametrize(
    ("source", "target", "x", "y"),
    [
        ("EPSG:3812", "EPSG:31370", 685228.368, 628370.890),
        ("EPSG:3812", "EPSG:4326", 560123.4, 650321.0),
        ("EPSG:31370", "EPSG:4326", 185900.0, 128371.0),
        ("EPSG:31370", "EPSG:31370", 185900.0, 128371.0),
    ],
)
def test_points_move_as_exactly_as_one_by_one(source, target, x, y):
    millimetre = 1e-3 if target != "EPSG:4326" else 1e-8
    assert Mover(source, target)(x, y) == pytest.approx(transform(x, y, source, target), abs=millimetre)
