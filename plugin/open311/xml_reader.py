"""XML from a stranger, read into the same loose shape as JSON. The only file of Rue311 that parses XML by ElementTree.

An element with children becomes an object (repeated names: a list), any other its text. Namespaces and attributes
are skipped. A DOCTYPE is refused before any entity of it is looked at.
"""
from __future__ import annotations

import re
from typing import Any

# expat's entities are out of reach: the target below refuses a DOCTYPE, without which no entity can be declared
from xml.etree.ElementTree import ParseError, XMLParser  # nosec B405

from .json_reader import MAX_CONTAINERS, MAX_DEPTH, Malformed

_PIECE = 64 * 1024
# not allowed in XML, and yet pasted into forms
_ILLEGAL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.IGNORECASE
)


def read_xml(text: str) -> Any:
    """Parse `text` into {root name: content}; raises Malformed, and nothing else."""
    target = _Target()
    parser = XMLParser(target=target)  # nosec B314
    text = _ILLEGAL.sub("", text)
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE])
        parser.close()
    except Malformed:
        raise
    except (ParseError, ValueError) as error:
        raise Malformed(f"no XML: {error}"[:200]) from error
    return target.document


class _Target:
    """Builds the loose shape while expat reads."""

    def __init__(self) -> None:
        self.document: dict[str, Any] = {}
        self._stack: list[dict[str, Any]] = [self.document]
        self._text: list[str] = []
        self._count = 0

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise Malformed("a DOCTYPE is not allowed")

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._stack) > MAX_DEPTH:
            raise Malformed("nested too deeply")
        if self._count > MAX_CONTAINERS:
            raise Malformed("too many parts")
        self._stack.append({})
        self._text = []

    def data(self, data: str) -> None:
        self._text.append(data)

    def end(self, tag: str) -> None:
        children = self._stack.pop()
        value: Any = children or "".join(self._text)
        self._text = []
        name = tag.rpartition("}")[2].rpartition(":")[2]
        parent = self._stack[-1]
        if name not in parent:
            parent[name] = value
        elif isinstance(parent[name], list):
            parent[name].append(value)
        else:
            parent[name] = [parent[name], value]

    def close(self) -> dict[str, Any]:
        return self.document
