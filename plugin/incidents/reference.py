"""The short reference that an incident bears on our side and in the text that we send.

Twelve signs of Crockford's base32 in three groups, `7K3Q-9M2X-4TBD`: eleven carry 55 bits, the last one checks them.
The check is a weighted sum over GF(32), so that any single wrong sign and any two swapped signs are noticed.
"""
from __future__ import annotations

import hashlib
import re
import secrets
import string

ALPHABET = string.digits + "".join(sign for sign in string.ascii_uppercase if sign not in "ILOU")
_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
_LOOKALIKE = str.maketrans("OIL", "011")
_SIGNS = r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"
_LINE = re.compile(r"\[\s*ref\s*:\s*(" + _SIGNS + r")\s*\]", re.IGNORECASE)
_BARE = re.compile(r"(?<![0-9A-Z-])(" + _SIGNS + r")(?![0-9A-Z-])", re.IGNORECASE)
LINE_LENGTH = len("\n[ref:7K3Q-9M2X-4TBD]")


def _times_alpha(value: int) -> int:
    """Multiply by x in GF(2^5) with x^5 + x^2 + 1."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value


def _check_sign(signs: str) -> str:
    total = 0
    for sign in signs:
        total = _times_alpha(total ^ _VALUE[sign])
    return ALPHABET[total]


def _grouped(number: int) -> str:
    signs = "".join(ALPHABET[(number >> shift) & 31] for shift in range(50, -5, -5))
    signs += _check_sign(signs)
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def new_ref() -> str:
    """A reference that nobody has yet."""
    return _grouped(secrets.randbits(55))


def ref_for(endpoint_key: str, service_request_id: str) -> str:
    """The reference of a service request that came from the back end: the same one on every laptop."""
    digest = hashlib.sha256(f"{endpoint_key}\n{service_request_id}".encode()).digest()
    return _grouped(int.from_bytes(digest[:7], "big") >> 1)


def normal_ref(text: str) -> str:
    """`text` as a well-formed reference; ValueError where it is none or its check sign is wrong."""
    signs = text.strip().upper().translate(_LOOKALIKE).replace("-", "").replace(" ", "")
    if len(signs) != 12 or any(sign not in _VALUE for sign in signs) or _check_sign(signs[:11]) != signs[11]:
        raise ValueError(f"not a reference: {text!r}")
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def _valid(found: list[str]) -> tuple[str, ...]:
    refs: dict[str, None] = {}
    for text in found:
        try:
            refs[normal_ref(text)] = None
        except ValueError:
            continue
    return tuple(refs)


def refs_in(text: str) -> tuple[str, ...]:
    """Every valid `[ref:…]` in a description, in the order met; back ends may join titles or signatures around it."""
    return _valid(_LINE.findall(text))


def bare_refs_in(text: str) -> tuple[str, ...]:
    """Every valid reference without its brackets, as an echoed attribute shows it."""
    return _valid(_BARE.findall(text))


def with_reference(description: str, ref: str) -> str:
    """The description as it is sent: the reference is its last line."""
    return f"{description.rstrip()}\n[ref:{ref}]".lstrip()


def without_reference(description: str) -> str:
    """The description as a person wrote it."""
    return _LINE.sub("", description).strip()


def endpoint_key(url: str, jurisdiction_id: str = "") -> str:
    """One back end, one key: scheme, letter case and closing slash do not matter.

    A loopback address counts without its port: the sandbox gets another one at every start.
    """
    rest = url.strip().partition("://")[2] or url.strip()
    host, slash, path = rest.partition("/")
    host = host.rpartition("@")[2].lower()
    name = host if host.startswith("[") else host.partition(":")[0]
    if name in {"localhost", "127.0.0.1"} or name.startswith("[::1]"):
        host = "loopback"
    return f"{host}{slash}{path}".rstrip("/") + (f"|{jurisdiction_id}" if jurisdiction_id else "")
