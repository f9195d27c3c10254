"""From the lines of a BeSt table to rows for the importer: cleaned, judged, and each bound to its street.

The place columns of a line (street, postcode, commune, names) are looked up as one tuple: 1.7 million lines share
55,000 of them, so names are looked at, mended and judged once.
"""
from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Callable, Union

from ..commune import current_nis
from ..i18n import tr
from .errors import ImportCancelled
from .schema import STATUSES
from .source import Table
from .text import is_damaged, mend

Address = Union[int, str]
# number, box, address id, x, y, status
Detail = tuple[str, str, Address, "int | None", "int | None", int]
StagedLine = tuple[int, int, str, str, Address, "int | None", "int | None", int]

PLACE = (
    "street_id", "postcode", "municipality_id", "streetname_fr", "streetname_nl", "streetname_de",
    "municipality_name_fr", "municipality_name_nl", "municipality_name_de",
)  # fmt: skip
DETAIL = ("x", "y", "address_id", "box_number", "house_number", "status")
# where Belgium lies in each grid, in metres with a margin: west, south, east, north. Elsewhere is no position.
BOUNDS = {"EPSG:3812": (510_000, 500_000, 810_000, 760_000), "EPSG:31370": (10_000, 10_000, 310_000, 260_000)}
PROGRESS_EVERY = 20_000
_SKIP = -1
UNKNOWN = STATUSES.index("unknown")


@dataclass(frozen=True)
class Variant:
    """One spelling of a street in the file. `reason` says why its lines are rejected; empty: they are taken."""

    street_id: str
    postcode: str
    nis: str
    names: tuple[str, str, str]
    commune_names: tuple[str, str, str]
    localities: tuple[str, str]
    reason: str = ""


class LineReader:
    """Reads a table once. Afterwards `variants` holds every spelling; staged lines name its place in the list."""

    def __init__(
        self, table: Table, communes: Collection[str], progress: Callable[[float], bool] | None
    ) -> None:
        self._table = table
        self._wanted = {current_nis(nis.strip()) for nis in communes if nis.strip()}
        self._progress = progress
        self.variants: list[Variant] = []
        self.address_prefix: str | None = None
        self._numbers: dict[tuple[str, ...], int] = {}
        self._bounds = BOUNDS[table.grid]
        self._has_localities = "postname_fr" in table.columns or "postname_nl" in table.columns
        self._statuses = {status: place for place, status in enumerate(STATUSES)}

    def staged(self) -> Iterator[StagedLine]:
        """Yield (line, variant, number, box, address id, x, y, status); x and y in millimetres or None.

        Raises ImportCancelled when the progress callback answers False.
        """
        table, numbers = self._table, self._numbers
        columns, width = table.columns, table.width
        extra = [columns.get(name, columns["street_id"]) for name in ("postname_fr", "postname_nl")]
        place_of = itemgetter(*(columns[name] for name in PLACE), *extra)
        detail_of = itemgetter(*(columns[name] for name in DETAIL))
        for line, row in enumerate(table.rows, 2):
            if line % PROGRESS_EVERY == 0:
                self._tell()
            if len(row) != width:
                self._wrong_width(line, row)
                continue
            place = place_of(row)
            variant = numbers.get(place)
            if variant is None:
                variant = self._new_variant(place)
            if variant != _SKIP:
                detail = self._detail(line, *detail_of(row))
                if detail is not None:
                    yield (line, variant, *detail)
        self._tell()

    def _wrong_width(self, line: int, row: list[str]) -> None:
        if row:  # an empty row stands for a line that was set aside before
            reason = tr("it has {count} columns instead of {width}").format(count=len(row), width=self._table.width)
            self._table.rejections.add(line, reason)

    def _detail(  # noqa: PLR0917 (the columns of DETAIL, in their order, 1.7 million times)
        self, line: int, x_text: str, y_text: str, address: str, box: str, number: str, status: str
    ) -> Detail | None:
        """Judge what is a line's own; None: rejected."""
        if not number or not number.isascii() or not box.isascii() or not address:
            mended = self._mend_detail(line, number, box, address)
            if mended is None:
                return None
            number, box = mended
        try:
            x, y = float(x_text), float(y_text)
        except ValueError:
            position = self._odd_position(line, x_text, y_text)
            if position is None:
                return None
            x, y = position
        west, south, east, north = self._bounds
        code = self._statuses.get(status, UNKNOWN)
        if west < x < east and south < y < north:
            return number.strip(), box.strip(), self._short(address), round(x * 1000), round(y * 1000), code
        return number.strip(), box.strip(), self._short(address), None, None, code

    def _tell(self) -> None:
        if self._progress is not None and self._progress(self._table.done()) is False:
            raise ImportCancelled

    def _short(self, address: str) -> Address:
        """Store `icar2019-17` as 17 where every id has the same beginning; any other id as it is."""
        if self.address_prefix is None:
            self.address_prefix = address.rstrip("0123456789")
        digits = address[len(self.address_prefix) :]
        if digits.isdigit() and digits[0] != "0" and len(digits) < 19 and address.startswith(self.address_prefix):
            return int(digits)
        return address

    def _mend_detail(self, line: int, number: str, box: str, address: str) -> tuple[str, str] | None:
        rejections = self._table.rejections
        whole_number, whole_box = mend(number), mend(box)
        if not number.strip() or not address.strip():
            rejections.add(line, tr("it has no house number or no address id"))
        elif whole_number is None or whole_box is None:
            rejections.add(line, tr("its house number or box has lost letters"))
        else:
            return whole_number, whole_box
        return None

    def _odd_position(self, line: int, x_text: str, y_text: str) -> tuple[float, float] | None:
        if not x_text.strip() and not y_text.strip():
            return 0.0, 0.0
        try:
            return float(x_text.replace(",", ".")), float(y_text.replace(",", "."))
        except ValueError:
            self._table.rejections.add(line, tr("its position is no number"))
            return None

    def _new_variant(self, place: tuple[str, ...]) -> int:
        variant = self._judged(place)
        if self._wanted and current_nis(variant.nis) not in self._wanted:
            self._numbers[place] = _SKIP
            return _SKIP
        self.variants.append(variant)
        self._numbers[place] = len(self.variants) - 1
        return len(self.variants) - 1

    def _judged(self, place: tuple[str, ...]) -> Variant:
        texts = [mend(text) if is_damaged(text) else text for text in place]
        clean = [(text or "").strip() for text in texts]
        street_id, postcode, nis = clean[:3]
        reason = ""
        if any(text is None for text in texts[:9]):
            reason = tr("its street or commune has lost letters")
        elif not re.fullmatch(r"[0-9]{5}", nis):
            reason = tr("its INS code is not five digits")
        elif not re.fullmatch(r"[1-9][0-9]{3}", postcode):
            reason = tr("its postcode is not four digits")
        elif not street_id or not any(clean[3:6]):
            reason = tr("its street has no name or no id")
        fr, nl, de = clean[3:6]
        localities = (clean[9], clean[10]) if self._has_localities else ("", "")
        commune_names = (clean[6], clean[7], clean[8])
        return Variant(street_id, postcode, nis, (fr, nl, de), commune_names, localities, reason)


