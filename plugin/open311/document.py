"""From the bytes of an answer to a loose document, by what the bytes are and not by what the headers claim."""
from __future__ import annotations

import codecs
import re
from typing import Any

from .json_reader import Malformed, read_json
from .xml_reader import read_xml

# only harmless 8-bit and UTF-16 codecs: Python knows others that decompress or execute
_CHARSETS = {"iso-8859-1", "iso-8859-15", "latin-1", "latin1", "windows-1252", "utf-16", "utf-16le", "utf-16be"}
_CHARSET = re.compile(r"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
# whatever may stand before the root: declarations and comments
_HTML = re.compile(
    r"(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_document(body: bytes, content_type: str = "") -> Any:
    """Parse an answer, JSON or XML. Raises Malformed with the reason: empty, a web page, cut short…"""
    text = decode(body, content_type).strip().strip("\x00")
    if not text:
        raise Malformed("it is empty")
    if text[0] in "[{":
        return read_json(text)
    if text[0] != "<":
        raise Malformed("it is neither JSON nor XML")
    if _HTML.match(text[:5000]):
        raise Malformed("it is a web page, perhaps a login")
    return read_xml(text)


def decode(body: bytes, content_type: str = "") -> str:
    """UTF-8 where the bytes are UTF-8, whatever is declared; else the declared charset; else windows-1252."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        head = body[:200].decode("ascii", "replace") if body.lstrip().startswith(b"<?xml") else ""
        declared = _CHARSET.search(content_type) or _CHARSET.search(head)
        name = declared.group(1).lower() if declared else ""
        return body.decode(name if name in _CHARSETS else "windows-1252", "replace")


__all__ = ["Malformed", "decode", "read_document"]
