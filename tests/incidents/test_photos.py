"""What calls itself a photo is looked at before anything decodes it."""
from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rue311.plugin.incidents import PhotoRefused, check_photo
from rue311.plugin.incidents.photos import MAX_BYTES, inspect_photo, keep_photo

JFIF = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0"
JPEG = JFIF + b"\xff\xff\xc0\x00\x11\x08\x01\xe0\x02\x80\x03" + b"\0" * 20
WEBP_LOSSY = b"RIFF\x40\0\0\0WEBPVP8 \x30\0\0\0" + b"\x30\1\0\x9d\x01\x2a" + struct.pack("<HH", 320, 240) + b"\0" * 9
WEBP_EXTENDED = b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\x3f\x01\0\xef\0\0"


@pytest.mark.parametrize(
    ("body", "mime", "size"),
    [
        (JPEG, "image/jpeg", (640, 480)),
        (WEBP_LOSSY, "image/webp", (320, 240)),
        (WEBP_EXTENDED, "image/webp", (320, 240)),
        (b"GIF89a" + struct.pack("<HH", 7, 9), "image/gif", (7, 9)),
    ],
)
def test_type_and_size_come_from_the_header_and_not_from_the_name(body, mime, size):
    info = inspect_photo(body, "n'importe quoi.txt")
    assert (info.mime, (info.width, info.height)) == (mime, size)


def test_a_png_of_30000_pixels_a_side_is_refused_before_it_eats_the_memory(photo):
    with pytest.raises(PhotoRefused, match="30000 × 30000"):
        check_photo(photo(width=30000, height=30000))


def test_a_text_file_is_no_photo_whatever_its_name(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_text("<html>login</html>")
    with pytest.raises(PhotoRefused, match=r"photo\.jpg is not a photo"):
        check_photo(path)


def test_a_file_that_is_gone_or_too_large_is_refused(tmp_path, photo):
    with pytest.raises(PhotoRefused, match="cannot be read"):
        check_photo(tmp_path / "nulle part.png")
    with pytest.raises(PhotoRefused, match="20 MB"):
        check_photo(photo(extra=b"\0" * MAX_BYTES))


@given(st.one_of(st.binary(max_size=80), st.binary(max_size=40).map(lambda tail: JPEG[:24] + tail)))
def test_no_bytes_make_it_stumble(body):
    try:
        info = inspect_photo(body, "x")
    except PhotoRefused:
        return
    assert 0 < info.width * info.height <= 50_000_000


def test_a_copy_that_was_torn_is_made_again(tmp_path, photo):
    path = photo()
    info = check_photo(path)
    torn = tmp_path / "photos" / f"{info.sha}.png"
    torn.parent.mkdir()
    torn.write_bytes(b"half")
    kept = keep_photo(path.read_bytes(), info, torn.parent)
    assert kept == torn
    assert torn.read_bytes() == path.read_bytes()
    assert [found.name for found in torn.parent.iterdir()] == [torn.name]
