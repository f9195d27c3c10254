"""The training back end inside QGIS: a real GeoReport v2 server on loopback, in a thread of its own."""
from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..i18n import tr
from .opening import DEMO, is_demo

if TYPE_CHECKING:
    from ..commune import Profile

STAFF = "sandbox"  # the word the sandbox asks of its staff; it opens nothing else


class TrainingBackEnd:
    """Starts and stops the sandbox of one training commune; its records live in the commune's data folder."""

    def __init__(self, profile: Profile, folder: Path) -> None:
        self._folder = folder
        self._demo = is_demo(profile)
        self._jurisdiction = profile.back_end.jurisdiction_id
        self._port = urlsplit(profile.back_end.url).port or 0
        self._server: Any = None
        self.was_stopped = False  # by a person; before that the profile's address may be served by another program

    @property
    def running(self) -> bool:
        return self._server is not None

    @property
    def url(self) -> str:
        return str(self._server.url) if self._server is not None else ""

    def start(self) -> None:
        """Listen on the profile's port, else on a free one. Raises a Rue311Error where the folder cannot be had."""
        if self._server is not None:
            return
        from ..sandbox.troubles import PortTaken

        try:
            self._server = self._started(self._port)
        except PortTaken:
            self._server = self._started(0)
        self._port = self._server.port  # the address stays the same when it is stopped and started again

    def _started(self, port: int) -> Any:
        from ..sandbox import SandboxServer

        known = (self._jurisdiction,) if self._jurisdiction else ()
        server = SandboxServer(
            self._folder / "sandbox", port=port, demo=self._content(), staff_key=STAFF, jurisdictions=known
        )
        server.start()
        return server

    def stop(self) -> None:
        server, self._server = self._server, None
        self.was_stopped = server is not None or self.was_stopped
        if server is not None:
            server.stop()

    def _content(self) -> Path:
        """The demo commune's services and incidents; elsewhere the services only, for its incidents lie in Valombre."""
        if self._demo:
            return DEMO
        content = self._folder / "sandbox-content"
        content.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(DEMO / "services.json", content / "services.json")
        (content / "incidents.json").write_text(json.dumps([]), encoding="utf-8")
        return content


def training_profile(profile: Profile) -> Profile:
    """The training twin of a real commune: its own folder and store, and no way to the real back end."""
    from ..commune import BackEnd
    from ..sandbox import CAPABILITIES

    return replace(
        profile,
        id=f"{profile.id}-training",
        training=True,
        back_end=BackEnd("", profile.back_end.jurisdiction_id, capabilities=CAPABILITIES),
    )


def training_words() -> str:
    """The sentence of the orange banner."""
    return tr("Nothing here is real, nothing leaves this computer.")
