"""Bad days in a real QGIS: the plug is pulled while a sync runs and a report is typed, and QGIS is started again."""
from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
pytestmark = [
    pytest.mark.desktop,
    pytest.mark.timeout(180),
    pytest.mark.skipif(shutil.which("Xvfb") is None or not Path("/usr/bin/qgis").exists(),
                       reason="needs QGIS and Xvfb (make setup installs both)"),
]
sys.path.insert(0, str(HERE))
from desktop import Desktop, end  # noqa: E402 (a script beside this file, not a package)


@pytest.fixture
def back_end(tmp_path):
    """The back end of Namur as a process of its own; its answer to the first report comes at five bytes a second."""
    words = ["-m", "rue311.plugin.sandbox", "--port", "0", "--data", tmp_path / "back end",
             "--demo", ROOT / "resources" / "demo", "--jurisdiction", "namur.be", "--fault", "slow:1:POST"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "build" / "python")}
    server = subprocess.Popen([sys.executable, *map(str, words)], stdout=subprocess.PIPE, text=True, env=environment)
    yield server.stdout.readline().split(": ", 1)[1].strip()
    server.terminate()
    server.wait(10)


def told(out: Path, seconds: float) -> dict:
    until = time.monotonic() + seconds
    while not (out / "told.json").exists() and time.monotonic() < until:
        time.sleep(0.2)
    return json.loads((out / "told.json").read_text(encoding="utf-8"))


def at_the_back_end(url: str, ref: str) -> int:
    with urllib.request.urlopen(f"{url}/requests.json?jurisdiction_id=namur.be", timeout=10) as answer:
        return sum(ref[:9] in (found.get("description") or "") for found in json.load(answer))


def arrived(url: str, ref: str) -> None:
    until = time.monotonic() + 10
    while not at_the_back_end(url, ref) and time.monotonic() < until:
        time.sleep(0.1)


def test_after_the_plug_was_pulled_nothing_is_lost_and_nothing_doubled(tmp_path: Path, back_end: str) -> None:
    home, first, second = tmp_path / "Gaëlle Dupré d'Église", tmp_path / "first", tmp_path / "second"
    with Desktop(home) as desktop:
        process = desktop.start(HERE / "hostile.py", first, arguments=["before", back_end])
        try:
            before = told(first, 60)
            arrived(back_end, before["ref"])  # and the answer is on its way, at five bytes a second
            os.killpg(process.pid, signal.SIGKILL)
        finally:
            end(process)
        assert before.get("ref"), (first / "qgis.log").read_text(errors="replace")

        code = desktop.run(HERE / "hostile.py", second, arguments=["after", back_end, before["ref"]], seconds=90)

    after = told(second, 0)
    assert code == 0, (second / "qgis.log").read_text(errors="replace")
    assert after["faults"] == []
    assert after["offered"] == ["Tapé juste avant la panne de courant"]
    assert after["before"] in (["in_flight"], ["ambiguous"])
    assert after["after"] == ["confirmed"]
    assert at_the_back_end(back_end, before["ref"]) == 1
    assert (after["layers"], after["dirty"], after["crs"]) == (1, False, "EPSG:31370")
    assert "store.sqlite" in after["held"]
    assert after["kept"] == "Pendant la sauvegarde"
    assert after["frozen"] < 1.5
    assert after["may_close"] is False
    assert after["asked"].startswith("1 ")
