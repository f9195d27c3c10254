"""The Open311 GeoReport v2 protocol, and nothing else.

Turns questions into HTTP and answers into plain objects. Knows no QGIS, no database and no commune. Tolerant in what
it reads, strict in what it sends; every tolerance has a test named after the quirk. An answer is a sound object or a
typed error, whatever a server sends.
"""
from .client import Open311Client
from .discovery import discover
from .endpoint import Capabilities, DiscoveredEndpoint, Discovery, Endpoint
from .errors import KeyRefused, NotFound, NotOffered, Open311Error, Refused, ServerFailed, Throttled, Unreadable
from .model import (
    Attribute,
    AttributeValue,
    Listing,
    MediaFile,
    NewRequest,
    NewUpdate,
    Receipt,
    Service,
    ServiceDefinition,
    ServiceRequest,
    Update,
)
from .parse import service_request

__all__ = [
    "Attribute",
    "AttributeValue",
    "Capabilities",
    "DiscoveredEndpoint",
    "Discovery",
    "Endpoint",
    "KeyRefused",
    "Listing",
    "MediaFile",
    "NewRequest",
    "NewUpdate",
    "NotFound",
    "NotOffered",
    "Open311Client",
    "Open311Error",
    "Receipt",
    "Refused",
    "ServerFailed",
    "Service",
    "ServiceDefinition",
    "ServiceRequest",
    "Throttled",
    "Unreadable",
    "Update",
    "discover",
    "service_request",
]
