"""Capabilities documents as a small tree of local names, read by expat. A DOCTYPE is refused before any entity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

MAX_ELEMENTS = 400_000
MAX_DEPTH = 60


class NotXml(ValueError):
    """The body is no well-formed XML."""


class UnsafeXml(ValueError):
    """A DOCTYPE, or far more elements than any service has."""


@dataclass
class Element:
    """An element without its namespace prefix."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> Iterator[Element]:
        """Descendants of that name, in the order of the document."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)

    def child(self, name: str) -> str:
        """The text of the first direct child of that name, or an empty text."""
        return next((child.text.strip() for child in self.children if child.name == name), "")


def read_xml(body: bytes) -> Element:
    """Parse a whole document. Raises NotXml or UnsafeXml."""
    builder = _Builder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = builder.doctype
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise NotXml(str(error)) from error
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.root = Element("")
        self._open: list[Element] = []
        self._count = 0

    def doctype(self, *_declaration: Any) -> None:
        raise UnsafeXml("DOCTYPE")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) > MAX_DEPTH:
            raise UnsafeXml("too many elements")
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        element = Element(name.rpartition(":")[2], plain)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text
