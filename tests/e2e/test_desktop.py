"""The whole path in a real QGIS on a virtual screen, in a home whose name has accents, spaces and an apostrophe."""
from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
pytestmark = [
    pytest.mark.desktop,
    pytest.mark.timeout(600),
    pytest.mark.skipif(shutil.which("Xvfb") is None or not Path("/usr/bin/qgis").exists(),
                       reason="needs QGIS and Xvfb (make setup installs both)"),
]


def run(*words: object, seconds: float = 500) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *map(str, words)], capture_output=True, text=True, timeout=seconds,
                          check=False)


def test_the_tour_walks_the_whole_path(tmp_path: Path) -> None:
    out, home = tmp_path / "tour", tmp_path / "Gaëlle Dupré d'Église"

    answer = run(HERE / "demo.py", "--tour", "--out", out, "--home", home)

    assert answer.returncode == 0, answer.stdout + answer.stderr
    steps = json.loads((out / "tour.json").read_text(encoding="utf-8"))
    assert [step["title"] for step in steps if step["trouble"]] == []
    assert len(steps) >= 20
    assert all((out / step["image"]).stat().st_size > 20_000 for step in steps), "a screenshot is empty"
    assert (out / "report.html").read_text(encoding="utf-8").count("<img") == len(steps)
    assert "Traceback" not in (out / "qgis.log").read_text(errors="replace")


def test_loading_ten_times_leaves_nothing_behind(tmp_path: Path) -> None:
    answer = run(HERE / "desktop.py", HERE / "reload.py", "--out", tmp_path, "--home", tmp_path / "home",
                 "--seconds", 240)

    found = json.loads((tmp_path / "reload.json").read_text()) if (tmp_path / "reload.json").exists() else {}
    assert found.get("grown") == {}, answer.stdout
    assert found.get("left") == {}
    assert answer.returncode == 0, answer.stdout
