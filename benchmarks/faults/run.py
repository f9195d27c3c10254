#!/usr/bin/env python3
"""Reports over a line that fails for a third of them, from a laptop that keeps dying: what arrives, and how often.

Each trial is a fresh laptop and a fresh back end: people report while the laptop synchronises and is killed, at every
named point in turn or at any moment; then the weather clears, and everything that can end ends. Oracle: what people
were told is saved. Beside Rue311 the baselines of `devices.py`. Then the store's WAL is torn, see `torn.py`.
Exit code 1 where Rue311 loses or doubles anything.
"""
from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import torn
from devices import POINTS, ROOT
from rue311.plugin.incidents import Author, OpState, Report, TransitionRefused, open_store
from rue311.plugin.incidents.reference import new_ref, refs_in, with_reference

HERE = Path(__file__).resolve().parent
SETTLE_S = 1.0  # the slowest back end here commits 0.5 s after it dropped the line, and lists 0.4 s after that
MODERATION_S = 0.4
PER_TRIAL = 100
NAMES = {
    "rue311": "**Rue311**", "retry": "retry until 2xx ¹", "once": "at most once ¹",
    "qgis": "Rue311's journal over QGIS's network stack ¹",
}
LIVES_S = {"rue311": 0.5, "retry": 0.1, "once": 0.1, "qgis": 1.5}  # about how long a synchronisation takes
OPEN = {OpState.QUEUED, OpState.RETRY_WAIT, OpState.IN_FLIGHT, OpState.AMBIGUOUS}
FOR_A_PERSON = {OpState.NEEDS_HUMAN, OpState.REJECTED, OpState.DUPLICATE_UPSTREAM}


class Office:
    """What people write into Rue311's store."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.store = open_store(folder / "store.sqlite", training=True, device_id="laptop")
        self.author = Author(self.store.add_operator("Gaëlle").operator_id, "laptop")
        self.dice, self.refs, self.updates = dice, [], []

    @property
    def amount(self) -> int:
        return len(self.refs) + len(self.updates)

    def work(self, amount: int) -> None:
        for _ in range(amount):
            if len(self.refs) < 5 or self.dice.random() < 0.8:
                report = Report("voirie", 4.95, 50.3, f"Trou n°{len(self.refs)}")
                self.refs.append(self.store.report(report, self.author))
            elif self.dice.random() < 0.5:
                self.updates.append(self.store.note(self.dice.choice(self.refs), f"note {self.amount}", self.author))
            else:
                state = self.dice.choice(["accepted", "planned", "in_progress", "fixed"])
                try:
                    ref = self.dice.choice(self.refs)
                    self.updates += self.store.triage(ref, {"state": state}, self.author, reason=f"vu {self.amount}")
                except TransitionRefused:
                    continue

    def waiting(self) -> bool:
        return bool(self.store.operations(OPEN))

    def judge(self, arrived: Counter, updates: set[str]) -> Counter:
        states = {operation.op_id: (operation.ref, operation.state) for operation in self.store.operations()}
        visible = {ref for ref, state in states.values() if state in OPEN | FOR_A_PERSON}
        noted = {op_id for op_id, (_, state) in states.items() if state in OPEN | FOR_A_PERSON}
        found = Counter(
            operations=len(self.refs) + len(self.updates),
            lost=sum(not arrived[ref] and ref not in visible for ref in self.refs)
            + len(set(self.updates) - updates - noted) + len(set(self.refs) - {ref for ref, _ in states.values()}),
            unsure=sum(state in OPEN | {OpState.NEEDS_HUMAN} for _, state in states.values()),
            for_a_person=sum(state in FOR_A_PERSON - {OpState.NEEDS_HUMAN} for _, state in states.values()),
        )
        path = self.store.path
        found["damaged"] += len(self.store.broken_links())
        self.store.close()
        with sqlite3.connect(path) as connection:
            found["damaged"] += connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
        return found


class Pile:
    """What people write into the outbox of a simple program."""

    def __init__(self, folder: Path, _dice: random.Random) -> None:
        self.folder, self.refs = folder, []
        (folder / "outbox").touch()

    @property
    def amount(self) -> int:
        return len(self.refs)

    def work(self, amount: int) -> None:
        with (self.folder / "outbox").open("a") as outbox:
            for _ in range(amount):
                ref = new_ref()
                text = with_reference(f"Trou n°{len(self.refs)}", ref)
                outbox.write(json.dumps({"ref": ref, "description": text}) + "\n")
                self.refs.append(ref)

    def waiting(self) -> bool:
        done = self.folder / "done"
        return not done.exists() or len(set(done.read_text().split())) < len(self.refs)

    def judge(self, arrived: Counter, _updates: set[str]) -> Counter:
        return Counter(operations=len(self.refs), lost=sum(not arrived[ref] for ref in self.refs))


def ask(url: str, path: str, *, post: bool = False) -> dict:
    request = urllib.request.Request(url + path, method="POST" if post else "GET")
    with urllib.request.urlopen(request, timeout=10) as reply:  # nosec
        return json.load(reply)


def trial(kind: str, seed: int, kills: int) -> Counter:
    dice = random.Random(seed)
    options = {"bad": True, "seed": seed, "moderation_s": MODERATION_S, "renumber": 60 if kind == "rue311" else 0}
    with tempfile.TemporaryDirectory(prefix="rue311-faults-") as name, subprocess.Popen(
        [sys.executable, ROOT / "tests" / "faults" / "back_end.py", json.dumps(options)],
        stdout=subprocess.PIPE, text=True,
    ) as back_end:
        url = back_end.stdout.readline().strip()
        try:
            return one_life(kind, Path(name), url, dice, seed, kills)
        finally:
            back_end.terminate()


def one_life(kind: str, folder: Path, url: str, dice: random.Random, seed: int, kills: int) -> Counter:
    people = (Office if kind in {"rue311", "qgis"} else Pile)(folder, dice)
    with subprocess.Popen(
        [sys.executable, HERE / "devices.py", kind, folder, url, str(SETTLE_S)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as device:
        def synchronise(death: dict | None = None) -> bool:
            device.stdin.write(json.dumps(death or {}) + "\n")
            device.stdin.flush()
            answer = json.loads(device.stdout.readline())
            if answer["status"] and not answer["killed"]:
                raise RuntimeError(f"{kind} ended with {answer['status']}")
            return bool(answer["killed"])

        killed = 0
        for turn in count(seed * kills):
            done = killed >= kills and people.amount >= PER_TRIAL
            if done or turn >= (seed + 4) * kills:
                break
            people.work(min(max(1, PER_TRIAL // kills), PER_TRIAL - people.amount))
            killed += synchronise(death_of(kind, turn, dice))
            if kind == "qgis":  # QGIS starts so slowly that most deaths come before the first sending
                synchronise()
            time.sleep(dice.uniform(0, 0.05))
        ask(url, "/_weather?bad=0", post=True)
        for _ in range(30):
            synchronise()
            if not people.waiting():
                break
            time.sleep(SETTLE_S / 4)
        synchronise()
        device.stdin.close()
    records = ask(url, "/_records")
    arrived = Counter(ref for text in records["requests"] for ref in set(refs_in(text)))
    found = people.judge(arrived, set(records["updates"]))
    found["kills"] += killed
    found["doubled"] += sum(max(0, arrived[ref] - 1) for ref in people.refs)
    found["faults"] += sum(records["struck"].values())
    return found


def death_of(kind: str, turn: int, dice: random.Random) -> dict:
    """Every second one at a named point, in turn, at its first, second or third passing; the others at any moment."""
    if kind == "rue311" and turn % 2:
        return {"point": POINTS[turn // 2 % len(POINTS)], "call": 1 + turn // 2 // len(POINTS) % 3}
    return {"after_s": dice.uniform(0.0, LIVES_S[kind])}


def measure(kind: str, operations: int, kills: int, jobs: int, first_seed: int) -> Counter:
    trials = max(1, round(operations / PER_TRIAL))
    each = max(1, round(kills / trials))
    total: Counter = Counter()
    with ThreadPoolExecutor(jobs) as crew:
        for number, found in enumerate(crew.map(lambda seed: trial(kind, seed, each),
                                                range(first_seed, first_seed + trials))):
            total += found
            print(f"\r{kind}: {number + 1} of {trials} trials", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--operations", type=int, default=4000)
    parser.add_argument("--kills", type=int, default=400)
    parser.add_argument("--baseline", type=int, default=500, help="operations of each baseline")
    parser.add_argument("--torn", type=int, default=10_000, help="trials with a torn WAL")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=list(NAMES), help="one row of the table")
    wanted = parser.parse_args()
    print("| sent by | operations | kills | faults | lost | doubled | unsure at the end | refused, shown | integrity |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---|", flush=True)
    bad = 0
    for kind in [wanted.only] if wanted.only else NAMES:
        ours = kind == "rue311"
        operations = wanted.operations if ours else wanted.baseline
        kills = wanted.kills if ours else wanted.baseline // 10
        found = measure(kind, operations, kills, wanted.jobs, wanted.seed)
        share = {name: f"{found[name]} ({100 * found[name] / found['operations']:.1f} %)" if found[name] else "0"
                 for name in ("lost", "doubled")}
        print(f"| {NAMES[kind]} | {found['operations']} | {found['kills']} | {found['faults']} | {share['lost']} |"
              f" {share['doubled']} | {found['unsure']} | {found['for_a_person']} |"
              f" {'ok' if not found['damaged'] else found['damaged']} |", flush=True)
        bad += ours and found["lost"] + found["doubled"] + found["damaged"]
    print("\n¹ re-implemented here, see benchmarks/faults/devices.py\n")
    if wanted.torn:
        bad += torn.report(wanted.torn)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
