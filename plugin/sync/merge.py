"""Three-way merge of what we changed with what the back end says, field by field. Pure; its laws are tested.

base is the last value on which both sides agreed. A field that one side left alone takes the other side's value; a
field that both set to different values is a conflict, and our value stays in sight until a person picks. Nothing
disappears.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..incidents import workflow
from ..incidents.model import State

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Clash:
    """One field, three values."""

    field: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """values: what is shown. base: what both sides agree on from now on. clashes: what a person must decide."""

    values: dict[str, Any]
    base: dict[str, Any]
    clashes: tuple[Clash, ...]


def merge(base: Values, mine: Values, theirs: Values) -> Merged:
    """Merge field by field. A field that `theirs` lacks, or has as None, is one that the back end says nothing about.

    A state that would reopen what is closed on our side is a clash, even where we changed nothing.
    """
    values, agreed, clashes = dict(mine), dict(base), []
    for name in sorted({*base, *mine, *theirs}):
        before, ours = base.get(name), mine.get(name)
        said = theirs.get(name)
        if said is None:
            said = before
        if ours == said:
            agreed[name] = said
        elif said == before:
            continue  # only we changed it: the base stays until the back end knows
        elif ours == before and not (name == "state" and reopens(ours, said)):
            values[name] = agreed[name] = said
        else:
            clashes.append(Clash(name, before, ours, said))
    return Merged(values, agreed, tuple(clashes))


def reopens(ours: Any, said: Any) -> bool:
    """Whether taking the back end's state would reopen what is ended on our side."""
    return _ended(ours) and not _ended(said)


def _ended(value: Any) -> bool:
    return value in {state.value for state in State} and workflow.is_ended(State(value))


def state_from_status(base: str, before: str, now: str) -> str | None:
    """What the step from one `open|closed` to another says about the workflow state; None: nothing new.

    base: our state as the back end knows it. An end of ours, `fixed` and `transferred` explain a `closed`.
    """
    if before == now:
        return None
    if now == "closed":
        return None if workflow.explains_closed(State(base)) else State.CLOSED.value
    if before == "closed" and workflow.is_ended(State(base)):
        return State.ACCEPTED.value
    return None


def first_state(status: str) -> str:
    """The state of an incident that is seen for the first time."""
    return State.CLOSED.value if status == "closed" else State.NEW.value


def state_from_word(word: str, mine: str, status: str) -> str | None:
    """What an update's word says about the workflow state; None: nothing.

    A word that keeps things open says nothing of a request that the back end shows closed: it is older than the end.
    """
    state = workflow.state_from_update(word)
    if state is None:
        return None
    older = not workflow.explains_closed(state) or workflow.is_ended(State(mine))
    if status == "closed" and not workflow.is_ended(state) and older:
        return None
    return state.value


def union(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Notes by their ids: a set that only grows; what is known is not rewritten."""
    return {**theirs, **mine}
