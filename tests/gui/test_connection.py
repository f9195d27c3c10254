"""Testing a back end from its form: what is shown, what is kept, what is used, and what happens when it goes wrong."""
from __future__ import annotations

import json
import threading

import pytest
from rue311.plugin.commune import commune, profile_for
from rue311.plugin.gui.back_end_form import BackEndForm
from rue311.plugin.gui.connection_table import label, value_words
from rue311.plugin.incidents import How, abilities
from rue311.plugin.incidents.reference import endpoint_key
from rue311.plugin.open311 import Capabilities
from rue311.plugin.sandbox import Behaviour, SandboxServer


@pytest.fixture
def server(tmp_path, root):
    with SandboxServer(tmp_path / "back end", demo=root / "resources" / "demo") as server:
        yield server


@pytest.fixture
def form(closed_workplace, qtbot):
    """The form of a real commune that has no back end yet."""
    with qtbot.waitSignal(closed_workplace.opened, timeout=10_000):
        closed_workplace.open(profile_for(commune("92142")))
    form = BackEndForm(closed_workplace)
    qtbot.addWidget(form)
    form.resize(400, 620)
    form.show()
    form.prepare()
    return form


def run_test(form, qtbot, url, jurisdiction=""):
    form.url.setText(url)
    form.jurisdiction.setText(jurisdiction)
    with qtbot.waitSignal(form.connection.found, timeout=20_000):
        form.connection.test_button.click()
    qtbot.waitUntil(form.connection.test_button.isEnabled, timeout=5_000)


def store_rows(form):
    place = form._workplace
    back_end = place.profile.back_end
    key = endpoint_key(back_end.url, back_end.jurisdiction_id)
    return {row.name: row for row in abilities.best(place.store.capabilities(key))}


def choose(form, name, value):
    combo = form.connection.table.combos[name]
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def words(form):
    return [line.words.text() for line in form.connection.lines.lines]


def test_an_unknown_back_end_is_tested_and_used_from_its_discovery(form, qtbot, server):
    run_test(form, qtbot, f"{server.url}/discovery.json")
    assert form.url.text() == server.url
    assert any(server.url in line for line in words(form))
    assert not form._workplace.profile.back_end.url  # nothing is written yet
    form.connection.use_button.click()
    able = Capabilities.from_mapping(form._workplace.profile.back_end.capabilities)
    assert (able.page_size, able.updates, able.updated_after) == (500, True, True)
    assert form._workplace.profile.back_end.url == server.url
    assert form._workplace.endpoint().capabilities == able
    rows = store_rows(form)
    assert rows["page_size"].how is How.PROBED
    assert rows["page_size"].evidence
    assert not form.connection.use_button.isVisible()
    kept = json.loads((form._workplace.folder / "profile.json").read_text(encoding="utf-8"))
    assert kept["back_end"]["capabilities"]["page_size"] == 500


def test_the_evidence_is_shown_on_demand(form, qtbot, server):
    run_test(form, qtbot, server.url)
    line = form.connection.lines.lines[0]
    assert not line.evidence.isVisible()
    line.why.click()
    assert line.evidence.isVisible()
    assert server.url in line.evidence.text()


def test_what_decides_is_shown_first_and_the_rest_on_demand(form, qtbot, server):
    run_test(form, qtbot, server.url)
    lines = form.connection.lines
    shown = [line for line in lines.lines if line.isVisible()]
    assert all(line in shown for line in lines.lines if line.mark == "missing")
    assert len(shown) < len(lines.lines)
    lines.more.click()
    assert all(line.isVisible() for line in lines.lines)


def test_every_ability_can_be_set_by_hand_and_back(form, qtbot, server):
    run_test(form, qtbot, server.url)
    panel = form.connection
    panel.by_hand_button.click()
    assert set(panel.table.combos) == set(Capabilities().as_mapping())
    choose(form, "media", "multipart")
    choose(form, "updates", False)
    panel.use_button.click()
    able = form._workplace.endpoint().capabilities
    assert (able.media, able.updates, able.page_size) == ("multipart", False, 500)
    assert {name for name, row in store_rows(form).items() if row.how is How.BY_HAND} == {"media", "updates"}
    form.prepare()
    combo = panel.table.combos["updates"]
    assert combo.currentData() is False
    assert combo.itemText(0) == "as found: yes"
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    panel.use_button.click()
    assert form._workplace.endpoint().capabilities.updates is True
    assert store_rows(form)["updates"].how is How.PROBED


def test_a_number_is_typed_and_nonsense_goes_back(form):
    panel = form.connection
    panel.by_hand_button.click()
    combo = panel.table.combos["settle_s"]
    combo.setEditText("1234")
    combo.lineEdit().editingFinished.emit()
    assert panel.capabilities()["settle_s"] == 1234
    combo.setEditText("bientôt")
    combo.lineEdit().editingFinished.emit()
    assert panel.capabilities()["settle_s"] == 900


def test_a_shipped_kind_is_chosen_without_a_test(form):
    panel = form.connection
    form.url.setText("https://signaler.example/open311/v2")
    names = [panel.kind.itemText(place) for place in range(panel.kind.count())]
    panel.kind.setCurrentIndex(next(place for place, name in enumerate(names) if "mySociety" in name))
    panel.kind.activated.emit(panel.kind.currentIndex())
    form.save_button.click()
    able = form._workplace.endpoint().capabilities
    assert (able.multivalue, able.media, able.updates) == ("repeat", "multipart", True)
    assert store_rows(form)["multivalue"].how is How.SHIPPED
    form.prepare()
    assert "mySociety" in panel.kind.currentText()


def test_what_the_test_saw_wins_over_the_shipped_kind(form, qtbot, server):
    panel = form.connection
    panel.kind.setCurrentIndex(next(n for n in range(panel.kind.count()) if "mySociety" in panel.kind.itemText(n)))
    panel.kind.activated.emit(panel.kind.currentIndex())
    run_test(form, qtbot, server.url)
    able = panel.capabilities()
    assert (able["page_size"], able["multivalue"]) == (500, "repeat")  # seen; nobody can see


def test_a_file_of_the_commune_is_offered_and_a_broken_one_is_told(form, rue311_home):
    folder = rue311_home / "back_ends"
    folder.mkdir(parents=True)
    mine = {"id": "gembloux", "names": {"fr": "Gembloux", "en": "Ours"}, "capabilities": {"page_size": 77}}
    (folder / "à nous.json").write_text(json.dumps(mine), encoding="utf-8")
    (folder / "cassé.json").write_text("{", encoding="utf-8")
    form.prepare()
    assert any(form.connection.kind.itemText(n) in ("Gembloux", "Ours") for n in range(form.connection.kind.count()))
    said = "\n".join(item.text() for item in form._workplace.iface.messageBar().items())
    assert "cassé.json" in said


def test_nobody_there_is_a_sentence_and_changes_nothing(form, qtbot):
    form.url.setText("http://127.0.0.1:9/v2")
    form.connection.test_button.click()
    qtbot.waitUntil(lambda: form.connection.said.text() != "", timeout=20_000)
    assert "127.0.0.1" in form.connection.said.text()
    qtbot.waitUntil(form.connection.test_button.isEnabled, timeout=5_000)
    assert not form.connection.use_button.isVisible()
    assert not form.connection.lines.lines


@pytest.mark.parametrize("typed", ["", "example.org", "https://me:pw@x.example", "https://x.example/?key=1"])
def test_an_address_that_cannot_be_is_told_at_once(form, typed):
    form.url.setText(typed)
    form.connection.test_button.click()
    assert form.connection.said.text()
    assert not form.connection.running.isVisible()


def test_offline_asks_nobody(form, server):
    form._workplace.set_offline(True)
    form.url.setText(server.url)
    form.connection.test_button.click()
    assert "offline" in form.connection.said.text()


def test_a_test_is_stopped_and_its_answer_comes_too_late(form, qtbot, tmp_path, root):
    with SandboxServer(tmp_path / "slow", demo=root / "resources" / "demo", behaviour=Behaviour(latency_s=0.4)) as slow:
        form.url.setText(slow.url)
        form.connection.test_button.click()
        assert form.connection.running.isVisible()
        form.connection.stop_button.click()
        assert form.connection.test_button.isEnabled()
        assert "stopped" in form.connection.said.text()
        qtbot.waitUntil(lambda: not form._workplace.tasks.busy, timeout=10_000)
    assert not form.connection.lines.lines
    assert not form.connection.state.changed


def test_another_address_forgets_what_was_found(form, qtbot, server):
    run_test(form, qtbot, server.url)
    qtbot.keyClick(form.url, "x")
    assert not form.connection.lines.lines
    assert not form.connection.lines_place.isVisible()
    assert not form.connection.use_button.isVisible()


def test_what_was_learnt_is_shown_with_its_source(form, qtbot, server):
    run_test(form, qtbot, server.url)
    form.connection.use_button.click()
    place = form._workplace
    with place.store.writing() as journal:
        abilities.learn(journal, endpoint_key(server.url, ""), "echo", False, "Report 12 came back without it.")
    form.prepare()
    line = next(one for one in form.connection.lines.lines if "cannot be read back" in one.words.text())
    assert line.mark == "missing"
    assert "Report 12" in line.evidence.text()
    assert "real report" in line.evidence.text()


def test_text_of_a_server_is_never_markup(form, qtbot, server):
    run_test(form, qtbot, server.url)
    for line in form.connection.lines.lines:
        for part in (line.words, line.evidence):
            assert part.textFormat() == 0  # Qt.PlainText


def test_nothing_is_cut_at_the_width_of_the_dock(form, qtbot, server):
    run_test(form, qtbot, server.url)
    form.connection.lines.more.click()
    form.connection.by_hand_button.click()
    qtbot.wait(50)
    assert form.scrolled.minimumSizeHint().width() <= form.scroll.viewport().width()
    assert form.scroll.viewport().width() <= 400


def test_the_form_waits_for_nobody(form, tmp_path, root):
    """The click comes back while the back end is silent: the asking is done in another thread."""
    with SandboxServer(tmp_path / "slow", demo=root / "resources" / "demo", behaviour=Behaviour(latency_s=0.4)) as slow:
        form.url.setText(slow.url)
        form.connection.test_button.click()
        assert form._workplace.tasks.busy
        assert threading.current_thread() is threading.main_thread()
        form.connection.stop()


def test_every_ability_has_a_name_and_words():
    for name, value in Capabilities().as_mapping().items():
        assert label(name) != name
        assert value_words(name, value)
