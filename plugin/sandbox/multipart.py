"""multipart/form-data, taken apart without a library: bytes in, fields and files out."""
from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

from ..i18n import tr
from .problems import Problem


@dataclass(frozen=True)
class UploadedFile:
    """A part that came with a file name. The name is the client's and is never used as a path."""

    field: str
    name: str
    body: bytes


def parse_multipart(content_type: str, body: bytes, max_parts: int) -> tuple[list[tuple[str, str]], list[UploadedFile]]:
    """The text fields in order, and the files. Raises Problem 400 for anything malformed or cut short."""
    edge = _boundary(content_type)
    pieces = (b"\r\n" + body).split(b"\r\n--" + edge)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise Problem(400, tr("The multipart body is cut short or has no boundary."))
    if len(pieces) - 2 > max_parts:
        raise Problem(400, tr("The multipart body has too many parts."))
    fields: list[tuple[str, str]] = []
    files: list[UploadedFile] = []
    for piece in pieces[1:-1]:
        _sort_in(piece, fields, files)
    return fields, files


def _boundary(content_type: str) -> bytes:
    message = Message()
    message["Content-Type"] = content_type
    boundary = message.get_param("boundary")
    if not isinstance(boundary, str) or not boundary or not boundary.isascii():
        raise Problem(400, tr("The multipart body is cut short or has no boundary."))
    return boundary.encode("ascii")


def _sort_in(piece: bytes, fields: list[tuple[str, str]], files: list[UploadedFile]) -> None:
    head, gap, content = piece.lstrip(b" \t").partition(b"\r\n\r\n")
    if not gap:
        raise Problem(400, tr("A part of the multipart body has no header."))
    headers = HeaderParser().parsestr(head.lstrip(b"\r\n").decode("utf-8", "replace"))
    field = headers.get_param("name", header="content-disposition")
    if not isinstance(field, str):
        raise Problem(400, tr("A part of the multipart body has no name."))
    if headers.get_param("filename", header="content-disposition") is not None:
        files.append(UploadedFile(field, headers.get_filename() or "", content))
        return
    try:
        fields.append((field, content.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise Problem(400, tr("The parameters are not UTF-8, or there are too many of them.")) from error
