"""The one way a visible text is translated.

Rooms without Qt call `tr` too: until `gui` installs a translator it answers the English text that it was given.
"""
from __future__ import annotations

from typing import Callable


def _identity(text: str) -> str:
    return text


_translate: Callable[[str], str] = _identity


def tr(text: str) -> str:
    """Answer `text` in the language of QGIS. Give it a literal: values go in with `.format` afterwards."""
    return _translate(text)


def install(translate: Callable[[str], str] | None) -> None:
    """Let `translate` answer from now on; None goes back to English."""
    global _translate
    _translate = translate or _identity
