"""What travels to and from a GeoReport v2 back end, as plain frozen objects.

Codes and ids are text, whatever the server makes of them. Instants are aware and in UTC. lat and lon are WGS84
degrees; either both are there or neither. `as_mapping` gives the JSON shape of GeoReport.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..clock import utc_text
from .endpoint import Capabilities, Endpoint  # noqa: F401  named beside the rest of the model

FLAGS = ("private", "inactive", "staff", "waste_only")


@dataclass(frozen=True)
class Service:
    """A category that one can report. type: realtime, batch or blackbox. metadata: it has a definition.

    group: the first of `groups`, which mySociety's servers give.
    """

    service_code: str
    service_name: str
    description: str = ""
    metadata: bool = False
    type: str = "realtime"
    keywords: tuple[str, ...] = ()
    group: str = ""
    groups: tuple[str, ...] = ()

    @property
    def flags(self) -> frozenset[str]:
        """What the keywords say about who may use it: private, inactive, staff, waste_only (mySociety)."""
        return frozenset(FLAGS).intersection(word.lower() for word in self.keywords)

    def as_mapping(self) -> dict[str, Any]:
        several = {"groups": list(self.groups)} if len(self.groups) > 1 else {}
        return {
            **several,
            "service_code": self.service_code,
            "service_name": self.service_name,
            "description": self.description,
            "metadata": self.metadata,
            "type": self.type,
            "keywords": ",".join(self.keywords),
            "group": self.group,
        }


@dataclass(frozen=True)
class AttributeValue:
    key: str
    name: str


@dataclass(frozen=True)
class Attribute:
    """A question of a service. variable False: text to show, nothing to fill in.

    datatype: string, number, datetime, text, singlevaluelist or multivaluelist. stops: answers that end the report,
    as (name, what the server says to whoever gives it), such as "danger: call 112"; they are not among `values`.
    """

    code: str
    variable: bool
    datatype: str
    required: bool
    datatype_description: str
    order: int
    description: str
    values: tuple[AttributeValue, ...] = ()
    stops: tuple[tuple[str, str], ...] = ()

    def as_mapping(self) -> dict[str, Any]:
        stops = [{"name": name, "disable_message": message} for name, message in self.stops]
        return {
            **({"stops": stops} if stops else {}),
            "code": self.code,
            "variable": self.variable,
            "datatype": self.datatype,
            "required": self.required,
            "datatype_description": self.datatype_description,
            "order": self.order,
            "description": self.description,
            "values": [{"key": value.key, "name": value.name} for value in self.values],
        }


@dataclass(frozen=True)
class ServiceDefinition:
    """attributes: what a person sees, in order. automated: what only machines fill in, never shown."""

    service_code: str
    attributes: tuple[Attribute, ...]
    automated: tuple[Attribute, ...] = ()

    def as_mapping(self) -> dict[str, Any]:
        return {
            "service_code": self.service_code,
            "attributes": [attribute.as_mapping() for attribute in self.attributes],
        }


@dataclass(frozen=True)
class MediaFile:
    name: str
    mime: str
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class NewRequest:
    """A service request to create. Empty fields are not sent.

    The place is lat and lon, or address_string, or address_id; one of the three is needed, several are allowed.
    attributes: attribute code -> its values. multivalued: codes that are sent as lists even with one value.
    media: files to upload; or media_url and media_urls, addresses where the back end can fetch them.
    """

    service_code: str
    description: str = ""
    lat: float | None = None
    lon: float | None = None
    address_string: str = ""
    address_id: str = ""
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    device_id: str = ""
    account_id: str = ""
    media_url: str = ""
    media: tuple[MediaFile, ...] = ()
    multivalued: tuple[str, ...] = ()
    media_urls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """The answer to a creation: a number (realtime), a token (batch), or neither (blackbox)."""

    service_request_id: str = ""
    token: str = ""
    service_notice: str = ""
    account_id: str = ""


@dataclass(frozen=True)
class Note:
    """One line of a service request's history (`extensions=true`). type: such as `opened` or `closed`."""

    at: datetime | None
    type: str
    summary: str = ""
    description: str = ""


@dataclass(frozen=True)
class ServiceRequest:
    """A service request as the back end tells it.

    status: `open` or `closed`; another word of the server stands in extra["status"]. extra: every field that the
    standard does not know, as it came, but for fields about persons: withheld names those that were dropped.
    extra["position"] is the position as it stood where it was not in degrees, extra["position_note"] how it was read.
    """

    service_request_id: str
    status: str
    status_notes: str = ""
    service_code: str = ""
    service_name: str = ""
    description: str = ""
    agency_responsible: str = ""
    service_notice: str = ""
    requested_datetime: datetime | None = None
    updated_datetime: datetime | None = None
    expected_datetime: datetime | None = None
    address: str = ""
    address_id: str = ""
    zipcode: str = ""
    lat: float | None = None
    lon: float | None = None
    media_url: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)
    withheld: tuple[str, ...] = ()

    @property
    def extended(self) -> Mapping[str, Any]:
        """The extended attributes, as they came; empty where there are none."""
        found = self.extra.get("extended_attributes")
        return found if isinstance(found, Mapping) else {}

    def as_mapping(self) -> dict[str, Any]:
        """The JSON shape of GeoReport, with `long`; instants as text, absent ones as None."""
        names = (
            "service_request_id", "status", "status_notes", "service_code", "service_name", "description",
            "agency_responsible", "service_notice", "address", "address_id", "zipcode", "media_url",
        )  # fmt: skip
        shape: dict[str, Any] = {**self.extra, **{name: getattr(self, name) for name in names}}
        for name in ("requested_datetime", "updated_datetime", "expected_datetime"):
            instant = getattr(self, name)
            shape[name] = utc_text(instant) if instant else None
        shape["lat"], shape["long"] = self.lat, self.lon
        return shape


@dataclass(frozen=True)
class NewUpdate:
    """An update to send (servicerequestupdates). update_id is ours; status a word such as `in_progress`."""

    service_request_id: str
    update_id: str
    status: str
    updated_datetime: datetime
    description: str
    media_url: str = ""
    media_urls: tuple[str, ...] = ()
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    title: str = ""
    account_id: str = ""
    service_code: str = ""
    anonymous: bool | None = None
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Update:
    """An update that the back end tells. status in lower case with underscores. media_urls: all of them.

    extra: every other field, as it came, such as `external_status_code`, `customer_reference`, `extras`.
    """

    update_id: str
    service_request_id: str
    status: str
    description: str
    updated_datetime: datetime | None
    media_url: str = ""
    media_urls: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Listing:
    """Service requests of a window. complete: nothing of the window is missing; else `why` says what may be.

    server_time: the back end's own clock when the first answer was made, if it told.
    """

    requests: tuple[ServiceRequest, ...]
    complete: bool
    why: str
    server_time: datetime | None
