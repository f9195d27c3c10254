"""The quick filters of the list, their counts, and the one text in which the search box looks."""
from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Callable

from ...i18n import tr
from ...incidents import Incident, Operator
from ...incidents.workflow import state_label
from .layer_features import is_dangerous, is_open
from .words import folded


class Quick(Enum):
    """One quick filter; the value is stable (it names the button in tests and settings)."""

    ALL = "all"
    OPEN = "open"
    DANGER = "danger"
    MINE = "mine"
    UNSENT = "unsent"
    CONFLICT = "conflict"


def quick_label(quick: Quick) -> str:
    """The words on its button."""
    return {
        Quick.ALL: tr("All"),
        Quick.OPEN: tr("Open"),
        Quick.DANGER: tr("Danger"),
        Quick.MINE: tr("Mine"),
        Quick.UNSENT: tr("To send"),
        Quick.CONFLICT: tr("Conflict"),
    }[quick]


def quick_test(quick: Quick, operator: Operator | None) -> Callable[[Incident], bool]:
    """The question that this filter asks of an incident; "mine" means assigned to the operator at work."""
    mine = {operator.operator_id, operator.name} if operator is not None else set()
    return {
        Quick.ALL: lambda _incident: True,
        Quick.OPEN: is_open,
        Quick.DANGER: is_dangerous,
        Quick.MINE: lambda incident: bool(incident.assignee) and incident.assignee in mine,
        Quick.UNSENT: lambda incident: incident.unsent > 0,
        Quick.CONFLICT: lambda incident: incident.conflict,
    }[quick]


def counts(incidents: Iterable[Incident], operator: Operator | None) -> dict[Quick, int]:
    """How many incidents each filter would show."""
    tests = [(quick, quick_test(quick, operator)) for quick in Quick if quick is not Quick.ALL]
    found = dict.fromkeys(Quick, 0)
    for incident in incidents:
        found[Quick.ALL] += 1
        for quick, test in tests:
            if test(incident):
                found[quick] += 1
    return found


def search_text(incident: Incident) -> str:
    """All that one can search an incident by, folded; the reference with and without its dashes."""
    return folded(
        "\n".join(
            (
                incident.service_request_id,
                incident.ref,
                incident.ref.replace("-", ""),
                incident.service_name,
                incident.address,
                incident.description,
                incident.assignee,
                state_label(incident.state),
            )
        )
    )


def words_of(search: str) -> list[str]:
    """The words that must all occur."""
    return folded(search).split()
