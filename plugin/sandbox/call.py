"""What a client sent, taken apart: path, format, parameters, files."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from ..i18n import tr
from .multipart import UploadedFile, parse_multipart
from .problems import Problem

MAX_FIELDS = 500
_FORMAT = re.compile(r"(.*)\.(json|xml)", re.DOTALL)


@dataclass(frozen=True)
class Call:
    """One call. parts: the decoded pieces of the path, without the format. params: in the order that they came."""

    method: str
    path: str
    parts: tuple[str, ...]
    format: str
    params: tuple[tuple[str, str], ...]
    files: tuple[UploadedFile, ...] = ()
    accepts_html: bool = False
    from_loopback: bool = False
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset(name for name, _ in self.params))

    def get(self, name: str) -> str:
        """The parameter's last value without blanks around it; empty when it was not sent."""
        values = self.all(name)
        return values[-1] if values else ""

    def all(self, *names: str) -> list[str]:
        """Every non-empty value of these parameters."""
        return [value.strip() for name, value in self.params if name in names and value.strip()]

    def listed(self, name: str) -> list[str] | None:
        """A comma list, taken apart; None when it was not sent or is empty."""
        pieces = [piece.strip() for value in self.all(name) for piece in value.split(",")]
        return [piece for piece in pieces if piece] or None


def split_path(path: str) -> tuple[tuple[str, ...], str]:
    """The decoded pieces of a path and its format: `json`, `xml`, or empty when it has neither suffix."""
    match = _FORMAT.fullmatch(path)
    bare, fmt = (match.group(1), match.group(2)) if match else (path, "")
    return tuple(unquote(piece) for piece in bare.strip("/").split("/")), fmt


def read_call(
    method: str, target: str, body: bytes, *, content_type: str = "", accept: str = "", from_loopback: bool = False
) -> Call:
    """Take a call apart. Raises Problem 400 for a body that is neither form nor multipart, or is not UTF-8."""
    if target.startswith("/"):
        target = "/" + target.lstrip("/")  # "http://host//services.json" is what careless joining makes
    try:
        url = urlsplit(target.encode("latin-1", "replace").decode("utf-8", "replace"))
    except ValueError as error:
        raise Problem(400, tr("The address of the call cannot be read.")) from error
    parts, fmt = split_path(url.path)
    params = _pairs(url.query.encode("utf-8"))
    files: Sequence[UploadedFile] = ()
    if body:
        posted, files = _read_body(content_type, body)
        params += posted
    return Call(method, url.path, parts, fmt, tuple(params), tuple(files), "text/html" in accept, from_loopback)


def _read_body(content_type: str, body: bytes) -> tuple[list[tuple[str, str]], Sequence[UploadedFile]]:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return parse_multipart(content_type, body, MAX_FIELDS)
    if kind in ("application/x-www-form-urlencoded", ""):
        return _pairs(body), ()
    raise Problem(400, tr("The body must be a form (application/x-www-form-urlencoded) or multipart/form-data."))


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        text = encoded.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError as error:  # not UTF-8, or too many fields
        raise Problem(400, tr("The parameters are not UTF-8, or there are too many of them.")) from error
