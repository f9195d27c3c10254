"""The Addresses page and what belongs to it: search as one types, the map tool that asks "what address is here?",
the import of a register, and the locator filter `adr` of Ctrl+K. Searching happens on a thread of its own with its
own connection to the register; the page only listens.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .locator import AddressLocatorFilter
    from .page import AddressesPage

__all__ = ["AddressLocatorFilter", "AddressesPage"]


def __getattr__(name: str) -> Any:
    if name == "AddressesPage":
        from .page import AddressesPage

        return AddressesPage
    if name == "AddressLocatorFilter":
        from .locator import AddressLocatorFilter

        return AddressLocatorFilter
    raise AttributeError(name)
