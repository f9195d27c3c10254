"""Steps of an incident: none leads astray, none that needs a reason goes without."""
from __future__ import annotations

import pytest
from rue311.plugin.incidents import State, TransitionRefused, workflow


def test_every_end_can_be_taken_back_and_every_state_be_left():
    for state in State:
        assert workflow.next_states(state), state
        assert state not in workflow.next_states(state)
    for ended in (State.CLOSED, State.REFUSED, State.NO_ACTION, State.DUPLICATE):
        assert workflow.next_states(ended) == (State.ACCEPTED,)


def test_every_state_can_be_reached_from_new():
    reached, todo = {State.NEW}, [State.NEW]
    while todo:
        for target in workflow.next_states(todo.pop()):
            if target not in reached:
                reached.add(target)
                todo.append(target)
    assert reached == set(State)


@pytest.mark.parametrize("state", State)
def test_what_we_say_comes_back_as_what_we_meant(state):
    word = workflow.update_status(state)
    assert workflow.state_from_update(word.upper()) is (None if state is State.WAITING else state)


def test_the_two_words_of_open311():
    closed = {state for state in State if workflow.open311_status(state) == "closed"}
    assert closed == {State.CLOSED, State.REFUSED, State.NO_ACTION, State.DUPLICATE}


def test_a_word_that_nobody_knows_changes_nothing():
    assert workflow.state_from_update("Under Review By Dept") is None
    assert workflow.state_from_update("In Progress") is State.IN_PROGRESS


@pytest.mark.parametrize("target", [State.REFUSED, State.NO_ACTION, State.WAITING])
def test_some_steps_need_a_reason(target):
    with pytest.raises(TransitionRefused):
        workflow.check_transition(State.NEW, target, reason="  ", danger=False)
    workflow.check_transition(State.NEW, target, reason="hors voirie communale", danger=False)


@pytest.mark.parametrize("target", [State.CLOSED, State.TRANSFERRED, State.DUPLICATE])
def test_a_danger_is_not_closed_or_passed_on_without_a_word(target):
    with pytest.raises(TransitionRefused, match="not made safe"):
        workflow.check_transition(State.NEW, target, reason="", danger=True, duplicate_of="x")
    workflow.check_transition(State.NEW, target, reason="déjà balisé", danger=True, duplicate_of="x")
    workflow.check_transition(State.NEW, target, reason="", danger=False, duplicate_of="x")
