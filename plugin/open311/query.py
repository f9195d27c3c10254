"""What one may ask of a list of service requests, and how it is written for a back end."""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from ..i18n import tr
from .endpoint import Capabilities
from .errors import NotOffered
from .send import Pairs, declared, degrees, moment

METRES_PER_DEGREE = 111_195.0  # of latitude, on the sphere of geometry.distance_m


@dataclass(frozen=True)
class Near:
    """A surrounding: WGS84 degrees and metres."""

    lat: float
    lon: float
    radius_m: float


@dataclass(frozen=True)
class Query:
    """Every filter of GET requests; empty ones are not sent. ids override all others, as the standard has it.

    start, end: of requested_datetime. updated_after, updated_before, near: only where the capabilities offer them.
    page: from 1; 0: not paged.
    """

    ids: Sequence[str] = ()
    service_codes: Sequence[str] = ()
    statuses: Sequence[str] = ()
    start: datetime | None = None
    end: datetime | None = None
    updated_after: datetime | None = None
    updated_before: datetime | None = None
    near: Near | None = None
    page: int = 0

    def pairs(self, able: Capabilities) -> Pairs:
        """As parameters. Raises NotOffered for what this back end does not know: it might ignore it silently."""
        if self.ids:
            return declared([("service_request_id", ",".join(self.ids)), *extensions(able)])
        if (self.updated_after or self.updated_before) and not able.updated_after:
            raise NotOffered(tr("This back end cannot tell what has changed since a date."))
        names = ("end_date", "start_date") if able.swapped_dates else ("start_date", "end_date")
        dates = (
            *zip(names, (self.start, self.end)),
            ("updated_after", self.updated_after),
            ("updated_before", self.updated_before if able.updated_before else None),
        )
        asked: Pairs = [(name, moment(instant, able)) for name, instant in dates if instant is not None]
        asked += [("service_code", ",".join(self.service_codes)), ("status", ",".join(self.statuses))]
        asked += surrounding(self.near, able) if self.near else []
        return declared([*asked, *paging(self.page, able), *extensions(able)])


def extensions(able: Capabilities) -> Pairs:
    return [("extensions", "true")] if able.extensions else []


def paging(page: int, able: Capabilities) -> Pairs:
    """page and page_size, never for a back end that does not offer them: some refuse, some fail."""
    return [("page", str(page)), ("page_size", str(able.page_size))] if page and able.page_size else []


def surrounding(near: Near, able: Capabilities) -> Pairs:
    """The back end's own parameters for a surrounding. Raises NotOffered where it has none.

    A template of the profile, such as `lat={lat}&long={long}&radius={radius}` (Helsinki, Tampere),
    `bbox={west},{south},{east},{north}`, or `lat_sw={south}&long_sw={west}&lat_ne={north}&long_ne={east}`.
    """
    template = parse_qsl(able.geo_filter)
    if not template:
        raise NotOffered(tr("This back end cannot search around a place."))
    high = near.radius_m / METRES_PER_DEGREE
    wide = high / max(0.01, math.cos(math.radians(near.lat)))
    values = {
        "lat": degrees(near.lat), "long": degrees(near.lon), "radius": str(math.ceil(near.radius_m)),
        "west": degrees(near.lon - wide), "south": degrees(near.lat - high),
        "east": degrees(near.lon + wide), "north": degrees(near.lat + high),
    }  # fmt: skip
    return [(name, _filled(value, values)) for name, value in template]


def _filled(template: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        template = template.replace("{" + name + "}", value)
    return template
