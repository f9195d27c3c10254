"""Questions about URLs: whose they are, what a redirect may do with them, and what of them may be shown."""
from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

KEYS = {"api_key", "apikey", "key", "token", "access_token"}
_PORTS = {"http": 80, "https": 443}


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def host_of(url: str) -> str:
    """The host, for messages: never a query, never a password; empty for what is no URL."""
    parts = _split(url)
    return (parts.hostname or "") if parts else ""


def with_params(url: str, params: Sequence[tuple[str, str]]) -> str:
    if not params:
        return url
    bare, _hash, _fragment = url.partition("#")
    joint = "&" if "?" in bare else "?"
    return f"{bare}{joint}{urlencode(list(params))}"


def same_origin(url: str, other: str) -> bool:
    """Same scheme, host and port; the step from http to https on the standard ports counts as the same."""
    one, two = _split(url), _split(other)
    if one is None or two is None or one.hostname != two.hostname:
        return False
    ports = [part.port or _PORTS.get(part.scheme, 0) for part in (one, two)]
    upgrade = (one.scheme, two.scheme) == ("http", "https") and ports == [80, 443]
    return upgrade or (one.scheme == two.scheme and ports[0] == ports[1])


def may_follow(url: str, target: str) -> bool:
    """A redirect leads to http or https, never from https down to http, and to some host."""
    one, two = _split(url), _split(target)
    if one is None or two is None or not two.hostname or two.scheme not in _PORTS:
        return False
    return not (one.scheme == "https" and two.scheme == "http")


def without_keys(url: str) -> str:
    """The URL without user, password and anything in its query that is a key."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name.lower() not in KEYS]
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, urlencode(kept), ""))
