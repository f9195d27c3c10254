"""Checks the answers to a service's questions against their datatypes."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..i18n import tr
from .call import Call
from .instants import read_instant

_NAME = re.compile(r"attribute\[([^\[\]]+)\](?:\[\d*\])?")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?")


def attribute_code(name: str) -> str:
    """The code in `attribute[code]` or `attribute[code][]`; empty for any other parameter."""
    match = _NAME.fullmatch(name)
    return match.group(1) if match else ""


def answers_in(call: Call) -> dict[str, list[str]]:
    """Every answer that was sent, by attribute code; an empty one counts as not sent."""
    found: dict[str, list[str]] = {}
    for name, value in call.params:
        code = attribute_code(name)
        if code and value.strip():
            found.setdefault(code, []).append(value.strip())
    return found


def complaints(definition: Mapping[str, Any], answers: Mapping[str, Sequence[str]], *, strict: bool) -> list[str]:
    """What is wrong with the answers, one sentence each; empty when nothing is."""
    asked = {str(one["code"]): one for one in definition["attributes"] if one["variable"]}
    found = [text for code, one in asked.items() for text in _of_one(one, answers.get(code, ()))]
    if strict:
        unasked = [code for code in answers if code not in asked]
        found += [tr("attribute[{code}] is not asked by this service.").format(code=code) for code in unasked]
    return found


def _of_one(attribute: Mapping[str, Any], values: Sequence[str]) -> list[str]:
    code, datatype = attribute["code"], attribute["datatype"]
    if not values:
        return [tr("attribute[{code}] is required.").format(code=code)] if attribute["required"] else []
    if len(values) > 1 and datatype != "multivaluelist":
        return [tr("attribute[{code}] takes one value.").format(code=code)]
    if all(_fits(attribute, value) for value in values):
        return []
    return [tr("The value of attribute[{code}] is not a {datatype}.").format(code=code, datatype=datatype)]


def _fits(attribute: Mapping[str, Any], value: str) -> bool:
    datatype = attribute["datatype"]
    if datatype == "number":
        return bool(_NUMBER.fullmatch(value))
    if datatype == "datetime":
        return _is_instant(value)
    if datatype.endswith("list"):
        return value in [one["key"] for one in attribute["values"]]
    return True


def _is_instant(value: str) -> bool:
    try:
        read_instant(value)
    except ValueError:
        return False
    return True
