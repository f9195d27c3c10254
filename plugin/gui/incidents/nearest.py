"""The address that the register proposes for a place, and whether what stands in the form is still that one."""
from __future__ import annotations

from ...errors import Rue311Error
from ...i18n import tr
from ..workplace import Workplace

MAX_DISTANCE_M = 100


class AddressGuess:
    """Remembers the last proposal. A text that a person typed is never replaced."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self.forget()

    def forget(self, label: str = "", address_id: str = "", nis: str = "") -> None:
        """Start anew, or from what a draft kept."""
        self.label = label if address_id else ""
        self.note = ""
        self._address_id = address_id
        self._nis = nis

    @property
    def nis(self) -> str:
        """The commune of the proposed address, else the commune of the profile."""
        profile = self._workplace.profile
        return self._nis or (profile.nis if profile is not None else "")

    def address_id(self, text: str) -> str:
        """The register's id, as long as the text is still the proposed one."""
        return self._address_id if text.strip() and text.strip() == self.label else ""

    def look(self, lon: float, lat: float, text: str) -> str | None:
        """Propose the nearest address for a text that is empty or an earlier proposal; None leaves the text alone."""
        own_words = bool(text.strip()) and text.strip() != self.label
        self.note = ""
        register = self._workplace.register
        if register is None:
            self.note = tr("no address register on this computer")
            return None
        try:
            nearest = register.nearest(lon, lat, MAX_DISTANCE_M)
        except Rue311Error as error:
            self.note = error.user
            return None
        if own_words:
            return None
        if nearest is None:
            self.label, self._address_id, self._nis = "", "", ""
            self.note = tr("no address within {metres} m").format(metres=MAX_DISTANCE_M)
            return ""
        self.label, self._address_id = nearest.suggestion.label, str(nearest.suggestion.address_id)
        self._nis = str(nearest.suggestion.nis)
        self.note = tr("address {metres} m away").format(metres=round(nearest.distance_m))
        return self.label
