"""Whether a PNG is whole and shows anything: decoded here, since the probe runs without Qt."""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_PIXELS = 4096 * 4096
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


class NoPicture(ValueError):
    """The bytes are no PNG, or a cut one."""


def is_single_colour(png: bytes) -> bool:
    """Tell whether every pixel of a PNG is the same. Raises NoPicture."""
    depth, channels, width, height, packed = _chunks(png)
    stride = (width * channels * depth + 7) // 8
    limit = (stride + 1) * height
    try:
        raw = zlib.decompressobj().decompress(packed, limit + 1)
    except zlib.error as error:
        raise NoPicture(str(error)) from error
    if len(raw) < limit:
        raise NoPicture("cut")
    pixel = max(1, channels * depth // 8)
    lines = _unfiltered(raw, stride, height, pixel)
    first = lines[0]
    unit = first[:pixel]
    one = (
        unit * (stride // pixel) == first[: stride // pixel * pixel]
        if depth >= 8
        else len(set(first[:-1] or first)) == 1
    )
    return one and all(line == first for line in lines[1:])


def _chunks(png: bytes) -> tuple[int, int, int, int, bytes]:
    if not png.startswith(SIGNATURE):
        raise NoPicture("signature")
    at, header, packed, ended = len(SIGNATURE), b"", [], False
    while at + 12 <= len(png) and not ended:
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            header = data
        elif kind == b"IDAT":
            packed.append(data)
        ended = kind == b"IEND"
        at += 12 + length
    if len(header) != 13 or not ended:
        raise NoPicture("cut")
    width, height, depth, colour, _compression, _filter, interlaced = struct.unpack(">IIBBBBB", header)
    if interlaced or colour not in CHANNELS or not 0 < width * height <= MAX_PIXELS:
        raise NoPicture("kind")
    return depth, CHANNELS[colour], width, height, b"".join(packed)


def _unfiltered(raw: bytes, stride: int, height: int, pixel: int) -> list[bytes]:
    """Undo the row filters. Source: PNG specification, section 9."""
    lines: list[bytes] = []
    above = bytes(stride)
    for row in range(height):
        start = row * (stride + 1)
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        if kind > 4:
            raise NoPicture("filter")
        if kind:
            for index in range(stride):
                left = line[index - pixel] if index >= pixel else 0
                corner = above[index - pixel] if index >= pixel else 0
                line[index] = (line[index] + _predicted(kind, left, above[index], corner)) & 255
        above = bytes(line)
        lines.append(above)
    return lines


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 1:
        return left
    if kind == 2:
        return up
    if kind == 3:
        return (left + up) // 2
    guess = left + up - corner
    distances = (abs(guess - left), abs(guess - up), abs(guess - corner))
    return (left, up, corner)[distances.index(min(distances))]
