#!/usr/bin/env python3
"""10,000 incidents down and 1,000 reports up over a line that adds 50 ms to every connection and every call.

Claims: at most 15 s with 4 connections and 10 s with 8, the journal on disk (synchronous=FULL) before each sending;
under 1 s when nothing is new. Beside it a plain serial loop of `requests`, which keeps no journal and one connection.
Then the first fetching of 1,000 to 100,000 without added delay: the time for each must stay about the same.
Exit code 1 where a claim does not hold.
"""
from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import requests
from rue311.plugin.incidents import Author, Report, open_store
from rue311.plugin.net import HttpSession
from rue311.plugin.open311 import Capabilities, Endpoint, Open311Client
from rue311.plugin.sync import SyncEngine

BACK_END = Path(__file__).resolve().parent.parent / "tests" / "faults" / "back_end.py"
DOWN, UP, DELAY_S = 10_000, 1_000, 0.05
CLAIMS_S = {4: 15.0, 8: 10.0}
AGAIN_S = 1.0
PAGE = 500


@contextmanager
def back_end(rows: int, delay_s: float) -> Iterator[str]:
    options = json.dumps({"rows": rows, "delay_s": delay_s})
    with subprocess.Popen([sys.executable, BACK_END, options], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def ours(url: str, up: int, connections: int) -> tuple[float, float]:
    """Seconds of the first synchronisation and of the one right after it, in which nothing is new."""
    with tempfile.TemporaryDirectory(prefix="rue311-bench-") as folder:
        store = open_store(Path(folder) / "store.sqlite", training=True, device_id="bench")
        author = Author(store.add_operator("Gaëlle").operator_id, "bench")
        for number in range(up):
            store.report(Report("voirie", 4.95, 50.3, f"Trou n°{number}"), author)
        session = HttpSession(pool=max(8, connections))
        able = Capabilities(updates=True, updated_after=True, page_size=PAGE)
        engine = SyncEngine(store, Open311Client(session, Endpoint(url, "", "k", able)), connections=connections)
        seconds = []
        for expected in (up, 0):
            started = time.perf_counter()
            result = engine.sync()
            seconds.append(time.perf_counter() - started)
            if result.trouble is not None or result.pushed != expected or result.confirmed != expected:
                raise RuntimeError(f"not synchronised: {result}")
        session.close()
        store.close()
    return seconds[0], seconds[1]


def plain(url: str) -> float:
    """What a script would do: one POST after the other, then one page after the other."""
    started = time.perf_counter()
    with requests.Session() as session:
        session.trust_env = False
        for number in range(UP):
            form = {"service_code": "voirie", "lat": 50.3, "long": 4.95, "description": f"Trou n°{number}"}
            session.post(f"{url}/requests.json", data=form, timeout=30).raise_for_status()
        start = (datetime.now(timezone.utc) - timedelta(days=89)).strftime("%Y-%m-%dT%H:%M:%SZ")
        page, rows = 1, [None]
        while rows:
            asked = {"start_date": start, "page": page, "page_size": PAGE}
            rows = session.get(f"{url}/requests.json", params=asked, timeout=30).json()
            page += 1
    return time.perf_counter() - started


def main() -> int:
    failed = 0
    for connections, claim in CLAIMS_S.items():
        with back_end(DOWN, DELAY_S) as url:
            first, again = ours(url, UP, connections)
        failed += first > claim or again > AGAIN_S
        print(f"{DOWN:,} down and {UP:,} up, {connections} connections: {first:.1f} s (claim {claim:.0f}); "
              f"then nothing new: {again:.2f} s (claim {AGAIN_S:.0f})", flush=True)
    with back_end(DOWN, DELAY_S) as url:
        print(f"the same with a serial loop of requests, no journal: {plain(url):.1f} s", flush=True)
    for rows in (1_000, 10_000, 100_000):
        with back_end(rows, 0.0) as url:
            seconds, again = ours(url, 0, 4)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{rows:>7,} down without delay: {seconds:.2f} s, {1e6 * seconds / rows:.0f} µs each, then nothing new: "
              f"{again:.2f} s; most memory so far {memory:.0f} MiB", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
