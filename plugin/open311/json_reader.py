"""JSON from a stranger: bounded in depth and number of parts, NaN made harmless, contradictions refused."""
from __future__ import annotations

import json
import math
from typing import Any

MAX_DEPTH = 50
MAX_CONTAINERS = 1_000_000
MAX_INT_DIGITS = 18


class Malformed(ValueError):
    """The bytes are no sound document; the message says why, for people."""


def read_json(text: str) -> Any:
    """Parse `text`; raises Malformed, and nothing else.

    NaN and infinities become None. Long integers stay text. A name that stands twice in one object with different
    values is a contradiction: Malformed, because nobody can say which one is meant.
    """
    if text.count("[") + text.count("{") > MAX_CONTAINERS:
        raise Malformed("too many parts")
    try:
        document = _DECODER.decode(text)
    except Malformed:
        raise
    except RecursionError as error:
        raise Malformed("nested too deeply") from error
    except ValueError as error:
        raise Malformed(f"no JSON: {error}"[:200]) from error
    check_depth(document)
    return document


def check_depth(document: Any) -> None:
    """Raise Malformed where containers are nested more than MAX_DEPTH deep; walks without recursion."""
    level: list[Any] = [document]
    for _depth in range(MAX_DEPTH):
        inner: list[Any] = []
        for node in level:
            if isinstance(node, dict):
                inner.extend(value for value in node.values() if isinstance(value, (dict, list)))
            elif isinstance(node, list):
                inner.extend(value for value in node if isinstance(value, (dict, list)))
        if not inner:
            return
        level = inner
    raise Malformed("nested too deeply")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        for name, value in pairs:
            if found[name] is not value and found[name] != value:
                raise Malformed(f"{name[:40]!r} stands twice with different values")
    return found


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= MAX_INT_DIGITS else digits


def _float(digits: str) -> float | None:
    value = float(digits)
    return value if math.isfinite(value) else None  # 1e999


def _nothing(_word: str) -> None:
    return None


# not strict: line breaks stand raw in the texts of some servers
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_nothing, strict=False
)
