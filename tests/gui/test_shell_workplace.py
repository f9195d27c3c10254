"""The hub: a commune opens in the background, its folder is its own, and the world outside asks first."""
from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

import pytest
from qgis.PyQt.QtCore import QSettings, QTimer
from rue311.plugin.commune import BackEnd, commune, profile_for
from rue311.plugin.errors import Rue311Error
from rue311.plugin.gui.settings import Settings
from rue311.plugin.gui.switching import enter_training, leave_training
from rue311.plugin.gui.tasks import Work
from rue311.plugin.gui.trouble import NoBackEnd, NoCommune, OperatorMissing, WorkingOffline
from rue311.plugin.incidents import open_store


def opened(place, profile, qtbot):
    with qtbot.waitSignal(place.opened, timeout=10_000):
        place.open(profile)


def refused(place, profile, qtbot):
    with qtbot.waitSignal(place.open_failed, timeout=10_000) as seen:
        place.open(profile)
    return seen.args[0]


def message(place):
    return "\n".join(item.text() for item in place.iface.messageBar().items())


def test_a_commune_gets_a_folder_a_profile_and_a_store_of_its_own(workplace, rue311_home, demo):
    assert workplace.folder == rue311_home / demo.id
    kept = json.loads((workplace.folder / "profile.json").read_text(encoding="utf-8"))
    assert kept["nis"] == demo.nis
    assert (workplace.folder / "store.sqlite").is_file()
    assert workplace.store.training is True


def test_the_commune_and_the_only_operator_come_back_at_the_next_start(workplace, qtbot):
    operator = workplace.operator
    workplace.close()
    with qtbot.waitSignal(workplace.opened, timeout=10_000):
        assert workplace.resume()
    assert workplace.operator == operator


def test_a_crew_that_shares_a_laptop_is_asked_who_works(workplace, qtbot):
    workplace.add_operator("Nadia")
    workplace.close()
    with qtbot.waitSignal(workplace.opened, timeout=10_000):
        workplace.resume()
    assert workplace.operator is None
    assert [operator.name for operator in workplace.operators] == ["Gaëlle Dupré", "Nadia"]
    with pytest.raises(OperatorMissing):
        workplace.author()


def test_two_operators_on_one_laptop_sign_their_own_work(workplace):
    first = workplace.author()
    workplace.add_operator("Nadia")
    second = workplace.author()
    assert first.operator_id != second.operator_id
    assert first.device_id == second.device_id


def test_a_new_operator_waits_in_the_background_while_the_store_is_held(workplace, qtbot):
    holder = sqlite3.connect(workplace.store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    hired = []
    workplace.hire("Nadia", lambda: hired.append(workplace.operator.name))
    assert workplace.operator.name == "Gaëlle Dupré"  # the call came back although the store is held
    holder.execute("ROLLBACK")
    holder.close()
    qtbot.waitUntil(lambda: hired == ["Nadia"], timeout=10_000)


def test_the_device_keeps_its_name_in_every_commune(workplace, qtbot):
    device = workplace.store.device_id
    opened(workplace, profile_for(commune("92094")), qtbot)
    assert workplace.store.device_id == device


def test_nothing_is_open_nothing_is_known(closed_workplace):
    assert closed_workplace.services() == []
    assert closed_workplace.definition("x") is None
    assert closed_workplace.resume() is False
    for ask in (closed_workplace.author, closed_workplace.endpoint, lambda: closed_workplace.folder):
        with pytest.raises(NoCommune):
            ask()


def test_a_damaged_profile_is_told_and_the_commune_can_be_chosen_again(workplace, quiet_settings):
    path = workplace.folder / "profile.json"
    workplace.close()
    path.write_text("{ not json", encoding="utf-8")
    assert workplace.resume() is False
    assert "profile.json" in message(workplace)


def test_a_folder_that_cannot_be_made_is_one_sentence(closed_workplace, rue311_home, demo, qtbot):
    rue311_home.parent.mkdir(parents=True, exist_ok=True)
    rue311_home.write_text("a file where the folder should be")
    error = refused(closed_workplace, demo, qtbot)
    assert error.code == "GUI-106"
    assert closed_workplace.store is None


def test_a_store_that_is_no_database_stays_as_it_is(closed_workplace, rue311_home, demo, qtbot):
    folder = rue311_home / demo.id
    folder.mkdir(parents=True)
    (folder / "store.sqlite").write_bytes(b"photos of a dog" * 400)
    error = refused(closed_workplace, demo, qtbot)
    assert isinstance(error, Rue311Error)
    assert error.code != "R311-500"  # told as what it is, not as a defect of ours
    assert (folder / "store.sqlite").read_bytes().startswith(b"photos of a dog")


# --- training and real work ---


def test_a_training_profile_with_a_real_back_end_never_opens(closed_workplace, demo, rue311_home, qtbot):
    mixed = replace(demo, back_end=BackEnd(url="https://incidents.namur.example/georeport/v2"))
    assert refused(closed_workplace, mixed, qtbot).code == "GUI-105"
    assert not (rue311_home / demo.id / "store.sqlite").exists()


def test_a_real_store_is_never_opened_for_training(closed_workplace, demo, rue311_home, qtbot):
    folder = rue311_home / demo.id
    folder.mkdir(parents=True)
    open_store(folder / "store.sqlite", training=False, device_id="pc-real").close()
    error = refused(closed_workplace, demo, qtbot)
    assert type(error).__name__ == "StoreWrongKind"


def test_a_real_commune_refuses_the_training_back_end(closed_workplace, qtbot):
    opened(closed_workplace, profile_for(commune("92094")), qtbot)
    closed_workplace.start_sandbox()
    assert not closed_workplace.sandbox_running
    assert "kept apart" in message(closed_workplace)


def test_training_in_a_real_commune_has_a_store_of_its_own_and_comes_back(closed_workplace, qtbot):
    place = closed_workplace
    real = replace(profile_for(commune("92094")), back_end=BackEnd(url="https://incidents.namur.example/v2"))
    opened(place, real, qtbot)
    real_store = place.store.path
    with qtbot.waitSignal(place.opened, timeout=10_000):
        enter_training(place)
    assert place.training
    assert place.store.path != real_store
    place.start_sandbox()
    assert place.endpoint().url.startswith("http://127.0.0.1:")

    with qtbot.waitSignal(place.opened, timeout=10_000):
        leave_training(place)
    assert not place.training
    assert not place.sandbox_running
    assert place.profile.back_end.url == "https://incidents.namur.example/v2"


def test_the_endpoint_knows_where_the_commune_is(workplace):
    """It settles what a position in metres means: without it a doubtful one is dropped."""
    from rue311.plugin.geometry import LAMBERT_72, WGS84, transform
    from rue311.plugin.open311.place import place_of

    workplace.start_sandbox()
    extent = workplace.endpoint().extent
    assert extent == workplace.profile.extent
    west, south, east, north = extent
    x, y = transform((west + east) / 2, (south + north) / 2, WGS84, LAMBERT_72)
    assert place_of({"lat": y, "long": x}).lat is None
    assert south < place_of({"lat": y, "long": x}, extent).lat < north


def test_the_training_back_end_answers_and_its_records_outlive_it(workplace):
    from rue311.plugin.open311 import Open311Client

    workplace.start_sandbox()
    first = workplace.endpoint()
    services = Open311Client(workplace.http_session(), first).services()
    assert len(services) > 3
    workplace.stop_sandbox()
    with pytest.raises(NoBackEnd):
        workplace.endpoint()

    workplace.start_sandbox()
    assert workplace.endpoint().url == first.url  # the address that the journal knows
    again = Open311Client(workplace.http_session(), workplace.endpoint()).services()
    assert again == services


def test_the_training_back_end_takes_another_port_when_its_own_is_taken(closed_workplace, demo, qtbot):
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        opened(closed_workplace, replace(demo, back_end=BackEnd(url=f"http://127.0.0.1:{port}")), qtbot)
        closed_workplace.start_sandbox()
        assert closed_workplace.sandbox_running
        assert not closed_workplace.endpoint().url.endswith(f":{port}")


# --- the offline switch ---


def test_offline_means_no_session_no_endpoint_and_no_work_on_the_network(workplace, qtbot):
    class Waiting(Work):
        def work(self):
            while not self.cancel_token.cancelled:
                pass

    workplace.start_sandbox()
    workplace.http_session()
    work = Waiting("Waiting")
    workplace.tasks.start(work)
    with qtbot.waitSignal(work.ended, timeout=5_000):
        workplace.set_offline(True)
    for ask in (workplace.http_session, workplace.endpoint):
        with pytest.raises(WorkingOffline):
            ask()

    workplace.set_offline(False)
    assert workplace.endpoint().url


def test_the_switch_is_remembered(workplace, quiet_settings, tmp_path):
    workplace.set_offline(True)
    ini = quiet_settings.backend
    ini.sync()
    assert Settings(QSettings(ini.fileName(), QSettings.Format.IniFormat)).offline is True


def test_a_setting_of_the_wrong_kind_reads_as_its_default(quiet_settings):
    quiet_settings.backend.setValue("rue311/tab", "north")
    assert quiet_settings.tab == 0


# --- another QGIS, other registers ---


def test_what_another_qgis_writes_is_noticed_while_the_dock_is_seen(workplace, qtbot):
    other = open_store(workplace.store.path, training=True, device_id="pc-other")
    workplace._watch.setInterval(20)
    workplace.watch(True)
    with qtbot.waitSignal(workplace.incidents_changed, timeout=5_000) as seen:
        other.add_operator("In the other QGIS")
    assert seen.args == [frozenset()]
    workplace.watch(False)
    with qtbot.assertNotEmitted(workplace.incidents_changed, wait=100):
        other.add_operator("Nobody looks")
    other.close()


def test_a_register_is_imported_beside_and_survives_a_bad_file(with_register, tmp_path, qtbot):
    place = with_register
    before = place.register
    assert before.info.addresses > 1000
    bad = tmp_path / "openaddress-bewal.zip"
    bad.write_bytes(b"PK\x03\x04 truncated")
    place.import_register(bad)
    qtbot.waitUntil(lambda: "openaddress-bewal.zip" in message(place), timeout=10_000)
    assert place.register is before
    assert before.search("rue", 3)


def test_a_register_that_cannot_be_read_leaves_the_commune_open(workplace, qtbot):
    path = workplace.register_path()
    profile = workplace.profile
    workplace.close()
    path.write_bytes(b"no register")
    opened(workplace, profile, qtbot)
    assert workplace.register is None
    assert workplace.store is not None
    assert workplace.iface.messageBar().items()


def test_a_store_held_by_another_program_for_a_while_still_opens(workplace, qtbot):
    profile, path = workplace.profile, workplace.store.path
    workplace.close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    QTimer.singleShot(700, lambda: holder.execute("ROLLBACK"))
    opened(workplace, profile, qtbot)
    assert workplace.store is not None
    holder.close()
