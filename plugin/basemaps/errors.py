"""What can go wrong with the catalogue and its sources."""

from __future__ import annotations

from ..errors import Rue311Error
from ..i18n import tr


class CatalogueUnreadable(Rue311Error):
    """A catalogue file is missing, no JSON, or one of its entries cannot be used."""

    code = "BAS-101"

    def __init__(self, name: str, reason: str, detail: str = "") -> None:
        super().__init__(
            user=tr("The catalogue {file} cannot be used: {reason}.").format(file=name, reason=reason),
            remedy=tr("Repair the file or remove it; the catalogue of before stays in use."),
            detail=detail or reason,
        )


class SourceUnusable(Rue311Error):
    """QGIS cannot make a layer of this source."""

    code = "BAS-201"

    def __init__(self, title: str, reason: str, detail: str = "") -> None:
        super().__init__(
            user=tr("{source} cannot be added: {reason}.").format(source=title, reason=reason),
            remedy=tr("Try again later, or pick another source of the same theme."),
            detail=detail or reason,
        )
