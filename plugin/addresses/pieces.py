"""Street names by the three-letter pieces of their cores: which ones of a place look a little like a name.

The pieces of every core (`moulin` of "Rue du Moulin") are indexed once for the whole register, as sets of whole
numbers; a place is the set of cores that occur in it. So a question costs a few intersections of small sets, and no
index is made per commune.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from .model import Street
from .similar import trigrams
from .text import core_words

Near = tuple[float, Street, str]
# names of few letters share few pieces after one typing error
SHORT, SHORT_LEAST = 8, 0.2
# so many names are looked at before the commoner pieces of a name are left out
MOST_VOTES = 6000
MOST_ANYWHERE = 60


class Place:
    """The streets of one postcode or commune by the number of their core."""

    def __init__(self, cores: dict[int, list[tuple[Street, str]]]) -> None:
        self.cores = cores
        self.numbers = frozenset(cores)


class PieceIndex:
    """Made once from all streets of a register; about half a second for Wallonia."""

    def __init__(self, streets: Iterable[Street]) -> None:
        self._numbers: dict[str, int] = {}
        self._sizes: list[int] = []
        self._postings: dict[str, set[int]] = defaultdict(set)
        everything = defaultdict(list)
        for street in streets:
            for key in street.keys:
                everything[self._number(core_of(key))].append((street, key))
        self._everywhere = Place(dict(everything))

    def _number(self, core: str) -> int:
        number = self._numbers.get(core)
        if number is None:
            number = self._numbers[core] = len(self._sizes)
            pieces = _pieces(core)
            self._sizes.append(len(pieces))
            for piece in pieces:
                self._postings[piece].add(number)
        return number

    def place(self, streets: Iterable[Street]) -> Place:
        """Make a place of some of the streets."""
        found = defaultdict(list)
        for street in streets:
            for key in street.keys:
                found[self._numbers[core_of(key)]].append((street, key))
        return Place(dict(found))

    def near(self, cores: Sequence[str], place: Place, least: float) -> list[Near]:
        """Names in `place` with a likeness (Dice over pieces, 0 to 1) of `least` and more to a core, best first."""
        likeness: dict[int, float] = {}
        for core in dict.fromkeys(cores):
            pieces = trigrams(core)
            shared: Counter[int] = Counter()
            for piece in pieces:
                found = self._postings.get(piece)
                if found:
                    shared.update(found & place.numbers)
            self._keep(likeness, core, len(pieces), shared, least)
        return _near(likeness, place)

    def near_anywhere(self, cores: Sequence[str], least: float) -> list[Near]:
        """Like `near` over all streets, by the rarest pieces of the name."""
        likeness: dict[int, float] = {}
        for core in dict.fromkeys(cores):
            pieces = trigrams(core)
            known = sorted(filter(None, map(self._postings.get, pieces)), key=len)
            votes: Counter[int] = Counter()
            for place, found in enumerate(known):
                if place > 2 and sum(map(len, known[: place + 1])) > MOST_VOTES:
                    break
                votes.update(found)
            few = {number for number, _ in votes.most_common(MOST_ANYWHERE)}
            shared: Counter[int] = Counter()
            for found in known:
                shared.update(few & found)
            self._keep(likeness, core, len(pieces), shared, least)
        return _near(likeness, self._everywhere)

    def _keep(  # noqa: PLR0917 (one step of `near`, in its own words)
        self, likeness: dict[int, float], core: str, count: int, shared: Counter[int], least: float
    ) -> None:
        least = SHORT_LEAST if len(core) <= SHORT else least
        for number, both in shared.items():
            value = 2 * both / (count + self._sizes[number])
            if value >= least and value > likeness.get(number, 0.0):
                likeness[number] = value


def _near(likeness: dict[int, float], place: Place) -> list[Near]:
    near = [(value, street, key) for number, value in likeness.items() for street, key in place.cores[number]]
    near.sort(key=lambda one: (-one[0], one[1].number))
    return near


def _pieces(text: str) -> set[str]:
    marked = f"  {text} "
    return {marked[place : place + 3] for place in range(len(marked) - 2)}


def core_of(key: str) -> str:
    """The core of a street key without spaces."""
    return "".join(core_words(key))
