"""The Sync page against the real training back end over HTTP: from "waiting" to the number, and when it goes wrong."""
from __future__ import annotations

import json
import sqlite3
import urllib.request
from dataclasses import replace

import pytest
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from rue311.plugin.commune import BackEnd
from rue311.plugin.gui.sync import SyncPage
from rue311.plugin.gui.sync.outbox import Filter
from rue311.plugin.gui.two_lines import SECOND_ROLE
from rue311.plugin.incidents import OpState, Report

HERE = {"lon": 4.95, "lat": 50.30}


@pytest.fixture
def page(qtbot, workplace):
    page = SyncPage(workplace)
    qtbot.addWidget(page)
    page.resize(400, 620)
    page.show()
    yield page
    page.shutdown()


@pytest.fixture
def running(workplace, page):
    """The training back end runs."""
    workplace.start_sandbox()
    assert workplace.sandbox_running
    return workplace


def a_service(workplace):
    """A service of the training back end that asks nothing."""
    with urllib.request.urlopen(workplace.back_end_url() + "/services.json", timeout=10) as answer:
        return next(entry["service_code"] for entry in json.load(answer) if str(entry["metadata"]).lower() != "true")


def report(workplace, code, words="Trou <b>devant</b> l'école"):
    ref = workplace.store.report(Report(code, description=words, **HERE), workplace.author())
    workplace.incidents_changed.emit(frozenset({ref}))
    return ref


def sync(qtbot, page):
    with qtbot.waitSignal(page._workplace.synced, timeout=20_000) as told:
        page.sync_button.click()
    qtbot.waitUntil(lambda: not page.syncing)
    return told.args[0]


def settled(qtbot, workplace):
    """Whatever is written in the background is written."""
    qtbot.waitUntil(lambda: not (workplace.tasks.busy or workplace.writing), timeout=10_000)


def words_of(page, row=0):
    return page._outbox.index(row).data(SECOND_ROLE)


def upstream(workplace, ref):
    url = workplace.back_end_url() + "/requests.json"
    with urllib.request.urlopen(url, timeout=10) as answer:
        return [found for found in json.load(answer) if ref[:9] in (found.get("description") or "")]


def plan(workplace, name, **more):
    workplace._sandbox._server.faults.plan(name, **more)


def test_a_report_is_followed_from_waiting_to_its_number(qtbot, page, running):
    ref = report(running, a_service(running))
    assert page.outbox_title.text().endswith("1 to send")
    assert words_of(page) == "waiting"

    changed = []
    running.incidents_changed.connect(changed.append)
    result = sync(qtbot, page)

    assert result.trouble is None
    number = running.store.incident(ref).service_request_id
    assert number
    assert number in words_of(page)
    assert any(ref in refs for refs in changed)
    assert len(upstream(running, ref)) == 1
    assert "today" in page.last_label.text()
    assert not page.trouble_label.isVisibleTo(page)
    page._choose(running.store.operations(ref=ref)[0].op_id)
    story = page.detail_events.text()
    assert story.splitlines()[0].endswith("waiting")
    assert ref in story


def test_a_stopped_back_end_is_said_and_started_from_the_page(qtbot, page, workplace):
    assert "stopped" in page.back_end_label.text()
    assert not page.sync_button.isEnabled()
    assert "stopped" in page.sync_button.toolTip()
    page.start_button.click()
    assert workplace.sandbox_running
    assert page.sync_button.isEnabled()
    assert not page.start_button.isVisibleTo(page)


def test_a_training_back_end_elsewhere_on_this_computer_can_be_used_and_a_dead_one_is_told(qtbot, page, workplace):
    """The commune's profile names a port on which nobody listens; a report waits and the page says why."""
    with qtbot.waitSignal(workplace.back_end_changed):
        workplace.set_back_end(BackEnd("http://127.0.0.1:9/"))
    assert page.start_button.isVisibleTo(page)
    ref = report(workplace, "ANY")
    result = sync(qtbot, page)
    assert result.trouble is not None
    assert "127.0.0.1" in page.trouble_label.text()
    assert workplace.store.operations(ref=ref)[0].state is OpState.QUEUED


def test_offline_nothing_can_be_sent_and_the_reason_is_there(page, running):
    page.offline_box.click()
    assert running.offline
    assert not page.sync_button.isEnabled()
    assert "offline" in page.sync_button.toolTip()
    page.sync_now()
    assert not page.syncing
    running.set_offline(False)
    assert not page.offline_box.isChecked()
    assert page.sync_button.isEnabled()


def test_going_offline_in_the_middle_of_a_sync_stops_it_and_loses_nothing(qtbot, page, running):
    ref = report(running, a_service(running))
    plan(running, "hang", method="GET")
    page.sync_button.click()
    qtbot.waitUntil(lambda: page.syncing)
    page.offline_box.click()
    qtbot.waitUntil(lambda: not page.syncing, timeout=10_000)
    assert running.store.operations(ref=ref)[0].state is OpState.QUEUED
    assert not page.progress_box.isVisibleTo(page)


def test_cancel_while_the_answer_hangs_leaves_the_operation_unsure_and_it_is_not_doubled(qtbot, page, running):
    ref = report(running, a_service(running))
    plan(running, "hang", method="POST")
    page.sync_button.click()
    faults = running._sandbox._server.faults
    qtbot.waitUntil(lambda: not faults.waiting(), timeout=10_000)  # the report has arrived, its answer hangs
    page.cancel_button.click()
    qtbot.waitUntil(lambda: not page.syncing, timeout=10_000)
    assert words_of(page) == "unsure: being checked"
    sync(qtbot, page)
    assert len(upstream(running, ref)) <= 1
    assert running.store.operations(ref=ref)[0].state in (OpState.AMBIGUOUS, OpState.CONFIRMED)


def test_a_login_page_instead_of_the_back_end_is_told_and_the_report_waits(qtbot, page, running):
    ref = report(running, a_service(running))
    plan(running, "html", times=5, method="GET")
    result = sync(qtbot, page)
    assert result.trouble is not None
    assert page.trouble_label.isVisibleTo(page)
    assert result.trouble.user in page.trouble_label.text()
    assert running.store.operations(ref=ref)[0].state is OpState.QUEUED


def test_the_trouble_goes_away_with_the_next_good_sync(qtbot, page, running):
    plan(running, "html", times=5, method="GET")
    sync(qtbot, page)
    running._sandbox._server.faults.clear()
    sync(qtbot, page)
    assert not page.trouble_label.isVisibleTo(page)


def test_a_refused_report_says_why_in_the_back_ends_words_and_can_be_withdrawn(qtbot, page, running):
    ref = report(running, "NO_SUCH_SERVICE")
    sync(qtbot, page)
    (operation,) = running.store.operations(ref=ref)
    assert operation.state is OpState.REJECTED
    assert operation.words
    assert words_of(page) == f"refused: {operation.words}"
    assert "1 for you" in page.outbox_title.text()
    page._choose(operation.op_id)
    assert page.withdraw_button.isVisibleTo(page)
    page.withdraw_button.click()
    settled(qtbot, running)
    assert running.store.operations(ref=ref)[0].state is OpState.WITHDRAWN
    assert words_of(page) == "withdrawn"
    assert not page.withdraw_button.isVisibleTo(page)


def test_a_refused_report_can_be_sent_again_on_a_persons_word(qtbot, page, running):
    ref = report(running, "NO_SUCH_SERVICE")
    sync(qtbot, page)
    page._choose(running.store.operations(ref=ref)[0].op_id)
    with qtbot.waitSignal(running.synced, timeout=20_000):
        page.retry_button.click()
    qtbot.waitUntil(lambda: not page.syncing)
    states = [event.state for event in running.store.events(running.store.operations(ref=ref)[0].op_id)]
    assert states.count(OpState.REJECTED) == 2
    assert states.count(OpState.QUEUED) == 2


def test_withdrawing_before_the_sync_sends_nothing(qtbot, page, running):
    ref = report(running, a_service(running))
    page._choose(running.store.operations(ref=ref)[0].op_id)
    page.withdraw_button.click()
    settled(qtbot, running)
    sync(qtbot, page)
    assert upstream(running, ref) == []


def test_the_store_held_by_another_program_does_not_freeze_a_decision(qtbot, page, running):
    ref = report(running, "ANY")
    page._choose(running.store.operations(ref=ref)[0].op_id)
    holder = sqlite3.connect(running.store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    page.withdraw_button.click()  # comes back at once: the write waits in the background
    assert running.store.operations(ref=ref)[0].state is OpState.QUEUED
    holder.execute("ROLLBACK")
    holder.close()
    settled(qtbot, running)
    assert running.store.operations(ref=ref)[0].state is OpState.WITHDRAWN


def test_unloading_while_a_sync_hangs_leaves_no_call_to_a_page_that_is_gone(qtbot, page, running):
    report(running, a_service(running))
    plan(running, "hang", method="*", times=9)
    gone = SyncPage(running)
    gone.sync_button.click()
    work = gone._work
    gone.shutdown()
    sip.delete(gone)
    with qtbot.captureExceptions() as thrown:
        running.tasks.cancel_all()
        qtbot.waitUntil(lambda: sip.isdeleted(work) or not work.isActive(), timeout=10_000)
    assert thrown == []


def test_what_will_be_sent_stands_there_before_it_is_sent(qtbot, page, running):
    assert not page.plan_label.isVisibleTo(page)
    ref = report(running, a_service(running))
    running.store.note(ref, "Barrière posée", running.author())
    running.incidents_changed.emit(frozenset({ref}))
    assert page.plan_label.text() == "Will be sent: 1 report, 1 note"
    assert not page.problem_label.isVisibleTo(page)
    running.set_offline(True)
    assert "offline" in page.problem_label.text()
    running.set_offline(False)
    running.stop_sandbox()
    assert "stopped" in page.problem_label.text()
    running.start_sandbox()
    sync(qtbot, page)
    assert not page.plan_label.isVisibleTo(page)


def test_a_missing_required_answer_is_named_before_the_back_end_refuses_it(page, running):
    questions = {"service_code": "X", "attributes": [{"code": "q", "required": True, "description": "Combien ?"}]}
    running.store.save_services([{"service_code": "X", "service_name": "Éclairage"}], {"X": questions})
    ref = report(running, "X")
    assert "Éclairage" in page.problem_label.text()
    assert ref in page.problem_label.text()
    assert "Combien ?" in page.problem_label.text()


def test_a_long_journal_is_read_beside_the_window(qtbot, page, running, monkeypatch):
    from rue311.plugin.gui.sync import page as module

    monkeypatch.setattr(module, "BIG", 3)
    refs = {report(running, "ANY") for _ in range(6)}
    qtbot.waitUntil(lambda: page._outbox.rowCount() == 6, timeout=5000)
    shown = {page._outbox.operation(page._outbox.index(row)).ref for row in range(6)}
    assert shown == refs


def test_the_choice_above_the_outbox_filters_it(page, running):
    first, second = report(running, "ANY"), report(running, "ANY")
    (operation,) = running.store.operations(ref=first)
    running.store.withdraw(operation.op_id, running.author())
    rows = {}
    for rule in Filter:
        page.filter_box.setCurrentIndex(page.filter_box.findData(rule))
        rows[rule] = {page._outbox.operation(page._outbox.index(row)).ref for row in range(page._outbox.rowCount())}
    assert rows == {Filter.RECENT: {first, second}, Filter.TO_DO: {second}, Filter.NEEDS_YOU: set(),
                    Filter.ALL: {first, second}}


def test_the_chosen_operation_stays_chosen_when_others_arrive(page, running):
    ref = report(running, "ANY")
    (operation,) = running.store.operations(ref=ref)
    page._choose(operation.op_id)
    report(running, "ANY")
    assert page._chosen().op_id == operation.op_id
    assert page.detail_box.isVisibleTo(page)


def test_closing_the_commune_during_a_sync_leaves_a_page_that_works_again(qtbot, page, running, demo):
    plan(running, "hang", method="GET")
    page.sync_button.click()
    qtbot.waitUntil(lambda: page.syncing)
    running.close()
    assert not page.syncing
    assert not page.sync_button.isEnabled()
    assert page._outbox.rowCount() == 0
    with qtbot.waitSignal(running.opened, timeout=10_000):
        running.open(replace(demo, register=""))
    running.set_operator(running.operators[0])
    running.start_sandbox()
    assert sync(qtbot, page).trouble is None


def test_the_incident_of_an_operation_can_be_asked_for(qtbot, page, running):
    ref = report(running, "ANY")
    page._choose(running.store.operations(ref=ref)[0].op_id)
    with qtbot.waitSignal(page.incident_requested) as asked:
        page.show_button.click()
    assert asked.args == [ref]


def test_no_text_of_others_is_ever_read_as_markup(page):
    for label in (page.back_end_label, page.trouble_label, page.last_label, page.detail_title, page.detail_state,
                  page.detail_words, page.outbox_title, page.progress_label, page.empty_label):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_without_commune_the_page_says_so(qtbot, closed_workplace):
    page = SyncPage(closed_workplace)
    qtbot.addWidget(page)
    assert "commune" in page.empty_label.text()
    assert not page.sync_button.isEnabled()
    page.shutdown()


def test_the_log_is_exported_from_the_menu_beside_the_button(qtbot, page, running, tmp_path):
    ref = report(running, "ANY", "Monsieur Lambert, 0470")
    page._menu.fill()
    assert [action.text() for action in page._menu.actions()][-1] == "Export the log…"
    page._menu.export(tmp_path / "journal d'été")
    qtbot.waitUntil((tmp_path / "journal d'été.csv").exists, timeout=5000)
    text = (tmp_path / "journal d'été.csv").read_text(encoding="utf-8-sig")
    assert ref in text
    assert "Lambert" not in text


def test_the_interval_is_chosen_in_the_menu_and_said_on_the_page(page, running):
    assert not page.auto_label.isVisibleTo(page)
    page._menu.fill()
    choices = page._menu.actions()[0].menu().actions()
    assert choices[0].isChecked()
    choices[2].trigger()
    assert running.settings.sync_every_min == 15
    assert "15" in page.auto_label.text()
    choices[0].trigger()
    assert not page.auto_label.isVisibleTo(page)
