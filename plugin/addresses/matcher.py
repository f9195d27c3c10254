"""From an address as somebody wrote it to the register's answer, or an honest "ambiguous", "street", "no".

Three stages: the exact name within the places that are given, an alike name within the postcode and then the commune,
an alike name anywhere when no place is given at all. A street is accepted only when typing errors, abbreviations or
dropped words explain the whole difference: an invented street must find nothing.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .doors import Door, find_door
from .finder import REMEMBERED, Found, Name, StreetFinder
from .halves import Half, read_half
from .match import Match
from .model import Street
from .parse import Fields, is_no_address, read_line, split_number
from .places import place_key
from .scope import Where, read_where
from .tidy import clean, ordered, tidy
from .verdict import accepted, ambiguous, place_only, refused
from .vicinity import crossing, opposite_or_between

if TYPE_CHECKING:
    from .register import Register

# two streets whose scores are closer than this cannot be told apart
MARGIN = 0.04
DOOR_SCORES = {"exact": 1.0, "range": 0.98, "letter": 0.92, "no_number": 0.9, "none": 0.8}
# a name this like leaves no need to look at other readings
SURE = 0.97


@dataclass(frozen=True)
class Candidate:
    """One street that may be meant, with the reading that led to it."""

    fields: Fields
    where: Where
    found: Found
    door: Door
    fit: float  # of name and place

    @property
    def score(self) -> float:
        """Of name, place and house number, 0 to 1."""
        return self.fit * DOOR_SCORES[self.door.how]


class Matcher:
    """Matches against one register. `commune`: INS code that breaks ties. Not for use by two threads at once."""

    def __init__(self, register: Register, commune: str = "") -> None:
        self._register = register
        self._places = register.places
        self._commune = register.places.by_nis[commune].nis if commune in register.places.by_nis else commune
        self._finder: StreetFinder = register.finder
        self._historic = register.historic
        self._wheres: dict[tuple[str, str], Where] = {}

    def match_line(self, text: str) -> Match:
        """Match one line such as `Rue de Fer 12 bte 3, 5000 Namur`."""
        if is_no_address(clean(text)):
            return refused(self._register, "not_an_address")
        half = read_half(ordered(text))
        if half is not None:
            found = self._half(half)
            if found is not None:
                return found
        text = tidy(text)
        if self._is_place(text) and not self._finder.bears(Name.of(text)):
            return place_only(self._register, read_where(self._places, "", text))
        return self._best(read_line(text, self._is_place, self._is_postcode))

    def _half(self, half: Half) -> Match | None:
        """Answer a half address; None where its streets are not found, so that the line is read as any other."""
        first = half.streets[0]
        one = self._street(first)
        if half.kind != "crossing":
            street = self._street_of(one)
            return opposite_or_between(self._register, half, one, street[0]) if street else None
        place = first.partition(",")[2]
        other = self._street(half.streets[1])
        if self._street_of(one) and not self._street_of(other) and not place:
            return None
        streets = self._street_of(one), self._street_of(other)
        return crossing(self._register, one, other, streets) if all(streets) else self._no_street(one, other)

    def _street(self, line: str) -> Match:
        return self._best(read_line(tidy(line), self._is_place, self._is_postcode))

    def _street_of(self, match: Match) -> list[Street]:
        """Every piece of the street that was found (one per postcode)."""
        found = match.address
        if match.level != "street" or found is None:
            return []
        pieces = self._finder.by_nis[found.nis]
        return sorted(
            (street for street in pieces if street.street_id == found.street_id),
            key=lambda street: street.postcode != found.postcode,
        )

    def _no_street(self, one: Match, other: Match) -> Match | None:
        """One of two crossing streets is not known or ambiguous: that one's answer."""
        if not (self._street_of(one) or self._street_of(other)):
            return None
        return other if self._street_of(one) else one

    def match_fields(
        self, street: str, number: str = "", box: str = "", postcode: str = "", locality: str = ""
    ) -> Match:
        """Match an address given in parts; any part but one may be empty."""
        street, locality = clean(street), clean(locality)
        if not (street or locality or postcode) or (street and is_no_address(street)):
            return refused(self._register, "not_an_address")
        code = postcode.strip().upper().replace("BE-", "").replace("B-", "").split(".")[0]
        readings = split_number(street, clean(number), clean(box))
        return self._best(replace(fields, postcode=code, locality=locality) for fields in readings)

    def _is_place(self, name: str) -> bool:
        return place_key(name) in self._places.names

    def _is_postcode(self, code: str) -> bool:
        return code in self._places.by_postcode

    def _where(self, postcode: str, locality: str) -> Where:
        known = self._wheres.get((postcode, locality))
        if known is None:
            if len(self._wheres) > REMEMBERED:
                self._wheres.clear()
            known = self._wheres[postcode, locality] = read_where(self._places, postcode, locality)
        return known

    # -- choosing ---------------------------------------------------------------------------------

    def _best(self, readings: Iterable[Fields]) -> Match:
        """Take the reading that the register knows best; exact names of all readings come before alike ones."""
        tried: list[tuple[Fields, Where, Name]] = []
        best: list[Candidate] = []
        for fields in readings:
            where = self._where(fields.postcode, fields.locality)
            name = Name.of(fields.street)
            tried.append((fields, where, name))
            best += self._candidates(fields, where, self._exact(name, where))
            if best and best[-1].score >= SURE and best[-1].door.how == "exact":
                break
        if not any(one.door.how != "none" for one in best):
            for fields, where, name in tried:
                if name.core:
                    best += self._candidates(fields, where, self._alike(name, where))
        return self._decide(best, tried)

    def _exact(self, name: Name, where: Where) -> list[Found]:
        if not name.exact:
            return []
        same = self._finder.exact(name, sorted(where.nis) if where.given else None)
        renamed = [street for street in self._historic.get(name.exact, ()) if self._in_reach(street, where)]
        if same:  # where both a street of today and a former one have this name, the postcode tells
            renamed = [street for street in renamed if street.postcode == where.postcode]
        return same + [Found(street, 0.97, "historic") for street in renamed]

    @staticmethod
    def _in_reach(street: Street, where: Where) -> bool:
        """Whether a street is in the place that is given. A place that the register does not know holds no street."""
        return not where.given or street.nis in where.nis

    def _alike(self, name: Name, where: Where) -> list[Found]:
        if not where.given:
            return self._finder.anywhere(name)
        if where.postcode_known and not where.conflict:
            found = self._finder.alike(name, self._finder.in_postcode(where.postcode))
            if found and found[0].score >= 0.8:
                return found
        return [found for nis in sorted(where.nis) for found in self._finder.alike(name, self._finder.in_commune(nis))]

    def _candidates(self, fields: Fields, where: Where, found: list[Found]) -> list[Candidate]:
        return [
            Candidate(fields, where, one, door, one.score * self._place_score(one.street, where))
            for one in found
            for door in [find_door(self._register, one.street, fields.number, fields.box)]
        ]

    def _place_score(self, street: Street, where: Where) -> float:
        """1 where all that is said of the place is so; less for each part that is not."""
        score = 1.0
        if where.postcode and street.postcode != where.postcode:
            score *= 0.8 if where.conflict else 0.9
        if where.of_name and street.nis not in where.of_name:
            score *= 0.8
        elif not where.postcode and where.only_in and street.postcode not in where.only_in:
            score *= 0.9
        if where.name_how == "unknown":
            score *= 0.97
        return score

    def _decide(self, candidates: list[Candidate], tried: list[tuple[Fields, Where, Name]]) -> Match:
        best: dict[int, Candidate] = {}
        for candidate in sorted(candidates, key=lambda one: (-one.fit, -one.score)):
            best.setdefault(candidate.found.street.number, candidate)
        ranked = list(best.values())
        if not ranked:
            return self._nothing(tried)
        close = self._untied([one for one in ranked if ranked[0].fit - one.fit < MARGIN], ranked)
        if len(close) > 1:
            return ambiguous(self._register, close)
        others = sorted((one for one in ranked if one is not close[0]), key=lambda one: -one.score)
        margin = close[0].score - (others[0].score if others else 0.0)
        return accepted(self._register, close[0], margin, others)

    def _untied(self, close: list[Candidate], ranked: list[Candidate]) -> list[Candidate]:
        """Leave one of several streets that fit equally well, if there is a reason to.

        The pieces of one street (several postcodes) are told apart by who has the number; so are two streets of the
        postcode that was given. Homonyms without a postcode are not: having the number is no proof.
        """
        if len(close) > 1 and self._commune:
            close = [one for one in close if one.found.street.nis == self._commune] or close
        streets = {one.found.street.street_id for one in close}
        if len(streets) == 1:  # a street of several postcodes: the wrong one may have been given
            how = close[0].found.how
            close = [one for one in ranked if one.found.street.street_id in streets and one.found.how == how]
        placed = all(one.found.street.postcode == one.where.postcode for one in close)
        if len(close) > 1 and (len(streets) == 1 or placed):
            top = max(one.score for one in close)
            close = [one for one in close if top - one.score < MARGIN]
            if len(streets) == 1:
                close = close[:1]
        return close

    def _nothing(self, tried: list[tuple[Fields, Where, Name]]) -> Match:
        fields, where, name = tried[0] if tried else (Fields(), read_where(self._places, "", ""), Name.of(""))
        if not name.core and where.known and not where.conflict and not fields.number:
            return place_only(self._register, where)
        return refused(self._register, "none", where, self._near(name, where))

    def _near(self, name: Name, where: Where) -> list[Street]:
        """Streets of the place whose names look a little like this one, for a person to choose from."""
        if not name.core or not where.known:
            return []
        near = self._finder.near(name, self._finder.in_postcode(where.postcode)) if where.postcode_known else []
        for nis in sorted(where.nis):
            near = near + self._finder.near(name, self._finder.in_commune(nis))
        return list(dict.fromkeys(street for _, street, _ in near))[:5]
