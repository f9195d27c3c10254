#!/usr/bin/env python3
"""The sandbox under load: 50 requests a second, GETs and POSTs, from 20 connections that stay open.

Claims: the rate is kept, no answer is an error, and at the end every record that was acknowledged stands in the back
end exactly once. Two of five calls are POSTs (reports with accents, and updates), the others list, look around a
place, read one request, poll a token or read what a service asks, in both formats. A latency counts from the moment at
which its call was due, so that a stall is seen by every call behind it. The sandbox runs in a process of its own;
its memory is what Linux says of that process. Exit code 1 where a claim does not hold.
20 seconds; `--minutes 5` for long.
"""
from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import requests

RATE, CONNECTIONS, SEED = 50, 20, 311
QUICK_S = 20
LAT, LON = 50.3, 4.95
# out of 20 calls
MIX = {"report": 7, "update": 1, "page": 3, "window": 2, "around": 2, "one": 2, "token": 1, "service": 1, "updates": 1}


@dataclass
class Caller:
    """One connection, with what it sent, what it was told, and how long that took (seconds, by method)."""

    url: str
    number: int
    dice: random.Random
    http: requests.Session = field(default_factory=requests.Session)
    took: dict[str, list[float]] = field(default_factory=lambda: {"GET": [], "POST": []})
    acknowledged: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def work(self, started: float, until: float) -> None:
        self.http.trust_env = False
        due = started + self.number / RATE
        kinds, weights = list(MIX), list(MIX.values())
        while due < until:
            time.sleep(max(0.0, due - time.monotonic()))
            (kind,) = self.dice.choices(kinds, weights)
            if (kind in ("update", "one") and not self.known) or (kind == "token" and not self.tokens):
                kind = "report"
            try:
                getattr(self, kind)()
            except (requests.RequestException, ValueError, KeyError, IndexError) as error:
                self.errors[f"{kind}: {type(error).__name__} {str(error)[:80]}"] += 1
            method = "POST" if kind in ("report", "update") else "GET"
            self.took[method].append(time.monotonic() - due)
            due += CONNECTIONS / RATE

    def _get(self, path: str, **params: object) -> requests.Response:
        answer = self.http.get(self.url + path, params=params, timeout=30)
        answer.raise_for_status()
        return answer

    def report(self) -> None:
        mark = f"{self.number}/{len(self.acknowledged)} à l'été, côté pair"
        form = {"api_key": "public", "service_code": self.dice.choice(["avaloir", "eclairage"]), "description": mark,
                "lat": f"{self.dice.gauss(LAT, 0.02):.6f}", "long": f"{self.dice.gauss(LON, 0.02):.6f}"}
        answer = self.http.post(self.url + "/requests.json", data=form, timeout=30)
        answer.raise_for_status()
        (receipt,) = answer.json()
        if "token" in receipt:
            self.tokens.append(receipt["token"])
        else:
            self.known.append(receipt["service_request_id"])
        self.acknowledged.append(mark)

    def update(self) -> None:
        mark = f"u-{self.number}-{len(self.noted)}"
        form = {"api_key": "sandbox", "service_request_id": self.dice.choice(self.known), "update_id": mark,
                "status": "investigating", "updated_datetime": "2026-01-02T10:00:00Z", "description": "vu"}
        answer = self.http.post(self.url + "/servicerequestupdates.json", data=form, timeout=30)
        answer.raise_for_status()
        self.noted.append(answer.json()[0]["update_id"])

    def page(self) -> None:
        self._get("/requests.json", page=self.dice.randint(1, 5), page_size=50).json()

    def window(self) -> None:
        self._get("/requests.xml", updated_after="2026-01-01T00:00:00Z", page=1, page_size=100)

    def around(self) -> None:
        self._get("/requests.json", lat=LAT, long=LON, radius=500, status="open", page=1, page_size=50).json()

    def one(self) -> None:
        number = self.dice.choice(self.known)
        if self._get(f"/requests/{number}.json", extensions="true").json()[0]["service_request_id"] != number:
            raise ValueError("another request than the one asked for")

    def token(self) -> None:
        self._get(f"/tokens/{self.dice.choice(self.tokens)}.json").json()

    def service(self) -> None:
        self._get(f"/services/{self.dice.choice(['nid-de-poule', 'depot-sauvage'])}.xml")

    def updates(self) -> None:
        self._get("/servicerequestupdates.json", start_date="2026-01-01T00:00:00Z", page=1, page_size=100).json()


def kept(url: str, path: str, key: str) -> Counter[str]:
    """How often each mark stands in the back end, read page by page after the load."""
    found: Counter[str] = Counter()
    for page in range(1, 1000):
        rows = requests.get(url + path, params={"page": page, "page_size": 1000}, timeout=60).json()
        found.update(row[key] for row in rows)
        if len(rows) < 1000:
            break
    return found


def memory_mb(pid: int) -> float:
    """Resident memory of a process; NaN where there is no /proc."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return float("nan")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def load(url: str, seconds: float) -> list[Caller]:
    """Let every connection work for that long."""
    callers = [Caller(url, number, random.Random(SEED + number)) for number in range(CONNECTIONS)]
    started = time.monotonic() + 0.2
    threads = [threading.Thread(target=one.work, args=(started, started + seconds)) for one in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return callers


def verdict(url: str, callers: list[Caller], seconds: float) -> bool:
    """Print what came of it; whether the claims hold."""
    errors: Counter[str] = sum((one.errors for one in callers), Counter())
    calls = sum(len(times) for one in callers for times in one.took.values())
    wanted = Counter(mark for one in callers for mark in one.acknowledged)
    updates = Counter(mark for one in callers for mark in one.noted)
    standing = kept(url, "/requests.json", "description")
    noted = kept(url, "/servicerequestupdates.json", "update_id")
    lost, doubled = (wanted - standing) + (updates - noted), (standing - wanted) + (noted - updates)
    print(f"{calls} calls in {seconds:.0f} s: {calls / seconds:.1f}/s from {CONNECTIONS} connections, seed {SEED}")
    print(f"{wanted.total()} reports and {updates.total()} updates acknowledged; lost {lost.total()}, "
          f"twice or unasked {doubled.total()}, errors {errors.total()}")
    for words, count in errors.most_common(5):
        print(f"  {count} x {words}")
    for method in ("GET", "POST"):
        times = sorted(took for one in callers for took in one.took[method])
        p50, p95, p99 = (1000 * times[min(int(len(times) * part), len(times) - 1)] for part in (0.5, 0.95, 0.99))
        print(f"{method:4} {len(times):6} calls: p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms, "
              f"worst {1000 * times[-1]:.0f} ms")
    return not (lost or doubled or errors) and calls / seconds > 0.98 * RATE


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=QUICK_S / 60)
    seconds = parser.parse_args().minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "rue311.plugin.sandbox", "--port", "0", "--data", folder, "--batch-delay", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                url = str(server.stdout.readline()).rpartition(" ")[2].strip() if server.stdout else ""
                first = memory_mb(server.pid)
                callers = load(url, seconds)
                last = memory_mb(server.pid)
                good = verdict(url, callers, seconds)
                print(f"memory of the sandbox: {first:.0f} MB at the start, {last:.0f} MB at the end")
            finally:
                server.send_signal(signal.SIGTERM)
                server.wait(timeout=10)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
