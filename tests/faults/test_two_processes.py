"""Two QGIS on one store: both write, both want to synchronise, and each report leaves once."""
from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from rue311.plugin.incidents import Author, OpState, Report, open_store

HERE = Path(__file__).resolve().parent
_spec = importlib.util.spec_from_file_location("rue311_back_end", HERE / "back_end.py")
back_end_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(back_end_module)


@pytest.fixture
def back_end():
    with back_end_module.BackEnd(delay_s=0.01) as running:
        yield running


@pytest.fixture
def laptops(tmp_path, back_end):
    path = tmp_path / "store.sqlite"
    open_store(path, training=True, device_id="laptop").close()
    running = [
        subprocess.Popen(
            [sys.executable, HERE / "laptop.py", path, back_end.url, "60"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]
    yield running
    for process in running:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()


def synchronise_together(laptops):
    for process in laptops:
        process.stdin.write("{}\n")
        process.stdin.flush()
    return [json.loads(process.stdout.readline()) for process in laptops]


def test_each_report_leaves_once_however_many_qgis_synchronise(tmp_path, back_end, laptops):
    store = open_store(tmp_path / "store.sqlite", training=True, device_id="laptop")
    author = Author("", "laptop")
    refs, pushed, turned_away = [], 0, 0
    for _ in range(6):
        refs += [store.report(Report("voirie", 4.95, 50.3, f"Trou n°{number}"), author) for number in range(10)]
        for answer in synchronise_together(laptops):
            assert not answer["killed"]
            pushed += answer["pushed"]
            turned_away += "SYN-101" in answer["trouble"] or "Another QGIS" in answer["trouble"]
    synchronise_together(laptops[:1])
    assert {operation.state for operation in store.operations()} == {OpState.CONFIRMED}
    assert set(back_end.posted.values()) == {1}
    assert len(back_end.posted) == len(refs) == 60
    assert turned_away >= 1  # they did meet, and one of them was told who is at it
    store.close()
