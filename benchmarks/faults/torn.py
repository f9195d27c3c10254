"""Power fails in the middle of a write: the store's write-ahead log is cut, zeroed or garbled at a random byte."""
from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from rue311.plugin.incidents import Author, Report, open_store


def hurt(log: bytearray, dice: random.Random) -> str:
    at = dice.randrange(len(log))
    kind = dice.choice(["cut", "zeroed", "garbled"])
    if kind == "cut":
        del log[at:]
    elif kind == "zeroed":
        log[at:] = bytes(len(log) - at)
    else:
        end = min(len(log), at + dice.randrange(1, 5000))
        log[at:end] = dice.randbytes(end - at)
    return kind


def report(trials: int, seed: int = 1) -> int:
    """Print how many of the damaged logs came back as the journal up to one of its commits; answers how many not."""
    dice = random.Random(seed)
    kinds, bad = Counter(), 0
    with tempfile.TemporaryDirectory(prefix="rue311-torn-") as name:
        folder = Path(name)
        refs = _store(folder)
        base, log = (folder / "copy.sqlite").read_bytes(), (folder / "copy.sqlite-wal").read_bytes()
        for number in range(trials):
            damaged = bytearray(log)
            kinds[hurt(damaged, dice)] += 1
            (folder / "trial.sqlite").write_bytes(base)
            (folder / "trial.sqlite-wal").write_bytes(damaged)
            bad += not _is_prefix(folder / "trial.sqlite", refs)
            for path in folder.glob("trial.sqlite*"):
                path.unlink()
            if number % 100 == 99:
                print(f"\rtorn: {number + 1} of {trials}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    print(f"Torn write-ahead log: {trials} trials ({told}), {bad} that were not the journal up to one of its commits.")
    return bad


def _store(folder: Path) -> list[str]:
    """Three reports in the file, twenty more in the log only."""
    store = open_store(folder / "store.sqlite", training=False, device_id="d")
    author = Author("", "d")
    refs = [store.report(Report("VOI-01", 4.95, 50.3, "avant"), author) for _ in range(3)]
    store.database.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    refs += [store.report(Report("VOI-01", 4.95, 50.3, f"après {number}"), author) for number in range(20)]
    for suffix in ("", "-wal"):
        shutil.copy(folder / f"store.sqlite{suffix}", folder / f"copy.sqlite{suffix}")
    store.close()
    return refs


def _is_prefix(path: Path, refs: list[str]) -> bool:
    store = open_store(path, training=False, device_id="d")
    try:
        found = [operation.ref for operation in store.operations()]
        return len(found) >= 3 and found == refs[: len(found)] and not store.broken_links()
    finally:
        store.close()
