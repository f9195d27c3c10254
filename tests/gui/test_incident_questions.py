"""Questions built from a service definition, and the category picker."""
from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QDateTime, Qt
from qgis.PyQt.QtWidgets import QLabel
from rue311.plugin.gui.incidents.category import CategoryPicker
from rue311.plugin.gui.incidents.questions import Questions


def attribute(code, datatype="string", **more):
    plain = {"variable": True, "code": code, "datatype": datatype, "required": False, "order": 1, "description": code}
    return {**plain, **more}


VALUES = [{"key": "a", "name": "Petit"}, {"key": "b", "name": "Grand & <b>large</b>"}]


@pytest.fixture
def questions(qtbot):
    made = Questions()
    qtbot.addWidget(made)
    return made


def ask(questions, *attributes):
    questions.ask({"service_code": "X", "attributes": list(attributes)})


def test_each_datatype_has_an_input_and_gives_the_value_of_the_wire(questions):
    ask(
        questions,
        attribute("s"), attribute("n", "number"), attribute("d", "datetime"), attribute("t", "text"),
        attribute("one", "singlevaluelist", values=VALUES), attribute("some", "multivaluelist", values=VALUES),
    )
    assert questions.values() == {}
    answers = questions.answers
    answers["s"].edit.setText("  poteau 12 ")
    answers["n"].edit.setText("-3,5")
    answers["d"].edit.setDateTime(QDateTime.fromString("2026-03-04T12:30:00Z", Qt.DateFormat.ISODate).toLocalTime())
    answers["t"].edit.setPlainText("deux\nlignes")
    answers["one"].box.setCurrentIndex(2)
    for box in answers["some"].boxes.values():
        box.setChecked(True)
    values = questions.values()
    assert values == {
        "s": ("poteau 12",), "n": ("-3.5",), "d": ("2026-03-04T12:30:00Z",), "t": ("deux\nlignes",),
        "one": ("b",), "some": ("a", "b"),
    }
    assert questions.troubles() == []

    ask(questions, *(attribute(code, kind, values=VALUES) for code, kind in
                     (("s", "string"), ("n", "number"), ("d", "datetime"), ("t", "text"),
                      ("one", "singlevaluelist"), ("some", "multivaluelist"))))
    questions.put(values)
    assert questions.values() == values


def test_required_is_marked_and_enforced(questions):
    ask(questions, attribute("taille", "singlevaluelist", required=True, values=VALUES), attribute("libre"))
    assert any(label.text() == "taille *" for label in questions.findChildren(QLabel))
    ((widget, sentence),) = questions.troubles()
    assert "taille" in sentence
    widget.box.setCurrentIndex(1)
    assert questions.troubles() == []


@pytest.mark.parametrize("typed", ["douze", "1,2,3", "nan", "inf", "0x10"])
def test_what_is_no_number_is_not_sent(questions, typed):
    ask(questions, attribute("n", "number"))
    questions.answers["n"].edit.setText(typed)
    assert len(questions.troubles()) == 1


def test_a_note_is_shown_and_not_asked(questions):
    words = "Appelez le 112 si <b>danger</b>"
    ask(questions, attribute("info", "text", variable=False, required=True, description=words))
    assert questions.answers == {}
    assert questions.troubles() == []
    (label,) = [x for x in questions.findChildren(QLabel) if "112" in x.text()]
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_texts_instead_of_booleans_and_hidden_questions(questions):
    ask(
        questions,
        attribute("q", variable="true", required="true", order="2"),
        attribute("first", order="1"),
        attribute("secret", automated="server_set", required=True),
        attribute("note", variable="false"),
    )
    assert list(questions.answers) == ["first", "q"]
    assert len(questions.troubles()) == 1


@pytest.mark.parametrize("definition", [None, {}, {"attributes": None}, {"attributes": ["x", {"variable": True}]}])
def test_a_poor_definition_does_no_harm(questions, definition):
    questions.ask(definition)
    assert questions.troubles() == []


# the category picker

SERVICES = [
    {"service_code": "VOI-01", "service_name": "Nid-de-poule", "group": "Voirie", "keywords": "trou,asphalte"},
    {"service_code": "ECL-01", "service_name": "Lampadaire en panne", "group": "Éclairage", "keywords": ["lampe"]},
    {"service_code": "VOI-02", "service_name": "Trottoir abîmé", "group": "Voirie"},
    {"service_code": "DIV", "service_name": "Divers"},
]


@pytest.fixture
def picker(qtbot):
    made = CategoryPicker()
    qtbot.addWidget(made)
    made.show()
    made.set_services(SERVICES)
    return made


def rows(picker):
    return [picker.list.item(row).text().strip() for row in range(picker.list.count())]


def test_categories_stand_under_their_group(picker):
    assert rows(picker) == ["Voirie", "Nid-de-poule", "Trottoir abîmé", "Éclairage", "Lampadaire en panne", "Divers"]


@pytest.mark.parametrize(
    ("typed", "code"), [("trou", "VOI-01"), ("ECLAIRAGE", "ECL-01"), ("abime", "VOI-02"), ("lampe", "ECL-01")]
)
def test_typing_and_enter_choose(picker, qtbot, typed, code):
    qtbot.keyClicks(picker.search, typed)
    with qtbot.waitSignal(picker.chosen) as signal:
        qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert signal.args == [code] == [picker.code]
    assert picker.search.isHidden()


def test_arrows_in_the_search_box_pass_over_groups(picker, qtbot):
    for _ in range(2):
        qtbot.keyClick(picker.search, Qt.Key.Key_Down)
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert picker.code == "ECL-01"


def test_a_change_of_mind_opens_the_list_again(picker):
    picker.set_code("VOI-01")
    assert picker.choice.text() == "Voirie › Nid-de-poule"
    picker.change.click()
    assert picker.code == ""
    assert not picker.list.isHidden()


def test_without_categories_it_says_what_to_do(picker):
    picker.set_code("VOI-01")
    picker.set_services([])
    assert picker.code == ""
    assert "synchronise" in picker.empty.text()
    assert picker.search.isHidden()


def test_nothing_found_cannot_be_chosen(picker, qtbot):
    qtbot.keyClicks(picker.search, "zzz")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert picker.code == ""


def test_a_long_answer_to_tick_does_not_widen_the_dock(qtbot):
    from rue311.plugin.gui.incidents.questions import Questions

    long = "Sur toute la largeur <b>de la chaussée</b>, trottoirs compris, depuis le carrefour " * 3
    shown = Questions()
    qtbot.addWidget(shown)
    values = [{"key": "1", "name": long}]
    shown.ask({"attributes": [{"code": "a", "datatype": "multivaluelist", "description": "Où?", "values": values}]})
    assert shown.minimumSizeHint().width() < 300
    assert "&lt;b&gt;" in shown.answers["a"].boxes["1"].toolTip()


def test_an_answer_that_ends_the_report_says_what_to_do_instead(questions):
    stop = {"name": "Fil électrique à terre", "disable_message": "Appeler le 112 <b>tout de suite</b>"}
    ask(questions, attribute("genre", "singlevaluelist", values=VALUES, stops=[stop]))
    shown = [label.text() for label in questions.findChildren(QLabel)]
    assert "Not by this form: Fil électrique à terre. Appeler le 112 <b>tout de suite</b>" in shown
    assert questions.answers["genre"].values() == ()


def test_a_category_that_is_switched_off_is_not_offered(qtbot):
    picker = CategoryPicker()
    qtbot.addWidget(picker)
    off = {"service_code": "OLD", "service_name": "Cabine téléphonique", "keywords": "private,inactive"}
    picker.set_services([off, {"service_code": "NEW", "service_name": "Banc public", "keywords": "inactivity"}])
    picker.set_code("OLD")
    assert picker.code == ""
    picker.set_code("NEW")
    assert picker.code == "NEW"
