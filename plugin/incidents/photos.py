"""What may become the photo of an incident: read from the file's header, before anything decodes it."""
from __future__ import annotations

import base64
import hashlib
import os
import secrets
import struct
from dataclasses import dataclass
from pathlib import Path

from ..i18n import tr
from .errors import PhotoRefused

MAX_BYTES = 20 * 2**20
MAX_PIXELS = 50_000_000
_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class PhotoInfo:
    """A photo that was looked at: type by content, size in pixels and bytes, base32 SHA-256 of the bytes."""

    mime: str
    suffix: str
    width: int
    height: int
    size: int
    sha: str


def base32_sha(body: bytes) -> str:
    """SHA-256 in lower-case base32 without padding: a file name on every system."""
    return base64.b32encode(hashlib.sha256(body).digest()).decode().rstrip("=").lower()


def check_photo(path: Path) -> PhotoInfo:
    """Look at a photo file. Raises PhotoRefused: no image, too many pixels or bytes, unreadable."""
    return inspect_photo(read_photo(path), path.name)


def read_photo(path: Path) -> bytes:
    """The bytes of a photo file, at most 20 MB. Raises PhotoRefused."""
    try:
        with path.open("rb") as stream:
            body = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise PhotoRefused(
            tr("The photo {file} cannot be read.").format(file=path.name), tr("Pick it again."), str(error)
        ) from error
    if len(body) > MAX_BYTES:
        raise PhotoRefused(
            tr("The photo {file} is larger than 20 MB.").format(file=path.name),
            tr("Save it smaller and pick it again."),
        )
    return body


def inspect_photo(body: bytes, name: str) -> PhotoInfo:
    """Tell type and size of a photo from its bytes. Raises PhotoRefused."""
    for mime, suffix, measure in _READERS:
        try:
            size = measure(body)
        except (struct.error, IndexError):
            size = None
        if size is None:
            continue
        width, height = size
        if width < 1 or height < 1 or width * height > MAX_PIXELS:
            raise PhotoRefused(
                tr("The photo {file} measures {width} × {height} pixels; 50 million pixels are the most.").format(
                    file=name, width=width, height=height
                ),
                tr("Save it smaller and pick it again."),
            )
        return PhotoInfo(mime, suffix, width, height, len(body), base32_sha(body))
    raise PhotoRefused(
        tr("{file} is not a photo that can be read (JPEG, PNG, WebP or GIF).").format(file=name),
        tr("Pick another file."),
    )


def keep_photo(body: bytes, info: PhotoInfo, folder: Path) -> Path:
    """Put a photo into `folder` under its hash: written aside, flushed, renamed; a torn copy never has the name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{info.sha}.{info.suffix}"
    if path.exists() and path.stat().st_size == info.size:
        return path
    aside = folder / f".{info.sha}.{secrets.token_hex(4)}.part"
    try:
        with aside.open("wb") as stream:
            stream.write(body)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)
    _flush_folder(folder)
    return path


def _flush_folder(folder: Path) -> None:
    """Make the new name survive a power cut; Windows does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _png(body: bytes) -> tuple[int, int] | None:
    if not body.startswith(b"\x89PNG\r\n\x1a\n") or body[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", body[16:24])
    return width, height


def _gif(body: bytes) -> tuple[int, int] | None:
    if body[:6] not in {b"GIF87a", b"GIF89a"}:
        return None
    width, height = struct.unpack("<HH", body[6:10])
    return width, height


def _jpeg(body: bytes) -> tuple[int, int] | None:
    """Walk the segments up to the first start-of-frame. Source: ITU T.81, annex B."""
    if not body.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while at + 9 < len(body):
        if body[at] != 0xFF:
            return None
        marker = body[at + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD8 or marker == 0x01:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _SOF:
            height, width = struct.unpack(">HH", body[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", body[at + 2 : at + 4])[0]
    return None


def _webp(body: bytes) -> tuple[int, int] | None:
    """Source: WebP container specification; RFC 6386 for the lossy frame."""
    if body[:4] != b"RIFF" or body[8:12] != b"WEBP":
        return None
    kind = body[12:16]
    if kind == b"VP8X":
        return int.from_bytes(body[24:27], "little") + 1, int.from_bytes(body[27:30], "little") + 1
    if kind == b"VP8L" and body[20] == 0x2F:
        bits = int.from_bytes(body[21:25], "little")
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    if kind == b"VP8 " and body[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


_READERS = (
    ("image/jpeg", "jpg", _jpeg),
    ("image/png", "png", _png),
    ("image/webp", "webp", _webp),
    ("image/gif", "gif", _gif),
)
