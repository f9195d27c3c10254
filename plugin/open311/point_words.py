"""The points of a back end in plain words: what each means for the people who work with it."""
from __future__ import annotations

from enum import Enum
from typing import Any

from ..i18n import tr


class Mark(str, Enum):
    """GOOD: it works. MISSING: it does not, and something is lost by it. OPEN: nobody knows yet. PLAIN: a fact."""

    GOOD = "good"
    MISSING = "missing"
    OPEN = "open"
    PLAIN = "plain"


def say(name: str, value: Any) -> tuple[Mark, str]:
    """(mark, one sentence) for a point."""
    if value is None:
        return Mark.OPEN, _open(name)
    if name in _VALUED:
        return _VALUED[name](value)
    yes = bool(value)
    mark = Mark.GOOD if yes == (name not in _BETTER_NOT) else Mark.MISSING
    if name in _FACTS:
        mark = Mark.PLAIN
    return mark, _yes(name) if yes else _no(name)


# a "yes" to these is a loss or a peculiarity
_BETTER_NOT = frozenset(("test_system", "local_time", "swapped_dates", "bare_dates", "empty_404"))
_FACTS = frozenset(
    """discovery gzip strict jurisdiction_required extensions restricted_services long_window xml json
    bare_dates swapped_dates empty_404 local_time updated_before numbers_at_once""".split()
)


def _yes(name: str) -> str:
    return {
        "discovery": tr("It introduces itself (discovery)."),
        "test_system": tr("It is a test system: nobody repairs what is sent there."),
        "json": tr("It speaks JSON."),
        "xml": tr("It speaks XML."),
        "secure": tr("The way there is protected."),
        "gzip": tr("It compresses its answers."),
        "numbers_at_once": tr("Every category gives a number at once."),
        "listing": tr("Its service requests can be read."),
        "by_number": tr("One service request can be read by its number."),
        "date_window": tr("Lists can be limited by date."),
        "long_window": tr("More than 90 days can be asked for at once."),
        "updated_after": tr("It tells what has changed since a date: synchronising stays quick."),
        "updates": tr("It takes changes of status and notes, and tells those of others."),
        "updates_taken": tr("It has taken an update of ours."),
        "extensions": tr("It tells more on request (notes, answers)."),
        "strict": tr("It refuses parameters that it does not know; only known ones are sent."),
        "time_zone": tr("Its times say their time zone."),
        "local_time": tr("Its times are local, but labelled UTC; they are corrected here."),
        "bare_dates": tr("It wants dates without time zone; they are sent so."),
        "swapped_dates": tr("It takes the start of a list for its end; this is set right here."),
        "empty_404": tr("It answers 404 where a list is empty; this is understood."),
        "updated_before": tr("Changes can be limited by an end date."),
        "echo": tr("Our reference can be read back: a lost answer never makes a second report."),
        "reference_echoed": tr("Our reference comes back in a field of its own."),
        "media_shown": tr("Photos can be seen at the back end."),
        "jurisdiction_required": tr("It wants the jurisdiction in every question."),
        "key_accepted": tr("It accepts our key."),
        "restricted_services": tr("Some categories are not for everybody."),
    }.get(name, name)


def _no(name: str) -> str:
    return {
        "discovery": tr("It does not introduce itself (no discovery); that does no harm."),
        "test_system": tr("It is the real system: what is sent there is real."),
        "json": tr("It does not speak JSON."),
        "xml": tr("It does not speak XML."),
        "secure": tr("The way there is open: names and keys travel readable. Ask for an https address."),
        "gzip": tr("It does not compress its answers."),
        "numbers_at_once": tr("Some categories give their number later, or never."),
        "listing": tr("Its service requests cannot be read: you see only what you send yourself."),
        "by_number": tr("A service request cannot be read by its number."),
        "date_window": tr("It does not filter by date: lists may be incomplete, and this is said when it matters."),
        "long_window": tr("At most 90 days can be asked for at once; longer times are asked for in pieces."),
        "updated_after": tr("It cannot tell what has changed: the open ones are asked for one by one."),
        "updates": tr("This back end cannot change a status: triage stays on your side."),
        "updates_taken": tr("It has refused an update of ours."),
        "extensions": tr("It tells only what the standard has."),
        "strict": tr("It passes over parameters that it does not know."),
        "time_zone": tr("Its times are unclear: an hour or two may be wrong."),
        "updated_before": tr("Changes cannot be limited by an end date."),
        "echo": tr("Our reference cannot be read back: after a lost answer a person must look."),
        "reference_echoed": tr("Our reference does not come back in a field of its own."),
        "media_shown": tr("It takes photos, but does not show them."),
        "jurisdiction_required": tr("It needs no jurisdiction."),
        "key_accepted": tr("It does not accept our key."),
        "definitions": tr("The questions of its categories cannot be read."),
        "restricted_services": tr("All categories are open to everybody."),
    }.get(name, name)


def _open(name: str) -> str:
    return {
        "test_system": tr("Whether it is a test system is not said."),
        "clock_skew_s": tr("Its clock is not known."),
        "by_number": tr("Reading by number could not be tried."),
        "page_size": tr("Whether lists come in pages could not be tried."),
        "row_cap": tr("How much fits into one list was not met; the standard’s 1,000 are assumed."),
        "date_window": tr("Limiting by date could not be tried."),
        "long_window": tr("Whether more than 90 days can be asked for is open."),
        "updated_after": tr("Whether it tells what has changed is open; until then the open ones are asked for."),
        "updates": tr("Whether it takes changes of status is open; until then triage stays on your side."),
        "extensions": tr("Whether it tells more on request is open."),
        "time_zone": tr("Its time zone was not seen."),
        "echo": tr("Whether our reference can be read back, the first report will show."),
        "media": tr("Whether it takes photos, the first report with one will show."),
        "media_shown": tr("Whether photos can be seen there is open."),
        "multivalue": tr("How it wants several answers to one question, the first such report will show."),
        "answer": tr("Whether it answers with a number, the first report will show."),
        "key_accepted": tr("Whether it accepts the key, the first report will show."),
        "settle_s": tr("How long a new report takes to appear is not known; 15 minutes are assumed."),
    }.get(name, name)


def _services(value: Any) -> tuple[Mark, str]:
    return Mark.GOOD, tr("{count} categories can be reported.").format(count=value)


def _definitions(value: Any) -> tuple[Mark, str]:
    if value is False:
        return Mark.MISSING, _no("definitions")
    if not value:
        return Mark.PLAIN, tr("No category asks questions.")
    return Mark.GOOD, tr("{count} categories ask questions of their own.").format(count=value)


def _page_size(value: Any) -> tuple[Mark, str]:
    if not value:
        return Mark.MISSING, tr("Lists do not come in pages: long times are asked for in pieces.")
    return Mark.GOOD, tr("Lists come in pages of {count}.").format(count=value)


def _row_cap(value: Any) -> tuple[Mark, str]:
    return Mark.PLAIN, tr("At most {count} service requests come at once.").format(count=value)


def _clock(value: Any) -> tuple[Mark, str]:
    if abs(value) <= 60:
        return Mark.GOOD, tr("Its clock and this computer’s agree.")
    minutes = round(abs(value) / 60)
    words = tr("Its clock is {minutes} minutes ahead of this computer’s; this is allowed for.") if value > 0 else tr(
        "Its clock is {minutes} minutes behind this computer’s; this is allowed for.")
    return Mark.PLAIN, words.format(minutes=minutes)


def _personal(value: Any) -> tuple[Mark, str]:
    if not value:
        return Mark.GOOD, tr("It tells everybody nothing about persons.")
    return Mark.MISSING, tr("It tells everybody about persons ({names}): nothing of it is kept here.").format(
        names=", ".join(value))


def _fields(value: Any) -> tuple[Mark, str]:
    if not value:
        return Mark.PLAIN, tr("No field is reserved for programs.")
    return Mark.PLAIN, tr("Fields that programs fill in: {names}. They are not shown.").format(names=", ".join(value))


def _candidates(value: Any) -> tuple[Mark, str]:
    if not value:
        return Mark.PLAIN, tr("Our reference stands in the description.")
    return Mark.PLAIN, tr("A field could carry our reference: {names}.").format(names=", ".join(value))


def _word(value: Any) -> str:
    return {
        "json": tr("JSON is used."),
        "xml": tr("XML is used."),
        "suffix": tr("Its addresses end as the standard says."),
        "bare": tr("Its addresses have no ending."),
        "capital": tr("Its addresses begin with a capital letter."),
        "brackets": tr("Several answers to one question are marked with brackets."),
        "repeat": tr("Several answers to one question are repeated without brackets."),
        "multipart": tr("Photos go with the report."),
        "none": tr("It takes no photos: they stay on your side."),
        "number": tr("It answers a report with its number."),
        "token": tr("It answers a report with a token; the number follows."),
        "neither": tr("It answers a report without number: you find it again by its reference."),
    }.get(str(value), str(value))


def _words(value: Any) -> tuple[Mark, str]:
    bad = value in ("none", "neither")
    return Mark.MISSING if bad else Mark.GOOD if value in ("multipart", "number") else Mark.PLAIN, _word(value)


def _endpoint(value: Any) -> tuple[Mark, str]:
    return Mark.GOOD, tr("There is an Open311 back end at {address}.").format(address=value)


def _settle(value: Any) -> tuple[Mark, str]:
    return Mark.PLAIN, tr("A new report appears after {minutes} minutes at most.").format(minutes=round(value / 60))


def _reference(value: Any) -> tuple[Mark, str]:
    if not value:
        return Mark.PLAIN, tr("Our reference stands in the description.")
    return Mark.PLAIN, tr("Our reference goes into the field {name}.").format(name=value)


_VALUED = {
    "services": _services,
    "definitions": _definitions,
    "page_size": _page_size,
    "row_cap": _row_cap,
    "clock_skew_s": _clock,
    "personal_fields": _personal,
    "machine_fields": _fields,
    "reference_candidates": _candidates,
    "format": _words,
    "paths": _words,
    "multivalue": _words,
    "media": _words,
    "answer": _words,
    "endpoint": _endpoint,
    "settle_s": _settle,
    "reference_attribute": _reference,
}
