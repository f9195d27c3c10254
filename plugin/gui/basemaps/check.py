"""Asking a source whether it answers, away from the GUI thread: a hanging WMS once froze QGIS for a minute."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...i18n import tr
from ..tasks import Work

if TYPE_CHECKING:
    from ...basemaps import Probe
    from ...net import HttpSession

BUDGET_S = 3.0


class CheckWork(Work):
    """Probes one source within three seconds and answers the Probe."""

    quiet = True  # the row itself says "checking…"

    def __init__(self, source: Any, session: HttpSession, title: str) -> None:
        super().__init__(tr("Checking {title}").format(title=title))
        self._source = source
        self._session = session

    def work(self) -> Probe:
        from ...basemaps import probe

        return probe(self._source, self._session, budget_s=BUDGET_S, cancel=self.cancel_token)
