"""Photos: kept under the name of their own hash, whatever the client called them."""
from __future__ import annotations

import base64
import hashlib
import os
import re
import secrets
from pathlib import Path

from ..i18n import tr
from .problems import Problem

MAX_BYTES = 20 * 2**20
_NAME = re.compile(r"[a-z2-7]{52}\.(jpg|png|gif|webp|heic)")
_MIME = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp", "heic": "image/heic"}


class MediaShelf:
    """A folder of photos named `<base32 of SHA-256>.<type>`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, body: bytes) -> str:
        """Store a photo and answer its name. Raises Problem 400 when it is no photo, or too large."""
        if len(body) > MAX_BYTES:
            raise Problem(400, tr("A photo may have at most 20 MB."))
        kind = sniff(body)
        if not kind:
            raise Problem(400, tr("The file is not a photo (JPEG, PNG, GIF, WebP or HEIC)."))
        digest = base64.b32encode(hashlib.sha256(body).digest()).decode("ascii").rstrip("=").lower()
        name = f"{digest}.{kind}"
        if not (self._folder / name).exists():
            self._write(name, body)
        return name

    def _write(self, name: str, body: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = self._folder / f"{secrets.token_hex(8)}.part"
        with beside.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.replace(beside, self._folder / name)
        except PermissionError:  # Windows: somebody else just kept the same photo and it is being read
            beside.unlink()

    def read(self, name: str) -> tuple[bytes, str] | None:
        """The photo and its MIME type; None for a name that is not on the shelf."""
        if not _NAME.fullmatch(name):
            return None
        try:
            return (self._folder / name).read_bytes(), _MIME[name.rpartition(".")[2]]
        except FileNotFoundError:
            return None


def sniff(body: bytes) -> str:
    """The type that the first bytes show: jpg, png, gif, webp, heic, or empty."""
    if body.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if body.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "webp"
    if body[4:8] == b"ftyp" and body[8:12] in (b"heic", b"heix", b"mif1", b"heim", b"hevc"):
        return "heic"
    return ""
