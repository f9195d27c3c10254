"""Where Rue311 keeps its data: under the local, never the roaming, profile of the computer's user."""
from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QStandardPaths

PROFILE_FILE = "profile.json"
STORE_FILE = "store.sqlite"
REGISTER_FILE = "register.sqlite"


def home() -> Path:
    """The folder of all communes of this QGIS profile; the environment variable RUE311_HOME overrides it."""
    override = os.environ.get("RUE311_HOME", "")
    if override:
        return Path(override)
    local = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(local) / "rue311" / _qgis_profile_name()


def _qgis_profile_name() -> str:
    return Path(QgsApplication.qgisSettingsDirPath()).name or "default"


def device_id() -> str:
    """The name of this computer in the journal: made once, random, kept beside the data. Raises OSError."""
    path = home() / "device-id"
    if path.is_file():
        known = path.read_text(encoding="utf-8").strip()
        if known:
            return known
    fresh = "pc-" + base64.b32encode(secrets.token_bytes(5)).decode("ascii").lower()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(fresh + "\n", encoding="utf-8")
    return fresh
