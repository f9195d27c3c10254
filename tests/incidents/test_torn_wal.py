"""Power fails in the middle of a write: what is left of the write-ahead log is cut, zeroed or garbled anywhere.

What comes back is always the journal up to one of its commits, whole, with its chain intact.
"""
from __future__ import annotations

import random
import shutil

import pytest
from rue311.plugin.incidents import Author, Report, open_store

TRIALS = 300


@pytest.fixture(scope="module")
def torn(tmp_path_factory):
    """A store whose last twenty reports stand in the log only; answers both files and the references in order."""
    folder = tmp_path_factory.mktemp("torn")
    store = open_store(folder / "store.sqlite", training=False, device_id="d")
    author = Author("", "d")
    refs = [store.report(Report("VOI-01", 4.95, 50.3, "avant"), author) for _ in range(3)]
    store.database.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    refs += [store.report(Report("VOI-01", 4.95, 50.3, f"après {number}"), author) for number in range(20)]
    for suffix in ("", "-wal"):
        shutil.copy(folder / f"store.sqlite{suffix}", folder / f"copy.sqlite{suffix}")
    store.close()
    return folder / "copy.sqlite", refs


def hurt(log: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(log))
    kind = dice.choice(["cut", "zero", "garble"])
    if kind == "cut":
        del log[at:]
    elif kind == "zero":
        log[at:] = bytes(len(log) - at)
    else:
        end = min(len(log), at + dice.randrange(1, 5000))
        log[at:end] = dice.randbytes(end - at)


def test_whatever_happens_to_the_log_whole_commits_come_back(torn, tmp_path):
    source, refs = torn
    seed = random.SystemRandom().randrange(2**32)
    print("seed", seed)  # noqa: T201 (shown when it fails)
    dice = random.Random(seed)
    base, log = source.read_bytes(), source.with_name("copy.sqlite-wal").read_bytes()
    lengths = set()
    for trial in range(TRIALS):
        path = tmp_path / f"{trial}.sqlite"
        path.write_bytes(base)
        damaged = bytearray(log)
        hurt(damaged, dice)
        path.with_name(f"{trial}.sqlite-wal").write_bytes(damaged)
        store = open_store(path, training=False, device_id="d")
        found = [operation.ref for operation in store.operations()]
        assert found == refs[: len(found)], trial
        assert len(found) >= 3, trial
        assert store.broken_links() == [], trial
        assert {incident.ref for incident in store.incidents()} == set(found), trial
        store.close()
        path.unlink()
        lengths.add(len(found))
    assert len(lengths) > 5  # the damage fell in many places
