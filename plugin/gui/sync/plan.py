"""What the next sync would send, and what stands in its way, in words short enough for a narrow dock."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from qgis.PyQt.QtCore import QLocale

from ...i18n import tr

if TYPE_CHECKING:
    from ...incidents.telling import ToSend
    from ..workplace import Workplace

MOST_NAMED = 3


def plan_words(plan: ToSend) -> str:
    """`Will be sent: 2 reports, 1 change, 3 photos (4.2 MB)`; empty where nothing waits."""
    counts = (
        (plan.reports, tr("1 report"), tr("{n} reports")),
        (plan.changes, tr("1 change"), tr("{n} changes")),
        (plan.notes, tr("1 note"), tr("{n} notes")),
        (plan.photos, tr("1 photo"), tr("{n} photos")),
    )
    parts = [one if count == 1 else many.format(n=count) for count, one, many in counts if count]
    if not parts:
        return ""
    if plan.photos:
        parts[-1] += f" ({size_words(plan.photo_bytes)})"
    return tr("Will be sent: {list}").format(list=", ".join(parts))


def size_words(size: int) -> str:
    """A file size: kilobytes below one megabyte. size: bytes."""
    if size < 1_000_000:
        return tr("{n} kB").format(n=max(1, round(size / 1000)))
    return tr("{n} MB").format(n=QLocale().toString(size / 1_000_000, "f", 1))


@dataclass(frozen=True)
class Obstacle:
    """One thing that would keep operations from arriving, with what one can do about it."""

    words: str
    op_id: str = ""  # the operation that can be corrected


def obstacles(workplace: Workplace, plan: ToSend) -> list[Obstacle]:
    """What one knows before sending. What the page says elsewhere (offline, stopped, no back end) comes first."""
    found = [Obstacle(words) for words in _ways_closed(workplace, plan)]
    for missing in plan.unanswered[:MOST_NAMED]:
        words = tr("{service} ({ref}): a required answer is missing, “{question}”. Choose it below, then “Correct…”.")
        found.append(
            Obstacle(words.format(service=missing.service, ref=missing.ref, question=missing.question), missing.op_id)
        )
    more = len(plan.unanswered) - MOST_NAMED
    if more > 0:
        found.append(Obstacle(tr("{n} more reports lack a required answer.").format(n=more)))
    return found


def _ways_closed(workplace: Workplace, plan: ToSend) -> list[str]:
    profile = workplace.profile
    if profile is None or not plan.anything:
        return []
    if workplace.offline:
        return [tr("Working offline: it waits until the switch is off.")]
    if not workplace.back_end_url():
        if workplace.training:
            return [tr("The training back end is stopped: start it first.")]
        return [tr("No back end is set up: it waits here.")]
    if not profile.training and not profile.back_end.authcfg:
        return [tr("No key is set: most back ends refuse reports without one (menu “Back end and register…”).")]
    return []


def why_not(workplace: Workplace, syncing: bool) -> str:
    """Why a sync cannot start now; empty when it can."""
    if workplace.profile is None:
        return tr("No commune is open.")
    if syncing:
        return tr("A sync is running.")
    if workplace.offline:
        return tr("The offline switch is on: no request leaves this computer. Switch it off to sync.")
    if not workplace.back_end_url():
        return tr("The training back end is stopped.") if workplace.training else tr("No back end is set up yet.")
    return ""


def back_end_words(workplace: Workplace) -> str:
    """Which back end reports go to, by its name or as the training one."""
    if workplace.profile is None:
        return tr("No commune is open.")
    if workplace.training:
        running = workplace.sandbox_running
        return tr("Training back end: running") if running else tr("Training back end: stopped")
    url = workplace.back_end_url()
    return tr("Back end: {host}").format(host=urlsplit(url).hostname) if url else tr("No back end is set up yet.")
