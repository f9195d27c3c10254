"""The services that the back end offers, and what it asks for each."""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from .database import Database

KINDS = ("realtime", "batch", "blackbox")
DATATYPES = ("string", "number", "datetime", "text", "singlevaluelist", "multivaluelist")


class Catalogue:
    """Reads services and definitions from the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def services(self) -> list[dict[str, Any]]:
        """Every service in its order, with exactly the fields of the standard."""
        rows = self._database.connection.execute("SELECT body FROM service ORDER BY position")
        return [json.loads(row["body"]) for row in rows]

    def service(self, code: str) -> dict[str, Any] | None:
        """One service, or None."""
        row = self._database.connection.execute("SELECT body FROM service WHERE service_code = ?", (code,)).fetchone()
        return json.loads(row["body"]) if row else None

    def definition(self, code: str) -> dict[str, Any] | None:
        """The definition of a service; without attributes when nothing is asked; None when there is no such service."""
        row = self._database.connection.execute(
            "SELECT definition FROM service WHERE service_code = ?", (code,)
        ).fetchone()
        if row is None:
            return None
        return json.loads(row["definition"]) if row["definition"] else {"service_code": code, "attributes": []}


def keep_services(
    connection: sqlite3.Connection, services: Sequence[Mapping[str, Any]], definitions: Mapping[str, Mapping[str, Any]]
) -> None:
    """Write the services of a new back end. Raises ValueError or KeyError when one lacks what the standard demands."""
    for service in services:
        definition = definitions.get(str(service["service_code"]))
        tidy = tidy_definition(definition) if definition else None
        connection.execute(
            "INSERT INTO service (service_code, body, definition) VALUES (?, ?, ?)",
            (
                str(service["service_code"]),
                json.dumps(tidy_service(service, bool(tidy)), ensure_ascii=False),
                json.dumps(tidy, ensure_ascii=False) if tidy else None,
            ),
        )


def tidy_service(service: Mapping[str, Any], has_definition: bool) -> dict[str, Any]:
    """The service with the standard's fields and types; `metadata` is what the definitions really hold."""
    kind = str(service.get("type") or "realtime")
    if kind not in KINDS:
        raise ValueError(f"type of service {service['service_code']!r}: {kind!r}")
    keywords = service.get("keywords") or ""
    return {
        "service_code": str(service["service_code"]),
        "service_name": str(service["service_name"]),
        "description": str(service.get("description") or ""),
        "metadata": has_definition,
        "type": kind,
        "keywords": keywords if isinstance(keywords, str) else ",".join(map(str, keywords)),
        "group": str(service.get("group") or ""),
    }


def tidy_definition(definition: Mapping[str, Any]) -> dict[str, Any]:
    """The definition with the standard's fields and types, attributes in their order."""
    attributes = [_tidy_attribute(one, place) for place, one in enumerate(definition.get("attributes") or (), start=1)]
    return {
        "service_code": str(definition["service_code"]),
        "attributes": sorted(attributes, key=lambda one: one["order"]),
    }


def _tidy_attribute(attribute: Mapping[str, Any], place: int) -> dict[str, Any]:
    datatype = str(attribute.get("datatype") or "string")
    if datatype not in DATATYPES:
        raise ValueError(f"datatype of attribute {attribute['code']!r}: {datatype!r}")
    tidy = {
        "variable": _truth(attribute.get("variable", True)),
        "code": str(attribute["code"]),
        "datatype": datatype,
        "required": _truth(attribute.get("required", False)),
        "datatype_description": attribute.get("datatype_description") or None,
        "order": int(attribute.get("order") or place),
        "description": str(attribute.get("description") or ""),
    }
    if datatype.endswith("list"):
        values = attribute.get("values") or ()
        tidy["values"] = [{"key": str(one["key"]), "name": str(one["name"])} for one in values]
    return tidy


def _truth(value: object) -> bool:
    return str(value).strip().lower() in ("true", "1", "yes")
