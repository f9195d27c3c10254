"""Fields about persons that a public answer should not hold: found by their names, dropped, and named.

Rue311 asks for lists without a key, so whatever comes is what everybody may read. Mark-a-Spot shows author and e-mail
where a permission is set too wide, FixMyStreet `requestor_name`; nothing of that is kept on our side.
"""
from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

DEPTH = 8
_PERSON = (
    "requestor|requester|reporter|reportedby|author|contact|contactperson|citizen|user|submitter|submittedby|creator"
    "|createdby|complainant|customer|caller|applicant|assigneduser"
)
_PERSONAL = re.compile(
    rf"(?:field)?(?:(?:{_PERSON})(?:name|firstname|lastname|e?mail|emailaddress|phone|tel|id|address)?"
    r"|e?mail(?:address)?|(?:home|cell|mobile|tele)?phone(?:number)?|tel|gsm|mobile(?:number)?"
    r"|(?:first|last|sur|full|given|family)name|deviceid|accountid|ip(?:address)?|nationalnumber|niss"
    r"|birthdate|dateofbirth)"
)
_LETTERS = re.compile(r"[^a-z]")


@lru_cache(maxsize=2048)
def is_personal(name: str) -> bool:
    """Tell by the name of a field, however it is written, whether it is about a person."""
    return bool(_PERSONAL.fullmatch(_LETTERS.sub("", name.lower())))


def without_personal(value: Any, depth: int = 0) -> tuple[Any, tuple[str, ...]]:
    """(the value without what is about persons, the names of the fields that were dropped).

    Looks into objects and lists; an answer `{"code": "email", "value": …}` counts by its code. Empty fields and truth
    values tell nothing of anybody and stay.
    """
    if depth >= DEPTH:
        return (None, ("…",)) if isinstance(value, (dict, list)) and value else (value, ())
    if isinstance(value, list):
        cleaned = [without_personal(item, depth + 1) for item in value]
        return [item for item, _names in cleaned], _once(name for _item, names in cleaned for name in names)
    if not isinstance(value, dict):
        return value, ()
    return _object(value, depth)


def _object(value: dict[str, Any], depth: int) -> tuple[dict[str, Any], tuple[str, ...]]:
    kept: dict[str, Any] = {}
    dropped: list[str] = []
    code = value.get("code")
    answers_person = isinstance(code, str) and is_personal(code)
    for name, item in value.items():
        if _says_something(item) and (is_personal(name) or (answers_person and name == "value")):
            dropped.append(str(code) if name == "value" else name)
            continue
        kept[name], below = without_personal(item, depth + 1)
        dropped += below
    return kept, _once(dropped)


def _says_something(value: Any) -> bool:
    return not isinstance(value, bool) and value not in (None, "", [], {})


def _once(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
