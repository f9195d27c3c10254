"""Which streets a name may mean: by exact key, then alike within a postcode or commune, then anywhere.

Streets are compared twice: whole (`rue du moulin`) and by their core (`moulin`), for people drop "rue de la" and a
wrong article is no wrong street, but another kind of way may be another street.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from .model import Street
from .pieces import Near, PieceIndex, Place
from .similar import osa, typing_errors_allowed
from .text import WAY_TYPES, core_words, exact_key, fold, street_key

SHORTLIST = 14
# below this share of trigrams no two typing errors can explain the difference
ALIKE = 0.34
# answers kept for the next rows: real tables repeat their streets
REMEMBERED = 20_000
COMMON_WAYS = ("rue", "avenue", "chemin", "place", "chaussee", "route", "boulevard", "allee", "clos", "ruelle", "quai")
AMBIGUOUS_WAYS = frozenset(("ch", "dr"))
# a misspelt name that is a real street elsewhere is rather that street, in a place that does not have it
REAL_ELSEWHERE = 0.78
TINY_SCORE = 0.78
# names for which letters are compared where pieces tell nothing, and places that are small enough for it
SHORT_NAME, SMALL_PLACE = 10, 600
# what one typing error leaves of the score; two in a long name
ONE_ERROR = 0.9
_DIGITS = re.compile(r"[0-9]+")
_SLIPPED = re.compile("[a-z]|dd?ee?s?s?|d[a-z]s|d[a-z]|[a-z]e|[a-z]a|[a-z]es|de[a-z]|l[a-z]|ll?aa?|ed|ud|al|[a-z]u")


@dataclass(frozen=True)
class Found:
    """A street with how well its name fits, 0 to 1, and why."""

    street: Street
    score: float
    how: str  # exact, core, typo, other_way, part, historic


@dataclass(frozen=True)
class Name:
    """A street's name as given, prepared for comparison."""

    key: str
    exact: str
    core: str
    words: tuple[str, ...]
    way: str

    @staticmethod
    def of(text: str) -> Name:
        return _name_of(text)


@lru_cache(maxsize=20_000)
def _name_of(text: str) -> Name:
    name = name_of_key(street_key(text))
    # "Ch." is chemin or chaussée: no kind of way can be held against it
    return replace(name, way="") if fold(text).split(" ", 1)[0] in AMBIGUOUS_WAYS else name


@lru_cache(maxsize=20_000)
def name_of_key(key: str) -> Name:
    words = tuple(core_words(key))
    first = key.split(" ", 1)[0]
    way = first if first in WAY_TYPES and words and first != words[0] else ""
    return Name(key, exact_key(key), "".join(words), words, way)


class StreetFinder:
    """Made once from all streets of a register; about 0.4 s for Wallonia."""

    def __init__(self, streets: list[Street]) -> None:
        self.streets = streets
        self.by_postcode: dict[str, list[Street]] = defaultdict(list)
        self.by_nis: dict[str, list[Street]] = defaultdict(list)
        # places in `streets`, by name and by INS code with name; tuples of numbers cost the garbage collector nothing
        self._exact: dict[str, tuple[int, ...]] = {}
        self._exact_in: dict[str, tuple[int, ...]] = {}
        self._of_postcode: dict[str, Place] = {}
        self._of_nis: dict[str, Place] = {}
        self._answers: dict[tuple[str, str, int], list[Found]] = {}
        for place, street in enumerate(streets):
            self.by_postcode[street.postcode].append(street)
            self.by_nis[street.nis].append(street)
            for key in {exact_key(key) for key in street.keys}:
                self._exact[key] = (*self._exact.get(key, ()), place)
                inside = street.nis + key
                self._exact_in[inside] = (*self._exact_in.get(inside, ()), place)

    def exact(self, name: Name, communes: Iterable[str] | None = None) -> list[Found]:
        """Streets anywhere, or in some communes, that bear this name; another article ("du Fer") counts a little less.
        """
        places = self._exact.get(name.exact, ())
        if places and communes is not None:
            places = tuple(place for nis in communes for place in self._exact_in.get(nis + name.exact, ()))
        found = [self.streets[place] for place in places]
        return [Found(street, 1.0 if name.key in street.keys else 0.95, "exact") for street in found]

    def bears(self, name: Name) -> bool:
        """Tell whether some street bears this name, word for word."""
        return any(found.score == 1.0 for found in self.exact(name))

    @cached_property
    def _index(self) -> PieceIndex:
        return PieceIndex(self.streets)

    def in_postcode(self, postcode: str) -> Place:
        """The streets of one postcode."""
        found = self._of_postcode.get(postcode)
        if found is None:
            found = self._of_postcode[postcode] = self._index.place(self.by_postcode.get(postcode, ()))
        return found

    def in_commune(self, nis: str) -> Place:
        """The streets of one commune, by its INS code of today."""
        found = self._of_nis.get(nis)
        if found is None:
            found = self._of_nis[nis] = self._index.place(self.by_nis.get(nis, ()))
        return found

    def alike(self, name: Name, scope: Place) -> list[Found]:
        """Streets of `scope` whose name may be meant, best first; empty when none may."""
        memory = (name.key, name.way, id(scope))
        known = self._answers.get(memory)
        if known is None:
            if len(self._answers) > REMEMBERED:
                self._answers.clear()
            known = self._judged(name, self.near(name, scope))
            if not known and len(name.core) <= SHORT_NAME and len(scope.cores) <= SMALL_PLACE:
                known = self._compared(name, self._index.by_letters(name.core, scope), tiny=True)
            self._answers[memory] = known
        return known

    def anywhere(self, name: Name) -> list[Found]:
        """Like `alike` over all streets: only those that share the rarest pieces of the name are looked at."""
        return self._judged(name, self._index.near_anywhere(_cores(name), ALIKE))

    def _judged(self, name: Name, near: list[Near]) -> list[Found]:
        found = self._compared(name, near)
        if not found and (bare := without_slips(name)):
            found = self._compared(bare, near)
        return found

    def _compared(self, name: Name, near: list[Near], *, tiny: bool = False) -> list[Found]:
        chosen = near if tiny else near[:SHORTLIST]
        found = [judged for _, street, key in chosen if (judged := compare(name, street, key, tiny=tiny))]
        if name.exact in self._exact:
            found = [one for one in found if one.how != "typo" or one.score >= ONE_ERROR]
            found = [replace(one, score=min(one.score, REAL_ELSEWHERE)) if one.how == "typo" else one for one in found]
        found.sort(key=lambda one: -one.score)
        return found

    def near(self, name: Name, scope: Place) -> list[Near]:
        """Likeness by trigrams (0 to 1), street and which of its names; for suggestions, no judgement."""
        return self._index.near(_cores(name), scope, ALIKE)


def _cores(name: Name) -> tuple[str, ...]:
    """The core of a name; where no kind of way is seen, its first word may be one misspelt ("ruue du Moulin")."""
    rest = "".join(name.words[1:])
    cores = (name.core, rest) if not name.way and len(rest) > 2 else (name.core,)
    bare = without_slips(name)
    return (*cores, bare.core) if bare else cores


def without_slips(name: Name) -> Name | None:
    """The name without misspelt articles and kind of way ("Reu dees Awirs", "Rue e Namur"); None if it has none."""
    if len(name.words) < 2:
        return None
    words, way = name.words, name.way
    if not way:
        way = next((each for each in COMMON_WAYS if osa(words[0], each, 1) <= 1), "")
        words = words[1:] if way else words
    kept = tuple(word for word in words[:-1] if not _SLIPPED.fullmatch(word)) + words[-1:]
    return replace(name, core="".join(kept), words=kept, way=way) if len(kept) < len(name.words) else None


def compare(name: Name, street: Street, key: str, *, tiny: bool = False) -> Found | None:
    """Judge whether `name` may mean `street`; None when it may not.

    tiny: an error in three or four letters counts too, for a person to look at.
    """
    if _DIGITS.findall(name.key) != _DIGITS.findall(key):
        return None  # the 11th and the 6th of November are no typing error
    other = name_of_key(key)
    same_way = not name.way or not other.way or name.way == other.way
    whole, other_whole = name.key.replace(" ", ""), key.replace(" ", "")
    if name.core == other.core or whole == other_whole:
        if not same_way:
            return Found(street, 0.7, "other_way")
        return Found(street, 0.97 if name.way else 0.93, "core")
    allowed = typing_errors_allowed(min(len(name.core), len(other.core)))
    errors = min(osa(name.core, other.core, allowed), osa(whole, other_whole, allowed))
    if errors <= allowed and errors:
        score = 1.0 - 0.6 * errors / max(len(other.core), 6)
        if bool(name.way) != bool(other.way):
            score -= 0.05  # "Bergevla" is rather Bergeval than Chemin de Bergeval
        return Found(street, score, "typo") if same_way else None
    if tiny and not allowed and same_way and len(name.core + other.core) >= 6 and osa(name.core, other.core, 1) == 1:
        return Found(street, TINY_SCORE, "typo")
    if _initials_fit(name.words, other.words):
        return Found(street, 0.88 if same_way else 0.6, "core" if same_way else "other_way")
    if same_way and _misspelt_initials_fit(name.words, other.words):
        return Found(street, 0.82, "typo")
    if _is_part(name.words, other.words):
        last = name.words[-1] == other.words[-1] and len(name.words) < len(other.words)
        return Found(street, (0.8 if last else 0.72) if same_way else 0.5, "part")
    return None


def _initials_fit(given: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """`j jaures` fits `jean jaures`, either way round; at least one long word is equal."""
    if len(given) != len(known) or not any(one == other and len(one) > 3 for one, other in zip(given, known)):
        return False
    return all(one == other or _shortened(one, other) for one, other in zip(given, known))


def _misspelt_initials_fit(given: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """`j wautes` fits `joseph wauters`: an initial, and one typing error in the long last word."""
    if len(given) != len(known) or len(given) < 2 or min(len(given[-1]), len(known[-1])) < 5:
        return False
    return osa(given[-1], known[-1], 1) == 1 and all(
        one == other or _shortened(one, other) for one, other in zip(given[:-1], known[:-1])
    )


def _shortened(one: str, other: str) -> bool:
    return min(len(one), len(other)) <= 2 and (one.startswith(other) or other.startswith(one))


def _is_part(given: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Words of the name are left out, not its last; or a few words too many are given.

    "Rue Jaurès" is Rue Jean Jaurès, but "Rue des Frères Lefort" is not Rue des Frères.
    """
    if len(given) == len(known):
        return False
    if len(given) < len(known):
        return set(given) <= set(known) and given[-1] == known[-1] and sum(map(len, given)) >= 5
    letters = sum(map(len, known))
    return len(known) > 1 and set(known) <= set(given) and letters * 5 >= sum(map(len, given)) * 3
