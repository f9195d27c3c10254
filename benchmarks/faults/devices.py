"""Four ways to send reports, each in children that are killed: Rue311's engine, and three baselines beside it.

The baselines are re-implementations of what one finds in the field, in the same harness: `retry` sends until it reads
a 2xx, as most outboxes do; `once` marks a report as sent before it sends it; `qgis` is Rue311's own journal and
engine, but its POSTs leave through QGIS's network stack (QgsBlockingNetworkRequest).

A process of its own: devices.py KIND FOLDER URL SETTLE_S. Reads one JSON line per synchronisation, {"point", "call"}
for a death at the n-th passing of a named point, {"after_s"} for one at any moment, {} for none; answers {"killed"}.
"""
from __future__ import annotations

import importlib.util
import json
import os
import queue
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Callable

import requests
from rue311.plugin.incidents import open_store
from rue311.plugin.net import ConnectionDropped, HttpReply, HttpSession, Limits
from rue311.plugin.open311 import Capabilities, Endpoint, Open311Client
from rue311.plugin.sync import SyncEngine

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("rue311_laptop", ROOT / "tests" / "faults" / "laptop.py")
laptop = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(laptop)
POINTS = [f"{when} {name}" for name in laptop.POINTS for when in ("before", "after")]
kept: list[object] = []  # QGIS's application must outlive everything else
LIMITS = Limits(connect_s=2, idle_s=1.5, total_s=3)


def rue311(folder: Path, url: str, settle_s: float, session: HttpSession | None = None) -> None:
    store = open_store(folder / "store.sqlite", training=True, device_id="laptop")
    able = Capabilities(updates=True, updated_after=True, settle_s=settle_s, page_size=200)
    client = Open311Client(session or HttpSession(limits=LIMITS), Endpoint(url, "valombre.example", "sandbox", able))
    SyncEngine(store, client, connections=4).sync()
    store.close()


def qgis(folder: Path, url: str, settle_s: float) -> None:
    """The engine runs beside; each POST is handed to QGIS on the main thread, where it is at its safest."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from qgis.core import QgsApplication, QgsBlockingNetworkRequest
    from qgis.PyQt.QtCore import QByteArray, QUrl
    from qgis.PyQt.QtNetwork import QNetworkRequest

    asked: queue.SimpleQueue = queue.SimpleQueue()

    class QgisSession(HttpSession):
        def post(self, url, data, *_files, **_options):
            answered: queue.SimpleQueue = queue.SimpleQueue()
            asked.put((url, requests.Request("POST", url, data=list(data)).prepare().body, answered))
            reply = answered.get()
            if reply is None:
                raise ConnectionDropped("back end", sent=True)
            return reply

    def post(url: str, body: str) -> HttpReply | None:
        ask = QNetworkRequest(QUrl(url))
        ask.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/x-www-form-urlencoded")
        call = QgsBlockingNetworkRequest()
        call.post(ask, QByteArray(body.encode()))
        reply = call.reply()
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if status is None:
            return None
        found = {bytes(name).decode("latin-1"): bytes(reply.rawHeader(name)).decode("latin-1")
                 for name in reply.rawHeaderList()}
        return HttpReply(int(status), requests.structures.CaseInsensitiveDict(found), bytes(reply.content()), url, 0)

    kept.append(QgsApplication([], False))
    QgsApplication.initQgis()
    session = QgisSession(limits=LIMITS)
    engine = threading.Thread(target=rue311, args=(folder, url, settle_s, session), daemon=True)
    engine.start()
    while engine.is_alive():
        try:
            where, body, answered = asked.get(timeout=0.02)
        except queue.Empty:
            continue
        answered.put(post(where, body))


def retry(folder: Path, url: str, _settle_s: float, *, mark_first: bool = False) -> None:
    """One report after another; what failed is tried again at the next synchronisation."""
    done = set((folder / "done").read_text().split()) if (folder / "done").exists() else set()
    with (folder / "done").open("a") as written:
        def mark(ref: str) -> None:
            written.write(ref + "\n")
            written.flush()
            os.fsync(written.fileno())

        for line in (folder / "outbox").read_text().splitlines():
            report = json.loads(line)
            if report["ref"] in done:
                continue
            form = {"service_code": "voirie", "lat": 50.3, "long": 4.95, "description": report["description"]}
            if mark_first:
                mark(report["ref"])
            try:
                answered = requests.post(f"{url}/requests.json", data=form, timeout=1.5).ok
            except requests.RequestException:
                answered = False
            if answered and not mark_first:
                mark(report["ref"])


def once(folder: Path, url: str, settle_s: float) -> None:
    retry(folder, url, settle_s, mark_first=True)


KINDS: dict[str, Callable[[Path, str, float], None]] = {
    "rue311": rue311, "retry": retry, "once": once, "qgis": qgis,
}


def main() -> None:
    synchronise, folder, url, settle_s = KINDS[sys.argv[1]], Path(sys.argv[2]), sys.argv[3], float(sys.argv[4])
    for line in sys.stdin:
        death = json.loads(line)
        child = os.fork()
        if child == 0:
            if "point" in death:
                laptop.arm(death["point"], death["call"])
            synchronise(folder, url, settle_s)
            os._exit(0)
        if "after_s" in death:
            time.sleep(death["after_s"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        sys.stdout.write(json.dumps({"killed": killed, "status": status}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
