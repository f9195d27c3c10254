"""Communes, postcodes and localities by every name: today's, the register's, other languages', sections before 1977."""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Callable

from ..commune import communes as communes_of_today
from .model import CommuneName
from .text import fold, street_key


@dataclass(frozen=True)
class Scope:
    """Where a place name points: a whole commune (no postcodes) or some of its postcodes."""

    nis: str
    postcodes: frozenset[str]
    is_commune: bool


class Places:
    """Made once from a register. `by_nis` also knows the codes of the register that are no longer in force."""

    def __init__(self, rows: Callable[[str], list[tuple[Any, ...]]]) -> None:
        self.by_nis = _communes(rows("SELECT nis, current_nis, name_fr, name_de, name_nl FROM commune"))
        self._locality_names: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for postcode, nis, *names in rows("SELECT postcode, nis, name_fr, name_de, name_nl FROM locality"):
            known = self.by_nis.get(nis)
            if known or not nis:  # no commune given: known by its postcode, or only known to be a place
                given = tuple(name for name in names if name)
                self._locality_names[postcode].append((known.nis if known else "", given))
        self.by_postcode: dict[str, set[str]] = defaultdict(set)
        for postcode, nis in rows("SELECT DISTINCT postcode, nis FROM street"):
            self.by_postcode[postcode].add(self.by_nis[nis].nis)
        self.names = self._by_name()

    def localities(self, postcode: str, nis: str) -> list[str]:
        """The localities of a postcode within a commune, one name each."""
        return [names[0] for of_nis, names in self._locality_names.get(postcode, ()) if of_nis in ("", nis)]

    def only_locality(self, postcode: str, nis: str) -> str:
        """The locality of a postcode where there is but one; several cannot be told apart by the register."""
        found = self.localities(postcode, nis)
        return found[0] if len(found) == 1 else ""

    def words(self, postcode: str, commune: CommuneName) -> str:
        """All folded names that lead to this postcode of this commune, for search as one types."""
        names = [*commune.names]
        for nis, more in self._locality_names.get(postcode, ()):
            if nis in ("", commune.nis):
                names.extend(more)
        return " ".join(dict.fromkeys(" ".join(place_key(name) for name in names).split()))

    def _by_name(self) -> dict[str, list[Scope]]:
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        whole: dict[str, set[str]] = defaultdict(set)
        for commune in set(self.by_nis.values()):
            for name in commune.names:
                whole[place_key(name)].add(commune.nis)
        for postcode, entries in self._locality_names.items():
            for nis, names in entries:
                for name in names:
                    by_commune = found[place_key(name)]  # a name without a place is still known to be one
                    for one in [nis] if nis else self.by_postcode.get(postcode, ()):
                        by_commune[one].add(postcode)
        names_found: dict[str, list[Scope]] = {}
        for key in {*found, *whole}:
            scopes = [Scope(nis, frozenset(), True) for nis in sorted(whole.get(key, ()))]
            scopes += [Scope(nis, frozenset(codes), False) for nis, codes in sorted(found.get(key, {}).items())]
            names_found[key] = scopes
        return names_found


def _communes(in_file: list[tuple[Any, ...]]) -> dict[str, CommuneName]:
    """By the code of the file and by that of today. A merged commune bears today's name and is known by all its own."""
    today = {commune.nis: commune for commune in communes_of_today()}
    older: dict[str, list[str]] = defaultdict(list)
    for _, current, *names in in_file:
        older[current].extend(name for name in names if name)
    own = {current: next(filter(None, names), "") for nis, current, *names in in_file if nis == current}
    found: dict[str, CommuneName] = {}
    for nis, current, *names in in_file:
        now = today.get(current)
        shown = own.get(current) or (now.name_fr if now else "") or next(filter(None, names), current)
        also = (now.name_fr, now.name_nl, now.name_de) if now else ()
        every = tuple(dict.fromkeys(name for name in (shown, *older[current], *also) if name))
        found[nis] = found[current] = found.get(current) or CommuneName(current, shown, every)
    return found


def place_key(name: str) -> str:
    """Fold the name of a place; `Saint`, `St`, `Sainte` are written out like in streets."""
    key = fold(name)
    return street_key(key) if " " in key or key in ("st", "ste") else key
