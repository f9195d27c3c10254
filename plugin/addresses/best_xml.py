"""Sections (pre-1977 communes) from the XML of the full BeSt export.

PartOfMunicipality files hold names only; which postcode and commune a section is in stands with its addresses. So the
zip of the full export gives sections with their place, a PartOfMunicipality file alone gives names that are then known
to be places. The export is machine-made and flat: three tags are looked for, nothing is expanded, and a DOCTYPE is
refused. Source of the element names: Fedict/best-tools, MunicipalityPartReader.java and AddressReader.java.
"""
from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import IO

from ..i18n import tr
from .errors import LocalitiesUnreadable

LocalityRow = tuple[str, str, str, str, str]
Names = dict[str, tuple[str, str, str]]  # French, Dutch and German by id of the section
Places = set[tuple[str, str, str]]  # id of the section, postcode, INS code

CHUNK = 8 * 2**20
DEEPEST_ZIP = 2
_TAG = re.compile(
    r"<(?:\w+:)?(objectIdentifier|language|spelling)\b[^>]*>([^<]*)"
    r"|<(/?)(?:\w+:)?(PartOfMunicipality|Address|hasMunicipality|hasPartOfMunicipality|hasPostalInfo)\b",
)


def read_sections(path: Path) -> tuple[LocalityRow, ...]:
    """Read (postcode, INS code, French, Dutch, German name); postcode and code are empty where only names are known.

    Raises LocalitiesUnreadable.
    """
    names: Names = {}
    places: Places = set()
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                _read_zip(path, archive, names, places, DEEPEST_ZIP)
        else:
            with path.open("rb") as file:
                names.update(_sections(path, file))
    except (OSError, EOFError, zipfile.BadZipFile, UnicodeDecodeError, RuntimeError) as error:
        raise LocalitiesUnreadable(path, tr("it is damaged, or the download was cut short")) from error
    if not names:
        raise LocalitiesUnreadable(path, tr("there is no PartOfMunicipality in it"))
    placed = [(postcode, nis, *names[part]) for part, postcode, nis in sorted(places) if part in names]
    known = {part for part, _, _ in places}
    return tuple(placed + [("", "", *each) for part, each in sorted(names.items()) if part not in known])


def _read_zip(path: Path, archive: zipfile.ZipFile, names: Names, places: Places, depth: int) -> None:
    for info in archive.infolist():
        name = Path(info.filename).name.lower()
        with archive.open(info) as file:
            if name.endswith(".zip") and depth > 0 and "wallonia" in name:
                with zipfile.ZipFile(file) as inner:
                    _read_zip(path, inner, names, places, depth - 1)
            elif name.endswith(".xml") and "partofmunicipality" in name:
                names.update(_sections(path, file))
            elif name.endswith(".xml") and name.startswith("walloniaaddress"):
                places |= _places(path, file)


def _tags(path: Path, file: IO[bytes]) -> Iterator[re.Match[str]]:
    """Yield the tags of interest; a chunk ends where a tag begins, so that none is cut."""
    rest = b""
    while True:
        chunk = file.read(CHUNK)
        text = rest + chunk
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise LocalitiesUnreadable(path, tr("it is not a BeSt file (it has a DOCTYPE)"))
        # a tag and the value after it stay together: the last of them waits for the next chunk
        last = text.rfind(b"<") if chunk else len(text)
        last = max(last, 0)
        rest = text[last:]
        yield from _TAG.finditer(text[:last].decode("utf-8"))
        if not chunk:
            return


def _sections(path: Path, file: IO[bytes]) -> Names:
    found: Names = {}
    part, language, texts = "", "", {"fr": "", "nl": "", "de": ""}
    for tag in _tags(path, file):
        leaf, value, closing, element = tag.groups()
        if leaf == "objectIdentifier":
            part = value.strip()
        elif leaf == "language":
            language = value.strip().lower()
        elif leaf == "spelling":
            texts[language or "fr"] = unescape(value).strip()
        elif element == "PartOfMunicipality" and closing:
            if part and any(texts.values()):
                found[part] = (texts["fr"], texts["nl"], texts["de"])
            part, language, texts = "", "", {"fr": "", "nl": "", "de": ""}
    return found


def _places(path: Path, file: IO[bytes]) -> Places:
    """Every (section, postcode, INS code) that occurs in an address; in Wallonia these ids are the codes themselves."""
    found: Places = set()
    within = ""
    ids: dict[str, str] = {}
    for tag in _tags(path, file):
        leaf, value, closing, element = tag.groups()
        if element == "Address":
            if closing and "hasPartOfMunicipality" in ids:
                found.add((ids["hasPartOfMunicipality"], ids.get("hasPostalInfo", ""), ids.get("hasMunicipality", "")))
            within, ids = "", {}
        elif element:
            within = "" if closing else element
        elif leaf == "objectIdentifier" and within:
            ids[within] = value.strip()
    return found
