"""From an HTTP answer to its document, or to the error that it means."""
from __future__ import annotations

import math
import re
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from ..i18n import tr
from ..net import HttpReply
from . import parse
from .document import Malformed, read_document
from .errors import (
    KeyRefused,
    NotFound,
    NotHere,
    Open311Error,
    Problems,
    Refused,
    ServerFailed,
    Throttled,
    Unreadable,
    said,
)

RETRY_CAP_S = 3600.0
RETRY_DEFAULT_S = 60.0
ELSEWHERE = {404, 405, 406}
UNDECIDED = {408, 425}  # "too slow" and "too early" do not tell what became of the request


def document_of(reply: HttpReply) -> Any:
    """The document of a 2xx. Raises Refused (and kinds), Throttled, ServerFailed or Unreadable for anything else."""
    if not 200 <= reply.status < 300:
        raise error_of(reply)
    try:
        document = read_document(reply.body, reply.headers.get("Content-Type", ""))
    except Malformed as why:
        words, damaged = _why(why)
        raise Unreadable(words, http_status=reply.status, detail=_seen(reply), damaged=damaged) from why
    if parse.is_errors(document):
        problems = parse.problems(document) or parse.anything_said(document)
        raise _refusal(reply.status, problems, _seen(reply))
    return document


def error_of(reply: HttpReply) -> Open311Error:
    """What a status other than 2xx means. A 4xx of no known shape is Unreadable: it may come from a proxy."""
    status = reply.status
    refusing, why = False, ""
    problems: Problems = ()
    try:
        document = read_document(reply.body, reply.headers.get("Content-Type", ""))
        known = parse.problems(document)
        problems = known or parse.anything_said(document)
        refusing = bool(known) or (bool(problems) and parse.is_errors(document))
    except Malformed as malformed:
        why = _why(malformed)[0]
    if status == 429:
        return Throttled(retry_after_s(reply), problems, _seen(reply))
    if status >= 500 or status in UNDECIDED:
        wait = retry_after_s(reply) if "Retry-After" in reply.headers else 0.0
        return ServerFailed(status, problems, _seen(reply), wait)
    if status >= 400 and refusing:
        return _refusal(status, problems, _seen(reply))
    if status in ELSEWHERE:
        return NotHere(status, _seen(reply), problems)
    if 300 <= status < 400:
        why = tr("it sends the request elsewhere")
    elif problems:
        why = tr("HTTP {status}: {words}").format(status=status, words=said(problems))
    why = why or tr("HTTP {status} without an explanation").format(status=status)
    return Unreadable(why, http_status=status, detail=_seen(reply), problems=problems)


def states_errors(reply: HttpReply) -> bool:
    """Whether the body is an errors document of the standard, and not just any JSON that a router gives."""
    try:
        return parse.is_errors(read_document(reply.body, reply.headers.get("Content-Type", "")))
    except Malformed:
        return False


def _refusal(status: int, problems: Problems, detail: str) -> Refused:
    kind = {401: KeyRefused, 403: KeyRefused, 404: NotFound}.get(status, Refused)
    return kind(status, problems, detail)


def retry_after_s(reply: HttpReply) -> float:
    """Retry-After in seconds, from a number or an HTTP date, between 0 and 3600; 60 where it cannot be read."""
    text = reply.headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", text):
        return min(RETRY_CAP_S, float(text))
    until = http_date(text)
    if until is None:
        return RETRY_DEFAULT_S
    now = http_date(reply.headers.get("Date", "")) or datetime.now(timezone.utc)
    wait = (until - now).total_seconds()
    return min(RETRY_CAP_S, max(0.0, wait)) if math.isfinite(wait) else RETRY_DEFAULT_S


def http_date(text: str) -> datetime | None:
    """An HTTP date in UTC; None for anything else."""
    try:
        moment = parsedate_to_datetime(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
        return aware.astimezone(timezone.utc)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _seen(reply: HttpReply) -> str:
    """For the log: what came, without what it said (a body may hold a person's data)."""
    kind = reply.headers.get("Content-Type", "")[:60]
    return f"HTTP {reply.status}, {len(reply.body)} bytes, {kind or 'no content type'}"


def _why(malformed: Malformed) -> tuple[str, bool]:
    """(the reason in the user's language, whether the document is of the right kind and only broken)."""
    known = {
        "it is empty": tr("it is empty"),
        "it is neither JSON nor XML": tr("it is neither JSON nor XML"),
        "it is a web page, perhaps a login": tr("it is a web page, perhaps a login"),
        "a DOCTYPE is not allowed": tr("it is not safe to read"),
        "nested too deeply": tr("it is not safe to read"),
        "too many parts": tr("it is not safe to read"),
    }.get(str(malformed))
    return (known, False) if known else (tr("it is damaged or cut short"), True)
