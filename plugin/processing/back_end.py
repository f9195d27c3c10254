"""The back end of a batch job, from its parameters: an address and a key, or a commune's profile."""
from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsProcessingException

from ..commune import check_endpoint_url, load_profile
from ..i18n import tr
from ..net import HttpSession
from ..net.qgis import api_key_of, qgis_session
from ..open311 import Capabilities, Endpoint

ENVIRONMENT = "env:"


@dataclass(frozen=True)
class Asked:
    """What the parameters say. settle_s: seconds, None to keep the back end's own."""

    endpoint: str = ""
    jurisdiction: str = ""
    key: str = ""
    authcfg: str = ""
    profile: Path | None = None
    settle_s: float | None = None


@dataclass(frozen=True)
class BackEndInUse:
    """Where a run goes. training: what the profile says; None without a profile."""

    endpoint: Endpoint
    session: HttpSession
    training: bool | None


def back_end_of(asked: Asked) -> BackEndInUse:
    """Put address, key and capabilities together; what is given by hand wins over the profile.

    Opens QGIS's password store only for an authcfg. Call it on the main thread. Raises ProfileUnreadable,
    ProfileInvalid, AuthcfgUnreadable; ends the run where no back end or no such variable is given.
    """
    profile = load_profile(asked.profile) if asked.profile is not None else None
    known = profile.back_end if profile is not None else None
    url = asked.endpoint or (known.url if known else "")
    if not url:
        raise QgsProcessingException(tr("Give ENDPOINT, or a PROFILE that names its back end."))
    check_endpoint_url(url)
    capabilities = Capabilities.from_mapping(dict(known.capabilities)) if known else Capabilities()
    if asked.settle_s is not None:
        capabilities = replace(capabilities, settle_s=asked.settle_s)
    jurisdiction = asked.jurisdiction or (known.jurisdiction_id if known else "")
    key = _key(asked, known.authcfg if known else "")
    endpoint = Endpoint(url, jurisdiction, key, capabilities, profile.extent if profile is not None else None)
    return BackEndInUse(endpoint, qgis_session(), profile.training if profile is not None else None)


def _key(asked: Asked, profile_authcfg: str) -> str:
    """The key itself, from the environment, from AUTHCFG, or from the profile's own credentials."""
    if asked.key.startswith(ENVIRONMENT):
        name = asked.key[len(ENVIRONMENT) :]
        found = os.environ.get(name, "")
        if not found:
            raise QgsProcessingException(tr("API_KEY names the variable {name}, which is not set.").format(name=name))
        return found
    authcfg = asked.authcfg or profile_authcfg
    return asked.key or (api_key_of(authcfg) if authcfg else "")
