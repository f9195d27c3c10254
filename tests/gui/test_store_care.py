"""The daily backup after opening, and a backup put back from the dock's menu; a damaged store offers it by itself."""
from __future__ import annotations

import sqlite3

import pytest
from qgis.PyQt.QtWidgets import QDialogButtonBox, QPushButton, QWidget
from rue311.plugin.gui import store_care
from rue311.plugin.gui.store_care import StoreCare
from rue311.plugin.incidents import Report
from rue311.plugin.incidents.backups import backup_files, list_backups


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(store_care, "DELAY_MS", 0)


@pytest.fixture
def care(qtbot, workplace):
    window = QWidget()
    care = StoreCare(window, workplace)
    qtbot.waitUntil(lambda: len(backup_files(workplace.store.path)) == 1 and not workplace.tasks.busy, timeout=5000)
    yield care
    care.shutdown()
    window.deleteLater()


def said(place):
    return "\n".join(item.text() for item in place.iface.messageBar().items())


def test_the_open_store_is_backed_up_once(care, workplace, qtbot):
    (backup,) = list_backups(workplace.store.path)
    assert backup.trouble == ""
    with qtbot.waitSignal(workplace.opened, timeout=10_000):
        workplace.open(workplace.profile)
    qtbot.wait(50)
    qtbot.waitUntil(lambda: not workplace.tasks.busy, timeout=5000)
    assert [one.path for one in list_backups(workplace.store.path)] == [backup.path]


def test_a_backup_is_chosen_and_put_back(care, workplace, qtbot):
    workplace.store.report(Report("VOI-01", 4.95, 50.3, "after the backup"), workplace.author())
    path = workplace.store.path
    care.choose()
    qtbot.waitUntil(lambda: care.dialog is not None, timeout=5000)
    assert care.dialog.table.item(0, 1).text() == "0"
    assert care.dialog.restore_button.isEnabled()
    with qtbot.waitSignals([care.restoring, workplace.opened], timeout=10_000):
        care.dialog.restore_button.click()
    assert workplace.store.incidents() == []
    (aside,) = path.parent.glob("store.aside-*.sqlite")
    assert aside.name in said(workplace)
    kept = sqlite3.connect(aside)
    assert kept.execute("SELECT count(*) FROM incident").fetchone() == (1,)
    kept.close()


def test_a_damaged_store_offers_its_backups(care, workplace, qtbot):
    profile, path = workplace.profile, workplace.store.path
    workplace.close()
    body = path.read_bytes()
    path.write_bytes(body[:4096] + bytes(len(body) - 4096))
    with qtbot.waitSignal(workplace.open_failed, timeout=10_000):
        workplace.open(profile)
    (button,) = [
        button for item in workplace.iface.messageBar().items() for button in item.findChildren(QPushButton)
        if button.text() == "Restore a backup…"
    ]
    button.click()
    qtbot.waitUntil(lambda: care.dialog is not None, timeout=5000)
    with qtbot.waitSignal(workplace.opened, timeout=10_000):
        care.dialog.restore_button.click()
    assert workplace.store.broken_links() == []


def test_an_unreadable_backup_cannot_be_chosen(care, workplace, qtbot):
    (path,) = backup_files(workplace.store.path)
    path.write_bytes(path.read_bytes()[:5000])
    care.choose()
    qtbot.waitUntil(lambda: care.dialog is not None, timeout=5000)
    assert "cannot be read" in care.dialog.table.item(0, 0).text()
    care.dialog.table.selectRow(0)
    assert not care.dialog.restore_button.isEnabled()
    care.dialog.findChild(QDialogButtonBox).rejected.emit()


def test_without_a_backup_it_says_when_there_will_be_one(care, workplace, qtbot):
    for path in backup_files(workplace.store.path):
        path.unlink()
    care.choose()
    qtbot.waitUntil(lambda: "There is no backup yet" in said(workplace), timeout=5000)
    assert care.dialog is None


def test_who_synchronises_already_is_told_on_the_sync_page(qtbot, workplace):
    """Two QGIS on one store: both may edit, one sends, and the other one reads who it is."""
    from rue311.plugin.gui.sync import SyncPage
    from rue311.plugin.incidents import lease

    page = SyncPage(workplace)
    qtbot.addWidget(page)
    page.show()
    workplace.start_sandbox()
    workplace.store.report(Report("VOI-01", 4.95, 50.3, "x"), workplace.author())
    lease.take(workplace.store)
    with qtbot.waitSignal(workplace.synced, timeout=20_000):
        page.sync_button.click()
    qtbot.waitUntil(lambda: not page.syncing)
    told = page.trouble_label.text()
    assert str(lease.os.getpid()) in told
    assert lease.socket.gethostname() in told
    assert page.trouble_label.isVisibleTo(page)
    page.shutdown()


def test_a_store_from_another_computer_is_told_and_renamed(qtbot, closed_workplace, demo, monkeypatch):
    from rue311.plugin.gui.folders import home
    from rue311.plugin.incidents import machine

    place = closed_workplace
    window = QWidget()
    care = StoreCare(window, place)
    monkeypatch.setattr(machine, "machine_id", lambda: "the first")
    with qtbot.waitSignal(place.opened, timeout=10_000):
        place.open(demo)
    before = place.store.device_id
    qtbot.waitUntil(lambda: not place.tasks.busy, timeout=20_000)
    place.close()
    monkeypatch.setattr(machine, "machine_id", lambda: "the second")
    with qtbot.waitSignal(place.opened, timeout=10_000):
        place.open(demo)
    assert place.store.device_id != before
    assert (home() / "device-id").read_text(encoding="utf-8").strip() == place.store.device_id
    assert "copied from another computer" in said(place)
    qtbot.waitUntil(lambda: not place.tasks.busy, timeout=20_000)
    care.shutdown()
    window.deleteLater()
