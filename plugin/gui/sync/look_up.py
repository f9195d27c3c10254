"""One question to the back end: what stands there under this number?"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...i18n import tr
from ...open311 import Open311Client
from ..tasks import Work

if TYPE_CHECKING:
    from ...net import HttpSession
    from ...open311 import Endpoint


class LookUpWork(Work):
    """Finishes with a ServiceRequest, or None where the back end knows no such number."""

    def __init__(self, session: HttpSession, endpoint: Endpoint, number: str) -> None:
        super().__init__(tr("Looking up number {number}").format(number=number))
        self._session = session
        self._endpoint = endpoint
        self.number = number

    def work(self) -> Any:
        return Open311Client(self._session, self._endpoint, cancel=self.cancel_token).request(self.number)
