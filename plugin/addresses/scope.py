"""Where an address is said to be: communes and postcodes that a postcode and a place name stand for."""
from __future__ import annotations

from dataclasses import dataclass

from .places import Places, place_key
from .similar import osa, typing_errors_allowed


@dataclass(frozen=True)
class Where:
    """nis: communes that are meant, empty when the input names none. Both given and at odds: `conflict`.

    of_postcode, of_name: communes by each alone. names_commune: the name is (also) that of a whole commune. name_how:
    exact, typo, unknown or "" (not given).
    """

    postcode: str
    postcode_known: bool
    of_postcode: frozenset[str]
    of_name: frozenset[str]
    name_postcodes: frozenset[str]
    name_how: str
    name: str
    names_commune: bool = False

    @property
    def given(self) -> bool:
        return bool(self.postcode or self.name)

    @property
    def known(self) -> bool:
        return bool(self.of_postcode or self.of_name)

    @property
    def conflict(self) -> bool:
        return bool(self.of_postcode and self.of_name and not self.of_postcode & self.of_name)

    @property
    def only_in(self) -> frozenset[str]:
        """The postcodes that a section's name stands for; empty where the name is a whole commune's too."""
        return frozenset() if self.names_commune else self.name_postcodes

    @property
    def nis(self) -> frozenset[str]:
        """The communes to look in: those that both name, or either."""
        both = self.of_postcode & self.of_name
        return both or self.of_postcode | self.of_name


def read_where(places: Places, postcode: str, name: str) -> Where:
    """Look a postcode and a place name up; a misspelt name is only tried among the places of the postcode."""
    of_postcode = frozenset(places.by_postcode.get(postcode, ()))
    key = place_key(name)
    how = "" if not key else "exact" if key in places.names else "unknown"
    if how == "unknown":
        for known in _names_of(places, postcode, of_postcode):
            if osa(key, known, typing_errors_allowed(len(known))) <= typing_errors_allowed(len(known)):
                key, how = known, "typo"
                break
        if how == "unknown" and not postcode:
            meant = _misspelt(places, key)
            key, how = (meant, "typo") if meant else (key, how)
    scopes = places.names.get(key, []) if key else []
    return Where(
        postcode=postcode,
        postcode_known=bool(of_postcode),
        of_postcode=of_postcode,
        of_name=frozenset(scope.nis for scope in scopes),
        name_postcodes=frozenset(code for scope in scopes for code in scope.postcodes),
        name_how=how,
        name=name,
        names_commune=any(scope.is_commune for scope in scopes),
    )


def _misspelt(places: Places, key: str) -> str:
    """The one place name that is a typing error away, or two in a long one; empty where none or several are."""
    most = 0 if len(key) < 5 else 1 if len(key) < 9 else 2
    found: dict[int, list[str]] = {}
    for known in places.names:
        if abs(len(known) - len(key)) <= most and len(known) > 4:
            errors = osa(key, known, most)
            if errors <= most:
                found.setdefault(errors, []).append(known)
    best = found[min(found)] if found else []
    return best[0] if len(best) == 1 else ""


def _names_of(places: Places, postcode: str, communes: frozenset[str]) -> list[str]:
    names = [place_key(name) for nis in communes for name in places.by_nis[nis].names]
    for nis in communes:
        names.extend(place_key(name) for name in places.localities(postcode, nis))
    return names
