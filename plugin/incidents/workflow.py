"""The steps of an incident, which of them are allowed, and how they are told to a back end.

Sources: FixMyStreet Brussels' back office (transitions, reasons); the mySociety `servicerequestupdates`
extension (words); Open311: everything is open except closed, refused, no_action and duplicate.
"""
from __future__ import annotations

from ..i18n import tr
from .errors import TransitionRefused
from .model import State

S = State

# the first four stand on buttons, the rest behind "Other…"
_NEXT: dict[State, tuple[State, ...]] = {
    S.NEW: (S.ACCEPTED, S.ASSIGNED, S.REFUSED, S.DUPLICATE, S.PLANNED, S.IN_PROGRESS, S.FIXED, S.NO_ACTION,
            S.TRANSFERRED, S.WAITING, S.CLOSED),
    S.ACCEPTED: (S.ASSIGNED, S.PLANNED, S.IN_PROGRESS, S.FIXED, S.WAITING, S.TRANSFERRED, S.DUPLICATE, S.NO_ACTION,
                 S.REFUSED, S.CLOSED),
    S.ASSIGNED: (S.PLANNED, S.IN_PROGRESS, S.FIXED, S.WAITING, S.ACCEPTED, S.TRANSFERRED, S.DUPLICATE, S.NO_ACTION,
                 S.REFUSED, S.CLOSED),
    S.PLANNED: (S.IN_PROGRESS, S.FIXED, S.WAITING, S.ASSIGNED, S.ACCEPTED, S.TRANSFERRED, S.DUPLICATE, S.NO_ACTION,
                S.CLOSED),
    S.IN_PROGRESS: (S.FIXED, S.WAITING, S.PLANNED, S.CLOSED, S.ASSIGNED, S.TRANSFERRED, S.DUPLICATE, S.NO_ACTION),
    S.WAITING: (S.IN_PROGRESS, S.PLANNED, S.FIXED, S.NO_ACTION, S.ACCEPTED, S.ASSIGNED, S.TRANSFERRED, S.DUPLICATE,
                S.REFUSED, S.CLOSED),
    S.FIXED: (S.CLOSED, S.IN_PROGRESS, S.PLANNED),
    S.CLOSED: (S.ACCEPTED,),
    S.REFUSED: (S.ACCEPTED,),
    S.NO_ACTION: (S.ACCEPTED,),
    S.DUPLICATE: (S.ACCEPTED,),
    S.TRANSFERRED: (S.ACCEPTED, S.FIXED, S.CLOSED, S.NO_ACTION),
}
_REASON = frozenset({S.REFUSED, S.NO_ACTION, S.WAITING})
_ENDED = frozenset({S.CLOSED, S.REFUSED, S.NO_ACTION, S.DUPLICATE})
# a danger that nobody made safe stays with the commune, which answers for safety on every road
_LEAVES_DANGER = _ENDED | {S.TRANSFERRED}

_WORDS: dict[State, str] = {
    S.NEW: "open",
    S.ACCEPTED: "investigating",
    S.ASSIGNED: "action_scheduled",
    S.PLANNED: "planned",
    S.IN_PROGRESS: "in_progress",
    S.WAITING: "unchanged",  # no word for it: the reason goes along as text
    S.FIXED: "fixed",
    S.CLOSED: "closed",
    S.REFUSED: "not_councils_responsibility",
    S.NO_ACTION: "no_further_action",
    S.DUPLICATE: "duplicate",
    S.TRANSFERRED: "internal_referral",
}
_STATES: dict[str, State] = {word: state for state, word in _WORDS.items() if word != "unchanged"}
_STATES.update({"cancelled": S.NO_ACTION, "for_triage": S.NEW, "reopen": S.ACCEPTED, "confirmed": S.ACCEPTED})
# words after which a back end may show `closed` although the step is not one of our ends
_SHOWN_CLOSED = frozenset(_ENDED | {S.FIXED, S.TRANSFERRED})


def next_states(state: State) -> tuple[State, ...]:
    """The steps allowed from `state`, the usual ones first."""
    return _NEXT[state]


def needs_reason(state: State) -> bool:
    """Whether going to `state` asks for a reason in any case."""
    return state in _REASON


def is_ended(state: State) -> bool:
    """Whether nothing more is expected: closed, refused, no action or duplicate."""
    return state in _ENDED


def explains_closed(state: State) -> bool:
    """Whether a back end that shows `closed` says no more than we know already from `state`."""
    return state in _SHOWN_CLOSED


def open311_status(state: State) -> str:
    """`open` or `closed`, as a plain GeoReport back end has it."""
    return "closed" if state in _ENDED else "open"


def update_status(state: State) -> str:
    """The word of servicerequestupdates for `state`."""
    return _WORDS[state]


def state_from_update(word: str) -> State | None:
    """The state that a back end's word means; None where it says nothing about ours (`unchanged`, unknown words)."""
    return _STATES.get(word.strip().lower().replace(" ", "_"))


def check_transition(state: State, target: State, *, reason: str, danger: bool, duplicate_of: str = "") -> None:
    """Let the step pass or say why not.

    danger: dangerous and not made safe. Raises TransitionRefused with a plain sentence.
    """
    if target not in _NEXT[state]:
        raise TransitionRefused(
            tr("From “{state}” an incident cannot go to “{target}”.").format(
                state=state_label(state), target=state_label(target)
            ),
            tr("Possible steps: {steps}.").format(steps=", ".join(state_label(step) for step in _NEXT[state])),
        )
    if target in _REASON and not reason.strip():
        raise TransitionRefused(tr("“{target}” needs a reason.").format(target=state_label(target)))
    if danger and target in _LEAVES_DANGER and not reason.strip():
        raise TransitionRefused(
            tr("This incident is dangerous and not made safe: “{target}” needs a reason.").format(
                target=state_label(target)
            ),
            tr("Make it safe first, or write why it can be left."),
        )
    if target is S.DUPLICATE and not duplicate_of:
        raise TransitionRefused(tr("Say of which incident this one is a duplicate."))


def state_label(state: State) -> str:
    """The state in the language of the screen."""
    return _LABELS[state]()


def priority_label(value: str) -> str:
    """The priority in the language of the screen; a word that only the back end knows stays as it is."""
    words = _PRIORITIES.get(value)
    return words() if words is not None else value


def priority_values() -> tuple[str, ...]:
    """What the store keeps: none, then from high to low."""
    return tuple(_PRIORITIES)


_PRIORITIES = {
    "": lambda: tr("No priority"),
    "high": lambda: tr("High"),
    "normal": lambda: tr("Normal"),
    "low": lambda: tr("Low"),
}

_LABELS = {
    S.NEW: lambda: tr("New"),
    S.ACCEPTED: lambda: tr("Accepted"),
    S.ASSIGNED: lambda: tr("Assigned"),
    S.PLANNED: lambda: tr("Planned"),
    S.IN_PROGRESS: lambda: tr("In progress"),
    S.WAITING: lambda: tr("Waiting"),
    S.FIXED: lambda: tr("Fixed, to be checked"),
    S.CLOSED: lambda: tr("Closed"),
    S.REFUSED: lambda: tr("Refused"),
    S.NO_ACTION: lambda: tr("No action"),
    S.DUPLICATE: lambda: tr("Duplicate"),
    S.TRANSFERRED: lambda: tr("Transferred"),
}
