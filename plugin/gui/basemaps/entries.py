"""The rows of the basemap tree as plain values: groups, sources, and what the last check said."""
from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OWN = "own"  # the key of the commune's own basemap


@dataclass
class Entry:
    """One basemap. source is None for the commune's own one, which is a file."""

    key: str
    title: str
    about: str
    source: Any = None
    file: Path | None = None
    words: str = ""  # folded text for the search field
    verdict: str = ""  # of the last check; empty: never checked
    detail: str = ""
    usable: bool = False
    checking: bool = False

    @property
    def status(self) -> str:
        """The icon that tells the state at a glance."""
        if self.file is not None:
            return "status_local"
        if not self.verdict:
            return "status_unknown"
        if not self.usable:
            return "status_trouble"
        return "status_ok" if self.verdict == "ok" else "status_slow"


@dataclass
class Group:
    """A branch of the tree; `shown` is what the search leaves of `entries`."""

    title: str
    entries: list[Entry]
    shown: list[Entry] = field(default_factory=list)


def fold(text: str) -> str:
    """Small letters without accents, so that `riviere` finds Rivière."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in plain if not unicodedata.combining(mark))


def entry_of(source: Any, language: str) -> Entry:
    """A catalogue source as a row in `language`."""
    title = source.title(language)
    producer = _name(source.producer)
    about = " · ".join(part for part in (producer, source.protocol, source.attribution) if part and part != title)
    titles = source.titles.values() if hasattr(source.titles, "values") else ()
    words = fold(" ".join((title, *titles, producer, source.theme, source.id, source.protocol)))
    return Entry(key=source.id, title=title, about=about, source=source, words=words)


def own_entry(file: Path, title: str, about: str) -> Entry:
    """The commune's own vector basemap: works without network."""
    return Entry(key=OWN, title=title, about=about, file=file, words=fold(f"{title} {about}"))


def _name(producer: Any) -> str:
    if isinstance(producer, dict):
        return str(producer.get("name", ""))
    return str(getattr(producer, "name", producer or ""))
