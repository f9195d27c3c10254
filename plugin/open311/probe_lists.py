"""What the lists of a back end can do: paging, dates, changes, extensions, and what they tell about persons.

Every question is asked in the way the client asks it later, and answered by comparing what came.
"""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Callable

from ..clock import Clock
from ..i18n import tr
from . import send
from .asking import Asker, Listed, span, words_of
from .loose import instant, text
from .model import ServiceRequest
from .privacy import without_personal
from .reply import http_date
from .window import ROUND

Tell = Callable[[str, Any, str], None]
PAGE_SIZES = (500, 100, 50)
SMALLEST_CAP = 50
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


class ListProbe:
    """Asks for lists and tells points. Raises Cancelled only."""

    def __init__(self, asker: Asker, tell: Tell, clock: Clock, progress: Callable[[float, str], None]) -> None:
        self._asker = asker
        self._tell = tell
        self._now = clock.now()
        self._progress = progress
        self._seen: list[Listed] = []

    def run(self) -> None:
        plain = self._list()
        if not plain.good:
            self._tell("listing", False, words_of(plain.trouble))
            return
        count = len(plain.requests)
        self._tell("listing", True, tr("{count} service requests of the last time were read.").format(count=count))
        self._by_number(plain)
        self._progress(0.55, tr("Trying pages"))
        self._paging(plain)
        self._progress(0.65, tr("Trying dates"))
        self._dates(plain)
        self._long_span()
        self._changes(plain)
        self._progress(0.8, tr("Trying what is beyond the standard"))
        self._extensions(plain)
        self._strictness()
        self._zone(plain)
        self._echo(plain)
        self._privacy()
        if self._asker.empty_404:
            self._tell("empty_404", True, self._asker.empty_404)

    def _list(self, *params: tuple[str, str]) -> Listed:
        heard = self._asker.list(*params)
        self._seen.append(heard)
        return heard

    def _by_number(self, plain: Listed) -> None:
        if not plain.ids:
            self._tell("by_number", None, tr("There is no service request to try it with."))
            return
        heard = self._asker.get(send.path("requests", plain.ids[0]))
        words = tr("Number {number} was asked for.").format(number=plain.ids[0])
        self._tell("by_number", heard.good, words if heard.good else words_of(heard.trouble))

    # -- how much comes at once -----------------------------------------------------------------------------------

    def _paging(self, plain: Listed) -> None:
        count = len(plain.requests)
        if count < 2:
            self._tell("page_size", None, tr("Too few service requests to try it with."))
            self._tell("row_cap", None, tr("Too few service requests to try it with."))
            return
        first, second = (self._list(("page", number), ("page_size", "1")) for number in ("1", "2"))
        if not (first.good and second.good):
            refusal = first if not first.good else second
            self._tell("page_size", 0, tr("Pages were refused: {words}").format(words=words_of(refusal.trouble)))
            self._row_cap(count, 0)
            return
        apart = bool(second.ids) and not set(first.ids) & set(second.ids)
        if not apart:
            self._tell("page_size", 0, tr("Page 2 brings the same as page 1: the wish for pages is ignored."))
            self._row_cap(count, 0)
        elif len(first.ids) > 1:
            words = tr("Pages differ, but each has {count} rows whatever one asks.").format(count=len(first.ids))
            self._tell("page_size", len(first.ids), words)
            self._row_cap(count, len(first.ids) + len(second.ids))
        else:
            size, total = self._largest_page()
            words = tr("Pages of one row were different; pages of {size} work.").format(size=size)
            self._tell("page_size", size, words)
            self._row_cap(count, total)

    def _largest_page(self) -> tuple[int, int]:
        """(the page size to ask for, how many rows were seen on pages of that size)."""
        for size in PAGE_SIZES:
            page = self._list(("page", "1"), ("page_size", str(size)))
            if not page.good or not page.ids:
                continue
            if len(page.ids) >= size:
                return size, size
            after = self._list(("page", "2"), ("page_size", str(size)))
            new = set(after.ids) - set(page.ids)
            return (len(page.ids), len(page.ids) + len(new)) if new else (size, len(page.ids))
        return 1, 2

    def _row_cap(self, count: int, seen: int) -> None:
        """seen: how many rows pages brought; more than the plain list means that it was cut."""
        if seen > count:
            words = tr("A plain list has {count} rows, pages bring more.").format(count=count)
            self._tell("row_cap", count, words)
        elif count >= SMALLEST_CAP and count in ROUND | {1000}:
            words = tr("A plain list has exactly {count} rows: probably its limit.").format(count=count)
            self._tell("row_cap", count, words)
        else:
            words = tr("A plain list has {count} rows; no limit was met.").format(count=count)
            self._tell("row_cap", None, words)

    # -- dates ----------------------------------------------------------------------------------------------------

    def _dates(self, plain: Listed) -> None:
        middle = _middle([request.requested_datetime for request in plain.requests])
        if middle is None:
            self._tell("date_window", None, tr("All service requests are of one instant, or there are none."))
            return
        asked = span(middle, self._now + DAY)
        value, words = self._window(asked, middle)
        if value is False:
            for name, other in (("bare_dates", _bare(asked)), ("swapped_dates", _swapped(asked))):
                again, how = self._window(other, middle)
                if again:
                    self._tell(name, True, how)
                    value, words = True, words + " " + how
                    break
        self._tell("date_window", value, words)

    def _window(self, asked: list[tuple[str, str]], since: datetime) -> tuple[bool | None, str]:
        return _filtered(self._list(*asked), since, lambda request: request.requested_datetime)

    def _long_span(self) -> None:
        """Whether more than 90 days may be asked for; the client never does."""
        long = self._list(*span(self._now - 200 * DAY, self._now))
        if not long.good:
            self._tell("long_window", False, tr("200 days were refused: {words}").format(words=words_of(long.trouble)))
            return
        old = self._now - 91 * DAY
        dates = [one.requested_datetime for one in long.requests if one.requested_datetime]
        if any(date < old for date in dates):
            self._tell("long_window", True, tr("200 days were asked for, and older ones came."))
            return
        past = self._list(*span(self._now - 190 * DAY, self._now - 105 * DAY))
        if past.requests:
            self._tell("long_window", False, tr("200 days were asked for, and only the last 90 came."))
        else:
            self._tell("long_window", None, tr("There is nothing older than 90 days to see it by."))

    def _changes(self, plain: Listed) -> None:
        ahead = self._now + 2 * DAY
        middle = _middle([request.updated_datetime for request in plain.requests])
        if middle is None:
            later = self._list(*_changed(self._now + DAY, ahead))
            ignored = later.good and bool(later.requests)
            words = tr("Asked for changes of tomorrow, it tells old ones.") if ignored else words_of(later.trouble)
            value = False if ignored or not later.good else None
            self._tell("updated_after", value, words or tr("There are too few changes to try it with."))
            return
        both = _changed(middle, ahead)
        heard = self._list(*both)
        if not heard.good and (alone := self._list(both[0])).good:
            self._tell("updated_before", False, words_of(heard.trouble))
            heard = alone
        value, words = _filtered(heard, middle, lambda request: request.updated_datetime)
        self._tell("updated_after", value, words)

    def _zone(self, plain: Listed) -> None:
        written = [text(row.get("requested_datetime")) for row in plain.raw]
        written = [one for one in written if "T" in one or " " in one]
        if not written:
            self._tell("time_zone", None, tr("No date and time was seen."))
            return
        bare = [one for one in written if not (one[-1] in "Zz" or one[-6:-5] in ("+", "-") or one[-5:-4] in ("+", "-"))]
        reply = plain.reply
        there = http_date(reply.headers.get("Date", "")) if reply is not None else None
        newest = max((found for found in map(instant, written) if found), default=None)
        if bare:
            words = tr("Written without time zone ({example}): read as UTC.").format(example=bare[0][:32])
        elif newest and newest > (there or self._now) + timedelta(minutes=20):
            words = tr("The newest is in the future ({example}): local time is called UTC.").format(
                example=written[0][:32])
            bare = written
            self._tell("local_time", True, words)
        else:
            words = tr("Written as {example}.").format(example=written[0][:32])
        self._tell("time_zone", not bare, words)

    # -- beyond the standard --------------------------------------------------------------------------------------

    def _extensions(self, plain: Listed) -> None:
        heard = self._list(("extensions", "true"))
        if not heard.good:
            self._tell("extensions", False, words_of(heard.trouble))
            return
        if not plain.raw:
            self._tell("extensions", None, tr("There is no service request to try it with."))
            return
        more = sorted({name for row in heard.raw for name in row} - {name for row in plain.raw for name in row})
        always = sorted({"extended_attributes", "notes"} & {name for row in plain.raw for name in row})
        words = tr("More fields came: {names}").format(names=", ".join(more[:6])) if more else ""
        words = words or (tr("They come unasked: {names}").format(names=", ".join(always)) if always else "")
        self._tell("extensions", bool(more or always), words or tr("The same fields came."))

    def _strictness(self) -> None:
        heard = self._list(("rue311_unknown", "1"))
        if not heard.good:
            self._tell("strict", True, words_of(heard.trouble))
        else:
            self._tell("strict", False, tr("A parameter that does not exist was passed over."))

    def _echo(self, plain: Listed) -> None:
        told = sum(1 for request in plain.requests if request.description)
        count = len(plain.requests)
        words = tr("{told} of {count} service requests show a description.").format(told=told, count=count)
        if count >= 5 and not told:
            self._tell("echo", False, words)
            return
        self._tell("echo", None, words + " " + tr("Whether ours come back, the first real report tells."))
        shown = sum(1 for request in plain.requests if request.media_url)
        self._tell("media_shown", bool(shown) or None, tr("{shown} of {count} service requests show a photo.").format(
            shown=shown, count=count))

    def _privacy(self) -> None:
        """Names only: what stood in those fields goes nowhere."""
        names = dict.fromkeys(
            name for heard in self._seen for row in heard.raw for name in without_personal(dict(row))[1])
        words = tr("Everybody can read these fields: {names}. They are dropped here; tell whoever runs it.").format(
            names=", ".join(names))
        self._tell("personal_fields", sorted(names), words if names else tr("No such field was in what came."))


def _bare(asked: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value.rstrip("Z")) for name, value in asked]


def _swapped(asked: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, other) for (name, _), (_, other) in zip(asked, reversed(asked))]


def _changed(start: datetime, end: datetime) -> list[tuple[str, str]]:
    return [(name, value) for name, (_, value) in zip(("updated_after", "updated_before"), span(start, end))]


def _middle(instants: Sequence[datetime | None]) -> datetime | None:
    """An instant with some before it and some at or after it; None where there is none."""
    different = sorted({found for found in instants if found is not None})
    return different[len(different) // 2] if len(different) >= 2 else None


def _filtered(
    heard: Listed, since: datetime, of: Callable[[ServiceRequest], datetime | None]
) -> tuple[bool | None, str]:
    """Whether a list that was asked for from `since` on has nothing older in it."""
    if not heard.good:
        return False, words_of(heard.trouble)
    found = [date for date in map(of, heard.requests) if date is not None]
    older = sum(1 for date in found if date < since - SECOND)
    count = len(found)
    if older:
        oldest_far = any(date < since - DAY for date in found)
        if not oldest_far:
            return None, tr("{older} of {count} are older than asked for, by less than a day: its clock is unclear."
                            ).format(older=older, count=count)
        return False, tr("{older} of {count} are older than what was asked for.").format(older=older, count=count)
    if not found:
        return False, tr("Nothing came, though there is something.")
    return True, tr("{count} came, none older than what was asked for.").format(count=count)
