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
MOST_NEAR = 40


# a name of a street as one whole number: place of the street in the register, and which of its names
_NAMES = 8


class Place:
    """A postcode or commune: its streets (places in the register's list) and the numbers of their cores."""

    __slots__ = ("cores", "streets")

    def __init__(self, streets: frozenset[int], cores: frozenset[int]) -> None:
        self.streets = streets
        self.cores = cores


class PieceIndex:
    """Made once from all streets of a register; about half a second for Wallonia.

    Everything is whole numbers in tuples and sets: Python's garbage collector walks over whatever else is kept.
    """

    def __init__(self, streets: Sequence[Street]) -> None:
        self._streets = streets
        self._numbers: dict[str, int] = {}
        self._cores: list[str] = []
        self._sizes: list[int] = []
        self._postings: dict[str, set[int]] = defaultdict(set)
        self._of_street: list[tuple[int, ...]] = []
        named: list[list[int]] = []
        for place, street in enumerate(streets):
            numbers = tuple(self._number(core_of(key)) for key in street.keys[:_NAMES])
            self._of_street.append(numbers)
            named.extend([] for _ in range(len(self._sizes) - len(named)))
            for name, number in enumerate(numbers):
                named[number].append(place * _NAMES + name)
        self._named = [tuple(names) for names in named]

    def _number(self, core: str) -> int:
        number = self._numbers.get(core)
        if number is None:
            number = self._numbers[core] = len(self._sizes)
            pieces = _pieces(core)
            self._cores.append(core)
            self._sizes.append(len(pieces))
            for piece in pieces:
                self._postings[piece].add(number)
        return number

    def place(self, streets: Iterable[Street]) -> Place:
        """Make a place of some of the streets."""
        numbers = frozenset(street.number - 1 for street in streets)
        return Place(numbers, frozenset(core for number in numbers for core in self._of_street[number]))

    def near(self, cores: Sequence[str], place: Place, least: float) -> list[Near]:
        """Names in `place` with a likeness (Dice over pieces, 0 to 1) of `least` and more to a core, best first."""
        likeness: dict[int, float] = {}
        for core in dict.fromkeys(cores):
            pieces = trigrams(core)
            shared: Counter[int] = Counter()
            for piece in pieces:
                found = self._postings.get(piece)
                if found:
                    shared.update(found & place.cores)
            self._keep(likeness, core, len(pieces), shared, least)
        return self._near(likeness, place.streets)

    def by_letters(self, core: str, place: Place) -> list[Near]:
        """Short names made of nearly the same letters: two errors leave a short name no piece in common."""
        letters, length, cores = set(core), len(core), self._cores
        numbers = [
            number
            for number in place.cores
            if abs(len(cores[number]) - length) <= 2 and len(letters.symmetric_difference(cores[number])) <= 4
        ]
        return self._near(dict.fromkeys(numbers, 0.0), place.streets)

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
        return self._near(likeness, None)

    def _keep(
        self, likeness: dict[int, float], core: str, count: int, shared: Counter[int], least: float
    ) -> None:
        least = SHORT_LEAST if len(core) <= SHORT else least
        for number, both in shared.items():
            value = 2 * both / (count + self._sizes[number])
            if value >= least and value > likeness.get(number, 0.0):
                likeness[number] = value

    def _near(self, likeness: dict[int, float], inside: frozenset[int] | None) -> list[Near]:
        """The best few; `inside`: only these streets."""
        near: list[Near] = []
        for number, value in sorted(likeness.items(), key=lambda one: -one[1]):
            for name in self._named[number]:
                place = name // _NAMES
                if inside is None or place in inside:
                    street = self._streets[place]
                    near.append((value, street, street.keys[name % _NAMES]))
            if len(near) > MOST_NEAR:
                break
        near.sort(key=lambda one: (-one[0], one[1].number))
        return near


def _pieces(text: str) -> set[str]:
    marked = f"  {text} "
    return {marked[place : place + 3] for place in range(len(marked) - 2)}


def core_of(key: str) -> str:
    """The core of a street key without spaces."""
    return "".join(core_words(key))
