"""How alike two names are: typing errors counted (OSA) and trigrams shared (Dice)."""
from __future__ import annotations

from functools import lru_cache


def osa(one: str, other: str, most: int) -> int:
    """Count insertions, deletions, changes and swaps of neighbours between two texts; more than `most` is most + 1.

    Optimal string alignment. Source: Damerau 1964, Wagner and Fischer 1974; only the diagonal band is filled.
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return most + 1
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not one or not other:
        return min(len(one) + len(other), most + 1)
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row] + [most + 1] * len(other)
        for column in range(max(1, row - most), min(len(other), row + most) + 1):
            same = letter == other[column - 1]
            cost = min(above[column] + 1, current[column - 1] + 1, above[column - 1] + (not same))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == other[column - 1]:
                cost = min(cost, before[column - 2] + 1)
            current[column] = cost
        if min(current) > most:
            return most + 1
        before, above = above, current
    return min(above[-1], most + 1)


@lru_cache(maxsize=100_000)
def trigrams(key: str) -> frozenset[str]:
    """The three-letter pieces of a key, its ends marked: `fer` -> `  f`, ` fe`, `fer`, `er `."""
    text = f"  {key} "
    return frozenset(text[place : place + 3] for place in range(len(text) - 2))


def dice(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared pieces over all pieces, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def typing_errors_allowed(length: int) -> int:
    """How many typing errors a name of so many letters may have and still be that name.

    A rule of ours: an invented street is seldom two letters away from a real one of the same postcode.
    """
    return 0 if length <= 3 else 1 if length <= 5 else 2 if length <= 11 else 3
