"""`rue311:probeendpoint`: a file that says what a back end offers and how one knows; plain words for bad input."""
from __future__ import annotations

import json
import os
import subprocess

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingFeedback
from rue311.plugin.open311 import Capabilities
from rue311.plugin.processing.probeendpoint import ProbeEndpoint
from rue311.plugin.sandbox import SandboxServer

PROGRAM = "/usr/bin/qgis_process.bin" if os.path.exists("/usr/bin/qgis_process.bin") else "/usr/bin/qgis_process"


@pytest.fixture
def server(tmp_path, root):
    with SandboxServer(tmp_path / "sandbox", demo=root / "resources" / "demo") as server:
        yield server


class Listening(QgsProcessingFeedback):
    """Keeps all that is said; cancels at a share of the progress."""

    def __init__(self, cancel_at=None):
        super().__init__(False)
        self.errors = []
        if cancel_at is not None:
            self.progressChanged.connect(lambda done: self.cancel() if done >= cancel_at else None)

    def reportError(self, error, fatalError=False):  # noqa: N803 (QGIS's name)
        self.errors.append(error)


@pytest.fixture
def probe(qgis_app):
    def go(cancel_at=None, **parameters):
        feedback, context = Listening(cancel_at), QgsProcessingContext()
        allowed, why = ProbeEndpoint().create().checkParameterValues(parameters, context)  # as the toolbox does
        if not allowed:
            return {}, why
        results, ok = ProbeEndpoint().create().run(parameters, context, feedback)
        return (results, "") if ok else ({}, " ".join(feedback.errors) or "?")

    return go


def test_it_stands_in_the_toolbox(registry):
    assert registry.algorithmById("rue311:probeendpoint") is not None


def test_each_point_has_its_value_its_evidence_and_its_date(probe, server, tmp_path):
    target = tmp_path / "d'été" / "serveur.json"
    results, trouble = probe(ENDPOINT=f"{server.url}/discovery.json", API_KEY="very-secret", OUTPUT=str(target))
    assert not trouble
    written = json.loads(target.read_text(encoding="utf-8"))
    assert (written["endpoint"], results["FOUND"]) == (server.url, server.url)
    points = {one["point"]: one for one in written["points"]}
    assert len(points) == results["POINTS"]
    assert results["UNKNOWN"] == sum(1 for one in points.values() if one["value"] is None)
    assert points["page_size"]["value"] == 500
    assert all(one["evidence"] and one["says"] and one["at"].endswith("Z") for one in points.values())
    able = Capabilities.from_mapping(written["capabilities"])
    assert (able.updates, able.updated_after, able.page_size) == (True, True, 500)
    assert "very-secret" not in target.read_text(encoding="utf-8")
    assert not list(target.parent.glob("*.part"))


@pytest.mark.parametrize(("endpoint", "words"), [
    ("", "ENDPOINT"), ("   ", "ENDPOINT is empty"), ("ftp://x.example", "https://"), ("http://127.0.0.1:9/v2", "127"),
    ("https://me:pw@x.example/", "password")])
def test_a_bad_address_is_one_sentence_and_the_old_file_stays(probe, tmp_path, endpoint, words):
    target = tmp_path / "old.json"
    target.write_text("old", encoding="utf-8")
    _results, told = probe(ENDPOINT=endpoint, OUTPUT=str(target))
    assert words in told
    assert "Traceback" not in told
    assert "me:pw" not in told
    assert target.read_text(encoding="utf-8") == "old"


def test_a_variable_that_is_not_set_is_named(probe, tmp_path):
    _results, told = probe(
        ENDPOINT="https://x.example/", API_KEY="env:NOT_THERE_311", OUTPUT=str(tmp_path / "o.json"))
    assert "NOT_THERE_311" in told


def test_cancelled_leaves_no_file(probe, server, tmp_path):
    _results, told = probe(40, ENDPOINT=server.url, OUTPUT=str(tmp_path / "o.json"))
    assert "Cancelled" in told
    assert not (tmp_path / "o.json").exists()


def test_without_a_screen(root, server, tmp_path):
    home, folder = tmp_path / "home", tmp_path / "run"
    home.mkdir()
    folder.mkdir(mode=0o700)
    environment = {
        "PATH": "/usr/bin:/bin", "HOME": str(home), "XDG_RUNTIME_DIR": str(folder), "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen", "QGIS_PLUGINPATH": str(root / "build" / "python"), "RUE311_KEY": "sandbox",
        "PYTHONDONTWRITEBYTECODE": "1",
    }

    def call(*words):
        return subprocess.run(
            [PROGRAM, *words], env=environment, capture_output=True, text=True, timeout=100, check=False)

    assert call("plugins", "enable", "rue311").returncode == 0
    target = tmp_path / "o.json"
    done = call("run", "rue311:probeendpoint", f"--ENDPOINT={server.url}", "--API_KEY=env:RUE311_KEY",
                f"--OUTPUT={target}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(target.read_text(encoding="utf-8"))["endpoint"] == server.url
