"""`rue311:syncincidents` against the real sandbox over HTTP: counts, layer, keys, and what ends a run."""
from __future__ import annotations

import json
from dataclasses import replace

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject
from rue311.plugin.commune import BackEnd, demo_profile, save_profile
from rue311.plugin.incidents import Author, OpState, Person, Report, open_store
from rue311.plugin.processing.syncincidents import COUNTS, SyncIncidents
from rue311.plugin.sandbox import SandboxServer

SECRETS = ("Marie-Claire", "Vandenbroucke", "0470/12.34.56", "habite au 3e")


class Listening(QgsProcessingFeedback):
    """Keeps what the run says."""

    def __init__(self):
        super().__init__(False)
        self.errors, self.said = [], []

    def reportError(self, error, _fatal=False):
        self.errors.append(error)

    def pushInfo(self, info):
        self.said.append(info)

    def setProgressText(self, text):
        self.said.append(text)

    def pushDebugInfo(self, info):
        self.said.append(info)


@pytest.fixture
def sandbox(root, tmp_path):
    with SandboxServer(tmp_path / "sandbox", demo=root / "resources" / "demo") as server:
        yield server


@pytest.fixture
def store_file(tmp_path):
    path = tmp_path / "Gaëlle d'Été" / "store.sqlite"
    open_store(path, training=False, device_id="pc-test").close()
    return path


@pytest.fixture
def run(qgis_app):
    def go(parameters, feedback=None):
        feedback = feedback or Listening()
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        allowed, why = SyncIncidents().create().checkParameterValues(parameters, context)  # as the toolbox does
        if not allowed:
            feedback.errors.append(why)
            return {}, False, feedback
        results, ok = SyncIncidents().create().run(parameters, context, feedback)
        if results.get("OUTPUT"):
            results["LAYER"] = context.takeResultLayer(results["OUTPUT"])
        return results, ok, feedback

    return go


def opened(path):
    return open_store(path, training=False, device_id="pc-test")


def a_service(root):
    services = json.loads((root / "resources" / "demo" / "services.json").read_text(encoding="utf-8"))["services"]
    return next(entry["service_code"] for entry in services if str(entry["metadata"]).lower() != "true")


def report(path, code):
    store = opened(path)
    author = Author(store.add_operator("Atelier").operator_id, store.device_id)
    person = Person("Marie-Claire", "Vandenbroucke", "mc@example.org", "0470/12.34.56")
    ref = store.report(Report(code, 4.95, 50.30, "Elle habite au 3e étage", person=person), author)
    store.close()
    return ref


def asked(path, server, **more):
    back_end = {"ENDPOINT": server.url, "JURISDICTION": "valombre.example", "API_KEY": "sandbox"}
    return {"STORE": str(path), **back_end, **more}


def test_a_new_store_fetches_what_the_back_end_has_and_sends_nothing(run, sandbox, tmp_path):
    path = tmp_path / "new" / "store.sqlite"
    results, ok, feedback = run(asked(path, sandbox, OUTPUT="memory:"))
    assert ok, feedback.errors
    assert results["PULLED"] > 0
    assert results["PULLED"] == results["LAYER"].featureCount()
    assert {name for name in COUNTS if results[name.upper()]} == {"pulled"}
    assert results["TROUBLE"] == ""
    assert str(path) in " ".join(feedback.said)


def test_a_second_run_with_nothing_new_counts_zero(run, sandbox, store_file):
    run(asked(store_file, sandbox))
    results, ok, _feedback = run(asked(store_file, sandbox))
    assert ok
    assert {name: results[name.upper()] for name in COUNTS} == dict.fromkeys(COUNTS, 0)  # none is left out


def test_what_was_queued_is_sent_once_and_gets_its_number(run, sandbox, store_file, root):
    ref = report(store_file, a_service(root))
    results, ok, feedback = run(asked(store_file, sandbox, OUTPUT="memory:"))
    assert ok, feedback.errors
    assert (results["PUSHED"], results["CONFIRMED"], results["WAITING"]) == (1, 1, 0)
    (row,) = [row for row in results["LAYER"].getFeatures() if row["ref"] == ref]
    assert row["service_request_id"]
    assert row["delivery"] == ""
    assert row.geometry().asPoint().x() == pytest.approx(4.95)


def test_the_layer_holds_no_persons_data_and_no_free_text(run, sandbox, store_file, root):
    report(store_file, a_service(root))
    results, _ok, feedback = run(asked(store_file, sandbox, OUTPUT="memory:"))
    told = " ".join(str(value) for row in results["LAYER"].getFeatures() for value in row.attributes())
    told += " ".join(feedback.said + feedback.errors)
    assert not [secret for secret in SECRETS if secret in told]


def test_pull_sends_nothing_and_push_fetches_nothing(run, sandbox, store_file, root):
    report(store_file, a_service(root))
    results, ok, _feedback = run(asked(store_file, sandbox, DIRECTION="pull"))
    assert ok
    assert (results["PUSHED"], results["WAITING"]) == (0, 1)
    results, ok, _feedback = run(asked(store_file, sandbox, DIRECTION="push"))
    assert ok
    assert (results["PUSHED"], results["WAITING"], results["PULLED"]) == (1, 0, 0)


def test_an_answer_that_was_lost_is_ambiguous_and_found_after_the_settle_time(run, sandbox, store_file, root):
    ref = report(store_file, a_service(root))
    sandbox.faults.plan("drop_after_commit", method="POST")
    results, ok, _feedback = run(asked(store_file, sandbox, DIRECTION="push"))
    assert ok
    assert (results["PUSHED"], results["AMBIGUOUS"]) == (0, 1)
    results, ok, _feedback = run(asked(store_file, sandbox, DIRECTION="push"))
    assert results["AMBIGUOUS"] == 1  # the settle time of the back end has not passed
    results, ok, _feedback = run(asked(store_file, sandbox, DIRECTION="push", SETTLE=0))
    assert ok
    assert (results["AMBIGUOUS"], results["CONFIRMED"]) == (0, 1)
    store = opened(store_file)
    assert store.operations(ref=ref)[0].state is OpState.CONFIRMED
    store.close()


def test_a_back_end_that_is_down_ends_the_run_well_with_everything_waiting(run, sandbox, store_file, root):
    report(store_file, a_service(root))
    sandbox.stop()
    results, ok, feedback = run(asked(store_file, sandbox, OUTPUT="memory:"))
    assert ok
    assert (results["WAITING"], results["PUSHED"]) == (1, 0)
    assert results["TROUBLE"]
    assert feedback.errors
    assert results["LAYER"].featureCount() == 1


def test_the_key_from_the_environment_is_used_and_never_said(run, sandbox, store_file, root, monkeypatch):
    monkeypatch.setenv("RUE311_TEST_KEY", "sandbox")
    report(store_file, a_service(root))
    results, ok, feedback = run(asked(store_file, sandbox, API_KEY="env:RUE311_TEST_KEY"))
    assert ok
    assert results["PUSHED"] == 1
    assert "sandbox" not in " ".join(feedback.said).replace(sandbox.url, "")


def test_a_wrong_key_ends_the_run_and_the_report_is_still_there(run, sandbox, store_file, root):
    ref = report(store_file, a_service(root))
    _results, ok, feedback = run(asked(store_file, sandbox, API_KEY="wrong-word"))
    assert not ok
    assert "key" in " ".join(feedback.errors).lower()
    assert "wrong-word" not in " ".join(feedback.errors + feedback.said)
    store = opened(store_file)
    assert store.operations(ref=ref)[0].state in (OpState.QUEUED, OpState.RETRY_WAIT)
    store.close()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"API_KEY": "env:NOT_SET_ANYWHERE"}, "NOT_SET_ANYWHERE"),
        ({"AUTHCFG": "nope123", "API_KEY": ""}, "QGIS_AUTH_PASSWORD_FILE"),
        ({"ENDPOINT": ""}, "ENDPOINT"),
        ({"ENDPOINT": "not an address"}, "address"),
        ({"STORE": ""}, "STORE"),
        ({"PROFILE": "/nowhere/profile.json"}, "/nowhere/profile.json"),
        ({"OUTPUT": "/tmp/incidents.shp"}, "shapefile"),
    ],
)
def test_an_input_that_cannot_be_used_ends_the_run_with_one_sentence(run, sandbox, store_file, change, words):
    _results, ok, feedback = run({**asked(store_file, sandbox), **change})
    assert not ok
    assert any(words in error for error in feedback.errors), feedback.errors


def test_pushing_from_a_store_that_is_not_there_is_an_error_and_makes_no_file(run, sandbox, tmp_path):
    path = tmp_path / "typo.sqlite"
    _results, ok, feedback = run(asked(path, sandbox, DIRECTION="push"))
    assert not ok
    assert str(path) in " ".join(feedback.errors)
    assert not path.exists()


def test_a_profile_names_back_end_and_jurisdiction(run, sandbox, tmp_path, root):
    profile = replace(demo_profile(root / "resources"), back_end=BackEnd(sandbox.url, "valombre.example"))
    save_profile(profile, tmp_path / "profile.json")
    path = tmp_path / "store.sqlite"
    results, ok, feedback = run({"STORE": str(path), "PROFILE": str(tmp_path / "profile.json"), "API_KEY": "sandbox"})
    assert ok, feedback.errors
    assert results["PULLED"] > 0
    open_store(path, training=True, device_id="pc-test").close()  # the demo profile is for training, so is its store


def test_a_real_store_with_a_training_profile_is_refused(run, sandbox, store_file, tmp_path, root):
    profile = replace(demo_profile(root / "resources"), back_end=BackEnd(sandbox.url, "valombre.example"))
    save_profile(profile, tmp_path / "profile.json")
    _results, ok, feedback = run({"STORE": str(store_file), "PROFILE": str(tmp_path / "profile.json")})
    assert not ok
    assert "training" in " ".join(feedback.errors)


def test_a_training_store_never_reaches_a_real_back_end(run, tmp_path):
    path = tmp_path / "store.sqlite"
    open_store(path, training=True, device_id="pc-test").close()
    _results, ok, feedback = run({"STORE": str(path), "ENDPOINT": "https://open311.example.org/v2"})
    assert not ok
    assert "training" in " ".join(feedback.errors)


def test_a_cancelled_run_keeps_what_it_has_and_a_hanging_answer_does_not_hold_it(run, sandbox, store_file, root):
    import threading

    report(store_file, a_service(root))
    sandbox.faults.plan("hang", method="GET")
    feedback = Listening()
    timer = threading.Timer(0.7, feedback.cancel)
    timer.start()
    results, ok, _feedback = run(asked(store_file, sandbox), feedback)
    timer.join()
    assert ok
    assert results["WAITING"] == 1
    assert results["TROUBLE"]
