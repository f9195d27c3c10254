"""A laptop that is switched off: runs the real sync engine in children that die by SIGKILL.

A process of its own, started by the test. Reads one JSON line per synchronisation, {"point", "call"} for a death at the
n-th passing of a named point, {"after_s"} for a death at any moment, {} for none; answers one JSON line each.
Started as: laptop.py STORE URL SETTLE_S
"""
from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

from rue311.plugin.incidents import inbox, open_store, outbox
from rue311.plugin.net import HttpSession, Limits
from rue311.plugin.open311 import Capabilities, Endpoint, Open311Client
from rue311.plugin.sync import SyncEngine

# every step between "queued" and "seen": before and after the claim, around the POST, inside and after its writing
POINTS = {
    "claim": (outbox, "claim"),
    "create": (Open311Client, "create"),
    "post_update": (Open311Client, "post_update"),
    "settle": (outbox, "settle"),
    "number": (outbox, "number"),
    "unbind": (outbox, "unbind"),
    "confirm": (inbox, "confirm"),
    "recover": (outbox, "recover"),
    "sent_state": (outbox, "sent_state"),
    "move_cursor": (inbox, "move_cursor"),
    "add_remark": (inbox, "add_remark"),
    "window": (Open311Client, "window"),
}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: str, call: int) -> None:
    """Die just before the call of `before NAME`, or just after the one of `after NAME`."""
    when, _, name = point.partition(" ")
    owner, attribute = POINTS[name]
    whole, passed = getattr(owner, attribute), []

    def armed(*args, **options):
        passed.append(1)
        if when == "before" and len(passed) == call:
            die()
        answer = whole(*args, **options)
        if when == "after" and len(passed) == call:
            die()
        return answer

    setattr(owner, attribute, armed)


def synchronise(store_path: Path, url: str, settle_s: float, death: dict) -> dict:
    if "point" in death:
        arm(death["point"], death["call"])
    store = open_store(store_path, training=True, device_id="laptop")
    able = Capabilities(updates=True, updated_after=True, media="multipart", settle_s=settle_s, page_size=200)
    session = HttpSession(limits=Limits(connect_s=2, idle_s=0.6, total_s=2))
    client = Open311Client(session, Endpoint(url, "valombre.example", "sandbox", able))
    result = SyncEngine(store, client, connections=4).sync()
    store.close()
    return {"trouble": str(result.trouble or ""), "pushed": result.pushed}


def main() -> None:
    store_path, url, settle_s = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    for line in sys.stdin:
        death = json.loads(line)
        read_end, write_end = os.pipe()
        child = os.fork()
        if child == 0:
            answer = json.dumps(synchronise(store_path, url, settle_s, death))
            os.write(write_end, answer.encode())
            os._exit(0)
        os.close(write_end)
        if "after_s" in death:
            time.sleep(death["after_s"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        with os.fdopen(read_end) as stream:
            answer = stream.read()
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        sys.stdout.write(json.dumps({"killed": killed, **(json.loads(answer) if answer else {})}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
