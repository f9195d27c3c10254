"""Starting, stopping, restarting; the demo; the process of its own; the trainer's page."""
from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import requests
from rue311.plugin.sandbox import DataFolderUnusable, DemoUnreadable, PortTaken, SandboxServer

# an exception in a thread is a failure too
pytestmark = pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")

SERVICES = {
    "services": [{"service_code": 7, "service_name": "Nid-de-poule", "metadata": "true", "keywords": ["a", "b"]}],
    "definitions": {
        "7": {
            "service_code": 7,
            "attributes": [{"code": "t", "variable": "true", "required": "false", "datatype": "number", "order": "1"}],
        }
    },
}
INCIDENTS = [
    {
        "service_request_id": "1200",
        "service_code": "7",
        "status": "closed",
        "description": "Trou rue Haute",
        "lat": 50.3,
        "long": 4.9,
        "age_days": 12.5,
        "updates": [
            {"update_id": "d-1", "status": "assigned", "description": "équipe envoyée", "age_days": 10},
            {"update_id": "d-2", "status": "fixed", "description": "rebouché", "updated_datetime": 2.0},
        ],
    },
    {"service_request_id": "1201", "service_code": "7", "lat": 50.31, "long": 4.95, "age_days": 200},
]


@pytest.fixture
def demo(tmp_path):
    folder = tmp_path / "démo d'été"
    folder.mkdir()
    (folder / "services.json").write_text(json.dumps(SERVICES), encoding="utf-8")
    (folder / "incidents.json").write_text(json.dumps(INCIDENTS), encoding="utf-8")
    return folder


def test_records_survive_a_restart_with_their_numbers_and_the_same_port(back_end):
    before = back_end.report(description="avant").json()[0]["service_request_id"]
    url = back_end.server.url
    back_end.server.stop()
    with pytest.raises(requests.ConnectionError):
        requests.get(url + "/services.json", timeout=2)
    back_end.server.start()
    assert back_end.server.url == url
    after = back_end.report(description="après").json()[0]["service_request_id"]
    assert int(after) > int(before)
    kept = {one["service_request_id"]: one["description"] for one in back_end.listed()}
    assert kept == {before: "avant", after: "après"}


def test_photo_addresses_follow_the_port(start):
    first = start()
    first.report(files={"media": ("a.png", b"\x89PNG\r\n\x1a\n", "image/png")})
    old = first.server.url
    first.server.stop()
    keeper = socket.create_server(("127.0.0.1", 0))  # so that the next one surely gets another port
    second = start()
    url = second.listed()[0]["media_url"]
    keeper.close()
    assert second.server.url in url
    assert second.server.url == old or old not in url
    assert second.http.get(url, timeout=5).status_code == 200


def test_stop_closes_open_connections_and_leaves_no_thread(start):
    before = set(threading.enumerate())
    back_end = start()
    idle = [requests.Session() for _ in range(10)]
    for session in idle:
        assert session.get(back_end.server.url + "/services.json", timeout=5).ok  # kept alive
    half = socket.create_connection(("127.0.0.1", back_end.server.port))
    half.sendall(b"POST /requests.json HTTP/1.1\r\nContent-Length: 100\r\n\r\nabc")
    silent = socket.create_connection(("127.0.0.1", back_end.server.port))
    back_end.server.faults.plan("hang")
    ends = []

    def wait_in_vain():
        with pytest.raises(requests.ConnectionError) as caught:
            back_end.report()
        ends.append(caught)

    hung = threading.Thread(target=wait_in_vain)
    hung.start()
    while back_end.server.faults.waiting():
        hung.join(0.01)
    back_end.server.stop()
    hung.join(5)
    assert len(ends) == 1
    assert set(threading.enumerate()) <= before
    half.settimeout(2)
    silent.settimeout(2)
    assert (half.recv(1), silent.recv(1)) == (b"", b"")
    for one in (half, silent, *idle):
        one.close()


def test_ten_times_up_and_down_leaks_neither_thread_nor_file(back_end):
    back_end.server.stop()
    threads, files = threading.active_count(), len(os.listdir("/proc/self/fd"))
    for _ in range(10):
        back_end.server.start()
        assert requests.get(back_end.server.url + "/services.json", timeout=5).ok
        back_end.server.stop()
    back_end.server.stop()  # once more does no harm
    assert threading.active_count() == threads
    assert len(os.listdir("/proc/self/fd")) <= files + 1


def test_port_in_use_is_said_and_leaves_nothing_running(back_end, tmp_path):
    threads = threading.active_count()
    with pytest.raises(PortTaken) as caught:
        SandboxServer(tmp_path / "other", port=back_end.server.port).start()
    assert str(back_end.server.port) in caught.value.user
    assert threading.active_count() == threads


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(DataFolderUnusable):
        SandboxServer(tmp_path / "file").start()
    alien = tmp_path / "alien"
    alien.mkdir()
    (alien / "sandbox.sqlite").write_bytes(b"SQLite format 3\0" + b"garbage" * 1000)
    with pytest.raises(DataFolderUnusable):
        SandboxServer(alien).start()
    assert (alien / "sandbox.sqlite").read_bytes().endswith(b"garbage")


def test_demo_is_loaded_with_its_history_and_looks_recent(start, demo):
    back_end = start(demo=demo)
    (service,) = back_end.get("/services.json").json()
    assert (service["service_code"], service["metadata"], service["keywords"]) == ("7", True, "a,b")
    (attribute,) = back_end.get("/services/7.json").json()["attributes"]
    assert (attribute["variable"], attribute["required"], attribute["order"]) == (True, False, 1)
    (recent,) = back_end.listed()
    assert (recent["service_request_id"], recent["status"]) == ("1200", "closed")
    assert recent["service_name"] == "Nid-de-poule"
    age = datetime.now(timezone.utc) - datetime.fromisoformat(recent["requested_datetime"].replace("Z", "+00:00"))
    assert abs(age - timedelta(days=12.5)) < timedelta(minutes=2)
    updates = back_end.get("/servicerequestupdates.json").json()
    assert [one["update_id"] for one in updates] == ["d-1", "d-2"]
    assert [one["status"] for one in updates] == ["action_scheduled", "fixed"]
    assert recent["updated_datetime"] == updates[1]["updated_datetime"]
    assert back_end.get("/requests/1201.json").status_code == 200
    assert back_end.report(service_code="7").json()[0]["service_request_id"] == "1202"


def test_the_demo_commune_of_the_plugin_is_loaded_whole(start, root):
    folder = root / "resources" / "demo"
    back_end = start(demo=folder)
    services = json.loads((folder / "services.json").read_text(encoding="utf-8"))
    incidents = json.loads((folder / "incidents.json").read_text(encoding="utf-8"))
    assert len(back_end.get("/services.json").json()) == len(services["services"])
    for one in services["definitions"].values():
        served = back_end.get(f"/services/{one['service_code']}.json").json()["attributes"]
        assert {attribute["code"] for attribute in served} == {attribute["code"] for attribute in one["attributes"]}
    rows = {one["service_request_id"]: one for one in back_end.listed(updated_before="2999-01-01T00:00:00Z")}
    assert {number: row["status"] for number, row in rows.items()} == {
        one["service_request_id"]: one["status"] for one in incidents
    }
    assert all(row["requested_datetime"] <= row["updated_datetime"] for row in rows.values())


def test_demo_is_loaded_once_only(start, demo):
    back_end = start(demo=demo)
    back_end.update("1200", "mine", status="reopen")
    back_end.server.stop()
    again = start(demo=demo)
    assert [one["status"] for one in again.listed()] == ["open"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("services.json", "{"),
        ("services.json", "[]"),
        ("services.json", '{"services": [{"service_name": "x"}]}'),
        ("services.json", '{"services": [{"service_code": "x", "service_name": "x", "type": "slow"}]}'),
        ("incidents.json", '[{"service_code": "7"}, {"age_days": "old"}]'),
        ("incidents.json", '[{"service_code": "7", "age_days": "old"}]'),
        ("incidents.json", '[{"service_code": "7", "updates": [{"update_id": "1", "status": "perhaps"}]}]'),
    ],
)
def test_damaged_demo_is_said_and_a_mended_one_starts(tmp_path, demo, name, content):
    good = (demo / name).read_text(encoding="utf-8")
    (demo / name).write_text(content, encoding="utf-8")
    server = SandboxServer(tmp_path / "data", demo=demo)
    with pytest.raises(DemoUnreadable) as caught:
        server.start()
    assert name in caught.value.user
    (demo / name).write_text(good, encoding="utf-8")
    with server:
        assert requests.get(server.url + "/requests/1200.json", timeout=5).ok


def test_page_of_the_trainer_shows_what_arrived_and_runs_nothing(back_end):
    back_end.report(description="<script>alert(1)</script>", address_string='"><img src=x>', email="secret@example.org")
    page = back_end.http.get(back_end.server.url + "/", headers={"Accept": "text/html"}, timeout=5)
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "EXERCICE" in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert "secret@" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def run_process(data: Path, *arguments: str):
    process = subprocess.Popen(
        [sys.executable, "-m", "rue311.plugin.sandbox", "--port", "0", "--data", str(data), *arguments],
        stdout=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline()
    assert line.startswith("Rue311 sandbox: http://127.0.0.1:")
    return process, line.split(": ", 1)[1].strip()


def test_process_of_its_own_loads_the_demo_suffers_its_fault_and_stops_on_sigterm(tmp_path, demo):
    process, url = run_process(tmp_path / "é ' data", "--demo", str(demo), "--fault", "error_503:1:GET")
    try:
        assert requests.get(url + "/services.json", timeout=5).status_code == 503
        assert requests.get(url + "/requests.json", timeout=5).json()[0]["service_request_id"] == "1200"
        fault = {"api_key": "sandbox", "name": "html", "times": "2", "method": "GET"}
        assert requests.post(url + "/_sandbox/faults", data=fault, timeout=5).status_code == 200
        assert "<form" in requests.get(url + "/services.json", timeout=5).text
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0


def test_switches_and_keys_from_the_command_line_and_then_from_another_process(tmp_path):
    process, url = run_process(
        tmp_path / "data", "--strict", "--moderation", "60", "--batch-delay", "0", "--require-jurisdiction",
        "--key", "chef", "--public-key", "tous", "--jurisdiction", "a.example",
    )
    form = {"api_key": "tous", "service_code": "avaloir", "lat": "50.3", "long": "4.9", "jurisdiction_id": "a.example"}
    known = {"jurisdiction_id": "a.example"}
    try:
        shown = requests.get(url + "/_sandbox/behaviour", params={"api_key": "chef"}, timeout=5).json()
        assert shown == {
            "latency_s": 0.0, "batch_delay_s": 0.0, "moderation_s": 60.0, "strict": True, "jurisdiction_required": True,
        }
        assert requests.get(url + "/services.json", timeout=5).status_code == 400
        assert requests.post(url + "/requests.json", data=form, timeout=5).status_code == 200
        assert requests.get(url + "/requests.json", params=known, timeout=5).json() == []
        turned = {"api_key": "chef", "moderation_s": "0", "strict": "false"}
        assert requests.post(url + "/_sandbox/behaviour", data=turned, timeout=5).status_code == 200
        assert requests.post(url + "/requests.json", data={**form, "odd": "1"}, timeout=5).status_code == 200
        assert len(requests.get(url + "/requests.json", params=known, timeout=5).json()) == 1
        turned["api_key"] = "tous"
        assert requests.post(url + "/_sandbox/behaviour", data=turned, timeout=5).status_code == 403
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0


def test_killed_process_has_every_record_that_it_answered(tmp_path):
    process, url = run_process(tmp_path / "data")
    form = {"api_key": "sandbox", "service_code": "avaloir", "lat": "50.3", "long": "4.9"}
    answers = [requests.post(url + "/requests.json", data=form, timeout=5).json() for _ in range(5)]
    told = [answer[0]["service_request_id"] for answer in answers]
    process.kill()
    process.wait(5)
    with SandboxServer(tmp_path / "data") as server:
        rows = requests.get(server.url + "/requests.json", timeout=5).json()
    assert sorted(one["service_request_id"] for one in rows) == sorted(told)


def test_needs_no_qt_and_no_library(tmp_path):
    code = (
        "import sys; import rue311.plugin.sandbox; loaded = {name.split('.')[0] for name in sys.modules}; "
        "sys.exit(len({'PyQt5', 'qgis', 'requests', 'numpy', 'shapely'} & loaded))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=tmp_path).returncode == 0
