"""Answers to the questions of a service, checked against its GeoReport definition before anything is queued."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..i18n import tr

Answers = Mapping[str, tuple[str, ...]]


class AnswerRefused(ValueError):
    """An answer that the back end would refuse; its text is one sentence for the list of refusals."""


def check_answers(definition: Mapping[str, Any] | None, answers: Answers) -> dict[str, tuple[str, ...]]:
    """The answers as the back end wants them (keys of list values, in place of their names).

    definition: GeoReport service definition, None where it is not known; then nothing can be checked.
    Raises AnswerRefused for an unknown question, a missing required answer, or a value of the wrong kind.
    """
    given = {code: values for code, values in answers.items() if values}
    if definition is None:
        return given
    asked = {str(question.get("code")): question for question in definition.get("attributes") or ()}
    unknown = sorted(set(given) - set(asked))
    if unknown:
        raise AnswerRefused(tr("this category has no attribute {code}").format(code=", ".join(unknown)))
    for code, question in asked.items():
        if is_true(question.get("variable", True)) and is_true(question.get("required")) and code not in given:
            raise AnswerRefused(tr("attribute {code} is required").format(code=code))
    return {code: _values(code, asked[code], values) for code, values in given.items()}


def _values(code: str, question: Mapping[str, Any], values: tuple[str, ...]) -> tuple[str, ...]:
    kind = str(question.get("datatype") or "string")
    if kind != "multivaluelist" and len(values) > 1:
        raise AnswerRefused(tr("attribute {code} takes one value only").format(code=code))
    if kind in ("singlevaluelist", "multivaluelist"):
        return tuple(_key(code, question, value) for value in values)
    if kind == "number" and not _is_number(values[0]):
        raise AnswerRefused(tr("attribute {code}: {value} is not a number").format(code=code, value=values[0]))
    if kind == "datetime" and not _is_instant(values[0]):
        raise AnswerRefused(tr("attribute {code}: {value} is not an ISO 8601 date").format(code=code, value=values[0]))
    return values


def _key(code: str, question: Mapping[str, Any], value: str) -> str:
    """The key of a list value; its shown name is understood too."""
    offered = [(str(entry.get("key")), str(entry.get("name"))) for entry in question.get("values") or ()]
    if not offered or any(key == value for key, _name in offered):
        return value
    named = [key for key, name in offered if name.casefold() == value.casefold()]
    if len(named) == 1:
        return named[0]
    keys = ", ".join(key for key, _name in offered)
    raise AnswerRefused(tr("attribute {code}: {value} is not one of {keys}").format(code=code, value=value, keys=keys))


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < float("inf")
    except ValueError:
        return False


def _is_instant(text: str) -> bool:
    try:
        datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def is_true(value: object) -> bool:
    """GeoReport servers write booleans as JSON booleans and as words."""
    return value is True or str(value).strip().lower() in ("true", "1", "yes")
