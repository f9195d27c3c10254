"""The two incident algorithms under the real `qgis_process`, without display, against the sandbox over HTTP."""
from __future__ import annotations

import json
import os
import subprocess

import pytest
from rue311.plugin.sandbox import SandboxServer

PROGRAM = "/usr/bin/qgis_process.bin" if os.path.exists("/usr/bin/qgis_process.bin") else "/usr/bin/qgis_process"


@pytest.fixture
def qgis_process(root, tmp_path):
    """Runs an algorithm in a home of its own; answers exit code, outputs and all that was said."""
    home = tmp_path / "home"
    run_folder = tmp_path / "run"
    home.mkdir()
    run_folder.mkdir(mode=0o700)
    environment = {
        "PATH": "/usr/bin:/bin", "HOME": str(home), "XDG_RUNTIME_DIR": str(run_folder), "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen", "QGIS_PLUGINPATH": str(root / "build" / "python"), "RUE311_KEY": "sandbox",
        "PYTHONDONTWRITEBYTECODE": "1",
    }

    def call(*words):
        return subprocess.run(
            [PROGRAM, *words], env=environment, capture_output=True, text=True, timeout=100, check=False
        )

    enabled = call("plugins", "enable", "rue311")
    assert enabled.returncode == 0, enabled.stderr

    def run(algorithm, **parameters):
        given = [f"--{name}={value}" for name, value in parameters.items()]
        done = call("--json", "run", f"rue311:{algorithm}", *given)
        start = done.stdout.find("{")
        results = json.loads(done.stdout[start:]).get("results", {}) if start >= 0 and not done.returncode else {}
        return done.returncode, results, done.stdout + done.stderr

    return run


def test_a_layer_is_reported_sent_and_seen_without_a_screen(qgis_process, root, tmp_path):
    services = json.loads((root / "resources" / "demo" / "services.json").read_text(encoding="utf-8"))["services"]
    code = next(entry["service_code"] for entry in services if str(entry["metadata"]).lower() != "true")
    points = tmp_path / "d'été.geojson"
    features = [
        {"type": "Feature", "properties": {"code": given, "what": "Éclairage éteint"},
         "geometry": {"type": "Point", "coordinates": [4.95, 50.30]}}
        for given in (code, "")
    ]
    points.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    store = tmp_path / "Gaëlle" / "store.sqlite"
    status, results, said = qgis_process(
        "reportincidents", INPUT=points, SERVICE_FIELD="code", DESCRIPTION_FIELD="what", STORE=store
    )
    assert status == 0, said
    assert (results["QUEUED"], results["REFUSED"]) == (1, 1)

    with SandboxServer(tmp_path / "sandbox", demo=root / "resources" / "demo") as server:
        status, results, said = qgis_process(
            "syncincidents", STORE=store, ENDPOINT=server.url, API_KEY="env:RUE311_KEY", OUTPUT=tmp_path / "seen.gpkg"
        )
    assert status == 0, said
    assert (results["PUSHED"], results["CONFIRMED"], results["WAITING"]) == (1, 1, 0)
    assert results["PULLED"] > 0
    assert (tmp_path / "seen.gpkg").stat().st_size > 0

    status, _results, said = qgis_process("syncincidents", STORE=store, ENDPOINT=server.url, API_KEY="env:NOT_THERE")
    assert status != 0
    assert "NOT_THERE" in said
