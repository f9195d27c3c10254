"""Which commune this is: the communes of Wallonia, and the profile that holds one commune's settings.

A profile says where incidents go, which register validates addresses, which CRS, languages and basemap are in use. It
is a JSON file that a commune can write by hand (resources/profile.schema.json); no key or password ever stands in it.
"""

from __future__ import annotations

from .checks import check_endpoint_url, check_profile
from .errors import CommuneUnknown, ProfileInvalid, ProfileUnreadable, ProfileUnwritable
from .files import as_mapping, demo_profile, load_profile, profile_for, save_profile
from .model import BackEnd, Commune, Profile
from .register import commune, communes, current_nis

__all__ = [
    "BackEnd",
    "Commune",
    "CommuneUnknown",
    "Profile",
    "ProfileInvalid",
    "ProfileUnreadable",
    "ProfileUnwritable",
    "as_mapping",
    "check_endpoint_url",
    "check_profile",
    "commune",
    "communes",
    "current_nis",
    "demo_profile",
    "load_profile",
    "profile_for",
    "save_profile",
]
