"""Search as one types: every word may be the beginning of a word of the street, its commune, locality or postcode.

Streets stand in the order of their number of houses, so that the first hits are the likely ones and a scan may stop
early. A token with digits may be a house number, a postcode or part of a name ("Rue du 11 Novembre"): all are tried.
"""
from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import House, Letterbox, Street, Suggestion
from .numbers import box_key, number_key
from .places import Places
from .text import ARTICLES, alternatives, fold

if TYPE_CHECKING:
    from .register import Register

# a scan stops after so many hits: they are in order of likelihood
MOST_HITS = 200
# with more candidates than this, reading all streets in order and stopping early is quicker
MANY = 4_000
HOUSES_OF_STREETS = 8
_BOX_WORDS = frozenset(("bte", "boite", "bt", "b", "bus", "box", "btes"))
_SLASHED = re.compile(r"([0-9][0-9a-zA-Z]*)\s*/\s*([0-9a-zA-Z]+)")
_GLUED_RANGE = re.compile(r"([0-9][0-9a-zA-Z]*)\s*[-\u2013+]\s*([0-9][0-9a-zA-Z]*)")
_SUFFIXES = ("bis", "ter", "quater")
_LETTERS = tuple("abcdefgh")


@dataclass(frozen=True)
class Typed:
    """One way to read what is typed: words for street and place, a number and a box."""

    words: tuple[str, ...]
    number: str = ""
    box: str = ""


class SuggestIndex:
    """Made once from the streets; about 0.3 s for Wallonia."""

    def __init__(self, streets: list[Street], places: Places) -> None:
        self._ranked = sorted(streets, key=lambda street: (-street.houses, street.number))
        self._names: list[str] = []
        self._all: list[str] = []
        postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
        place_words: dict[tuple[str, str], str] = {}
        for rank, street in enumerate(self._ranked):
            key = (street.postcode, street.nis)
            if key not in place_words:
                place_words[key] = f" {street.postcode} {places.words(street.postcode, street.commune)}"
            name = " " + " ".join(street.keys)
            self._names.append(name)
            self._all.append(name + place_words[key])
            for word in set(self._all[-1].split()):
                postings[word].append(rank)
        self._words = sorted(postings)
        self._postings = [postings[word] for word in self._words]
        self._of_commune: dict[str, list[int]] = defaultdict(list)
        for rank, street in enumerate(self._ranked):
            self._of_commune[street.nis].append(rank)

    def search(self, register: Register, text: str, limit: int, commune: str) -> list[Suggestion]:
        """See Register.search."""
        found: dict[tuple[int, str, str], Suggestion] = {}
        for typed in readings(text):
            hits = self._hits(typed.words, commune)
            for suggestion, street in _written(register, hits, typed, limit):
                found.setdefault((street.number, suggestion.number, suggestion.box), suggestion)
            if sum(suggestion.score >= 0.9 for suggestion in found.values()) >= limit:
                break
        best = sorted(found.values(), key=lambda suggestion: -suggestion.score)  # stable: likelihood stays
        return best[:limit]

    def _hits(self, words: tuple[str, ...], commune: str) -> list[tuple[float, Street]]:
        """Streets that hold every word, each with its score from 0 to 1, best first."""
        if not words:
            return []
        needles = [tuple(f" {begin}" for begin in alternatives(word)) for word in words]
        ranks: list[int] = []
        own = self._of_commune.get(commune, [])
        if own:
            ranks = list(self._matching(own, needles))
        if len(ranks) < MOST_HITS:
            seen = set(ranks)
            ranks += [rank for rank in self._matching(self._candidates(words), needles) if rank not in seen]
        scored = [
            (self._score(rank, words, needles) + (0.05 if self._ranked[rank].nis == commune else 0.0), rank)
            for rank in ranks
        ]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        return [(min(score, 1.0), self._ranked[rank]) for score, rank in scored]

    def _matching(self, ranks: Iterable[int], needles: list[tuple[str, ...]]) -> Iterator[int]:
        hits = 0
        texts = self._all
        for rank in ranks:
            text = texts[rank]
            for needle in needles:
                for begin in needle:
                    if begin in text:
                        break
                else:
                    break
            else:
                yield rank
                hits += 1
                if hits >= MOST_HITS:
                    return

    def _candidates(self, words: tuple[str, ...]) -> Iterable[int]:
        """Ranks of the streets that have the rarest of the words, in order."""
        spans = min((self._spans(word) for word in words), key=self._size)
        if self._size(spans) > MANY:
            return range(len(self._ranked))
        ranks: set[int] = set()
        for start, end in spans:
            for place in range(start, end):
                ranks.update(self._postings[place])
        return sorted(ranks)

    def _spans(self, word: str) -> list[tuple[int, int]]:
        """Runs of known words that begin like `word` or like what it abbreviates."""
        return [
            (bisect_left(self._words, begin), bisect_left(self._words, begin + "\x7f")) for begin in alternatives(word)
        ]

    def _size(self, spans: list[tuple[int, int]]) -> int:
        size = 0
        for start, end in spans:
            for place in range(start, end):
                size += len(self._postings[place])
                if size > MANY:
                    return size
        return size

    def _score(self, rank: int, words: tuple[str, ...], needles: list[tuple[str, ...]]) -> float:
        """How much of the street's own name is typed, and whether whole words are: 0 to 0.95."""
        name, text = self._names[rank] + " ", self._all[rank] + " "
        own = [word for word in name.split() if word not in ARTICLES] or name.split()
        in_name = [any(begin in name for begin in needle) for needle in needles]
        whole = sum(any(f"{begin} " in text for begin in needle) for needle in needles)
        useful = sum(hit and word not in ARTICLES for hit, word in zip(in_name, words))
        covered = min(1.0, useful / len(own))
        begins = any(name.startswith(begin) for begin in needles[0])
        return 0.15 + 0.5 * covered + 0.2 * whole / len(words) + 0.1 * begins


def readings(text: str) -> Iterator[Typed]:
    """Yield the ways to read a text, the likely one first."""
    text = _GLUED_RANGE.sub(r"\1 zz\2", text)  # 12-14: the second half is not searched for
    tokens = [token for token in fold(_SLASHED.sub(r"\1 bte \2", text)).split() if not token.startswith("zz")]
    for place, token in enumerate(tokens):
        if not token[0].isdigit() or token[0] == "0" or not re.fullmatch(r"[0-9]{1,4}[a-z]{0,6}[0-9]?", token):
            continue
        typed = _with_number(tokens, place)
        if typed.words:
            yield typed
    yield Typed(tuple(tokens))


def _with_number(tokens: list[str], place: int) -> Typed:
    """Read the token at `place` as the house number, with what may follow it: bis, a letter, a box."""
    number, box, after = tokens[place], "", place + 1
    following = tokens[after] if after < len(tokens) else ""
    is_last = after + 1 == len(tokens)
    # "12 a jambes" is no 12A, "12 b 3" no 12B
    if following in _SUFFIXES or (following in _LETTERS and (is_last or following not in ("a", "b"))):
        number += following
        after += 1
    if after + 1 < len(tokens) and tokens[after] in _BOX_WORDS:
        box, after = tokens[after + 1], after + 2
    elif after < len(tokens) and tokens[after] in _BOX_WORDS:
        after += 1
    return Typed(tuple(tokens[:place] + tokens[after:]), number, box)


def _written(
    register: Register, hits: list[tuple[float, Street]], typed: Typed, limit: int
) -> Iterator[tuple[Suggestion, Street]]:
    """Write hits as suggestions: houses of the best streets if a number is typed, otherwise streets."""
    if not typed.number:
        for score, street in hits[:limit]:
            yield register.suggestion(street, score=round(score, 3)), street
        return
    exact, longer, without = [], [], []
    for score, street in hits[:HOUSES_OF_STREETS]:
        matching = _houses(register.houses(street), typed.number)
        exact += [(score, street, house) for same, house in matching if same]
        longer += [(score * 0.95, street, house) for same, house in matching if not same]
        without += [] if matching else [(score * 0.5, street)]
    for score, street, house in exact[:limit]:
        for box in _boxes(register, house, typed.box) if typed.box else ():
            yield register.suggestion(street, house, box, score=round(score + 0.01, 3)), street
        yield register.suggestion(street, house, score=round(score, 3)), street
    for score, street, house in longer[: max(0, limit - len(exact))]:
        yield register.suggestion(street, house, score=round(score, 3)), street
    for score, street in without[: max(0, limit - len(exact) - len(longer))]:
        yield register.suggestion(street, score=round(score, 3)), street


def _houses(houses: list[House], number: str) -> list[tuple[bool, House]]:
    """Houses whose number is the one typed, then those whose number begins so."""
    wanted = number_key(number)
    keyed = [(number_key(house.number), house) for house in houses]
    exact = [(True, house) for key, house in keyed if key == wanted]
    return exact + [(False, house) for key, house in keyed if key != wanted and key.startswith(wanted)]


def _boxes(register: Register, house: House, wanted: str) -> Iterator[Letterbox]:
    key = box_key(wanted)
    return (box for box in register.boxes(house) if box_key(box.box) == key)
