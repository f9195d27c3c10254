"""Ctrl+K: the filter `adr` in a real QgsLocator, with clones on threads that QGIS makes."""
from __future__ import annotations

import threading

import pytest
from qgis.core import QgsFeedback, QgsLocatorContext, QgsLocatorResult
from rue311.plugin.errors import Rue311Error
from rue311.plugin.gui.addresses.locator import AddressLocatorFilter
from rue311.plugin.gui.addresses.shelf import RegisterShelf
from rue311.plugin.gui.map_marker import clear, pin_of


@pytest.fixture
def shelf(with_register):
    shelf = RegisterShelf()
    shelf.use(with_register.register, with_register.profile.nis)
    return shelf


@pytest.fixture
def house(with_register):
    register = with_register.register
    street = next(street for street in register.streets if street.houses > 3)
    return register.suggestion(street, next(house for house in register.houses(street) if house.x is not None))


def fetch(searcher, text, feedback=None):
    found = []
    searcher.resultFetched.connect(lambda result: found.append(result.displayString))
    searcher.fetchResults(text, QgsLocatorContext(), feedback or QgsFeedback())
    return found


def test_ctrl_k_finds_the_house_and_choosing_it_pins_it(qtbot, with_register, shelf, house):
    iface = with_register.iface
    searcher = AddressLocatorFilter(shelf, iface)
    iface.registerLocatorFilter(searcher)
    locator, found = iface._locator, []
    locator.foundResult.connect(lambda result: found.append(QgsLocatorResult(result)))  # it lives for the call only
    with qtbot.waitSignal(locator.finished, timeout=5000):
        locator.fetchResults(f"adr {house.street} {house.number}", QgsLocatorContext())
    qtbot.waitUntil(lambda: bool(found))
    assert found[0].displayString == house.label
    found[0].filter.triggerResult(found[0])
    assert pin_of(iface.mapCanvas()).label == house.label
    clear(iface.mapCanvas())
    iface.deregisterLocatorFilter(searcher)


def test_a_clone_knows_no_window(shelf, with_register):
    clone = AddressLocatorFilter(shelf, with_register.iface).clone()
    assert clone._iface is None
    assert clone.prefix() == "adr"


def test_a_cancelled_search_tells_nothing(shelf, house):
    feedback = QgsFeedback()
    feedback.cancel()
    assert fetch(AddressLocatorFilter(shelf), f"{house.street} {house.number}", feedback) == []


def test_cancelling_in_the_middle_stops_after_the_result_under_way(shelf, house):
    feedback, found = QgsFeedback(), []
    searcher = AddressLocatorFilter(shelf)
    searcher.resultFetched.connect(lambda result: (found.append(result.displayString), feedback.cancel()))
    searcher.fetchResults("rue", QgsLocatorContext(), feedback)
    assert len(found) == 1


def test_two_letters_are_not_enough(shelf):
    assert fetch(AddressLocatorFilter(shelf), "ru") == []


def test_without_register_there_is_no_result_and_no_error():
    assert fetch(AddressLocatorFilter(RegisterShelf()), "rue de la gare") == []


def test_a_register_closed_under_a_search_is_no_error(with_register, shelf):
    """The commune is closed while a clone still searches."""
    register = with_register.register

    def question(open_register):
        shelf.use(None)
        register.close()
        return open_register.search("rue", 5)

    assert shelf.ask(question) is None


def test_a_broken_register_is_logged_and_not_thrown(shelf):
    class Broken:
        def search(self, *_args, **_more):
            raise Rue311Error("the register is damaged")

    shelf.use(Broken())
    searcher = AddressLocatorFilter(shelf)
    assert fetch(searcher, "rue de la gare") == []


def test_many_threads_ask_one_register_and_all_get_their_own_answer(with_register, shelf):
    streets = [street for street in with_register.register.streets if street.houses > 3][:6]
    answers = {}

    def ask(street):
        answers[street.name] = [
            shelf.ask(lambda register: register.search(street.name, 3, commune="")[0].street) for _ in range(10)
        ]

    threads = [threading.Thread(target=ask, args=(street,)) for street in streets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {street.name: [street.name] * 10 for street in streets}


def test_a_street_with_a_tag_in_its_name_is_no_markup_in_qgis_tooltip():
    from qgis.PyQt.QtCore import Qt
    from rue311.plugin.gui.addresses.locator import never_markup

    name = "Rue de l'Église, dite <b>Haute</b> 1, 9931 Valombre"
    assert Qt.mightBeRichText(name)
    assert not Qt.mightBeRichText(never_markup(name))
