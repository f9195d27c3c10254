"""The Open311 GeoReport v2 protocol, and nothing else.

Turns questions into HTTP and answers into plain objects. Knows no QGIS, no database and no commune. Tolerant in what
it reads, strict in what it sends; every tolerance has a test named after the quirk. An answer is a sound object or a
typed error, whatever a server sends.
"""
from .bulk import COLUMNS as BULK_COLUMNS
from .bulk import bulk_rows
from .client import Open311Client
from .discovery import discover
from .endpoint import Capabilities, DiscoveredEndpoint, Discovery, Endpoint
from .errors import (
    KeyRefused,
    NotFound,
    NotHere,
    NotOffered,
    NotSendable,
    Open311Error,
    Refused,
    ServerFailed,
    ShutDown,
    Throttled,
    Unreadable,
)
from .model import (
    Attribute,
    AttributeValue,
    Listing,
    MediaFile,
    NewRequest,
    NewUpdate,
    Note,
    Receipt,
    Service,
    ServiceDefinition,
    ServiceRequest,
    Update,
)
from .parse import all_media, notes, service_request
from .point import Point, capabilities_from
from .probe import probe_endpoint
from .query import Near, Query

__all__ = [
    "BULK_COLUMNS",
    "Attribute",
    "AttributeValue",
    "Capabilities",
    "DiscoveredEndpoint",
    "Discovery",
    "Endpoint",
    "KeyRefused",
    "Listing",
    "MediaFile",
    "Near",
    "NewRequest",
    "NewUpdate",
    "NotFound",
    "NotHere",
    "NotOffered",
    "NotSendable",
    "Note",
    "Open311Client",
    "Open311Error",
    "Point",
    "Query",
    "Receipt",
    "Refused",
    "ServerFailed",
    "Service",
    "ServiceDefinition",
    "ServiceRequest",
    "ShutDown",
    "Throttled",
    "Unreadable",
    "Update",
    "all_media",
    "bulk_rows",
    "capabilities_from",
    "discover",
    "notes",
    "probe_endpoint",
    "service_request",
]
