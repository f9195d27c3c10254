"""The laws of the merge: nothing disappears, nothing is decided that a person must decide, nothing is reopened."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rue311.plugin.incidents import State, workflow
from rue311.plugin.sync.merge import merge, reopens, state_from_status, state_from_word, union

FIELDS = ("state", "service_code", "address", "lon")
VALUES = {
    "state": st.sampled_from([state.value for state in State]),
    "service_code": st.sampled_from(["A", "B", "C"]),
    "address": st.sampled_from(["", "Rue Haute 1", "Rue Basse 2"]),
    "lon": st.sampled_from([4.9, 4.91, 4.92]),
}
SIDES = st.fixed_dictionaries(VALUES)
SAID = st.fixed_dictionaries({}, optional=VALUES)


@given(SIDES, SIDES)
def test_a_silent_back_end_leaves_ours(base, mine):
    merged = merge(base, mine, base)
    assert merged.values == mine
    assert merged.clashes == ()
    assert merge(base, mine, {}).values == mine


@given(SIDES, SIDES)
def test_where_we_did_nothing_theirs_counts_unless_it_reopens(base, theirs):
    merged = merge(base, base, theirs)
    for name in FIELDS:
        if name == "state" and reopens(base["state"], theirs["state"]):
            assert merged.values[name] == base[name]
        else:
            assert merged.values[name] == theirs[name]
    assert {clash.field for clash in merged.clashes} <= {"state"}


@given(SIDES, SIDES, SAID)
def test_every_value_is_shown_or_kept_in_a_conflict(base, mine, theirs):
    merged = merge(base, mine, theirs)
    clashes = {clash.field: clash for clash in merged.clashes}
    for name in FIELDS:
        said = theirs.get(name, base[name])
        if name in clashes:
            clash = clashes[name]
            assert (clash.base, clash.mine, clash.theirs) == (base[name], mine[name], said)
            assert merged.values[name] == mine[name]
            assert merged.base[name] == base[name]
        elif mine[name] != base[name]:
            assert merged.values[name] == mine[name]
        else:
            assert merged.values[name] == said


@given(SIDES, SIDES, SAID)
def test_merging_the_same_again_changes_nothing(base, mine, theirs):
    once = merge(base, mine, theirs)
    assert merge(once.base, once.values, theirs) == once


@given(SIDES, SIDES, SAID)
def test_a_closed_incident_is_never_reopened(base, mine, theirs):
    before, after = State(mine["state"]), State(merge(base, mine, theirs).values["state"])
    assert workflow.is_ended(after) or not workflow.is_ended(before)


@given(SIDES, st.sets(st.sampled_from(FIELDS)), SIDES, SIDES)
def test_changes_of_different_fields_go_together_whoever_comes_first(base, ours, mine, theirs):
    left = {name: mine[name] if name in ours else base[name] for name in FIELDS}
    right = {name: base[name] if name in ours else theirs[name] for name in FIELDS}
    one, other = merge(base, left, right), merge(base, right, left)
    if not one.clashes and not other.clashes:
        assert one.values == other.values == {**right, **{name: left[name] for name in ours}}


NOTES = st.dictionaries(st.integers(0, 9), st.text(max_size=3))


@given(NOTES, NOTES)
def test_notes_are_a_set_that_only_grows(mine, theirs):
    merged = union(mine, theirs)
    assert set(merged) == set(mine) | set(theirs)
    assert all(merged[key] == value for key, value in mine.items())
    assert union(merged, theirs) == merged


@given(st.sampled_from(State), st.sampled_from(["", "open", "closed"]), st.sampled_from(["open", "closed"]))
def test_a_status_says_something_only_when_it_changes_and_we_did_not_know(base, before, now):
    said = state_from_status(base.value, before, now)
    if before == now or (now == "closed" and workflow.explains_closed(base)):
        assert said is None
    if said is not None:
        assert workflow.open311_status(State(said)) == now


def test_words_of_others():
    assert state_from_word("in_progress", "new", "open") == "in_progress"
    assert state_from_word("in_progress", "closed", "closed") is None  # older than the end
    assert state_from_word("fixed", "new", "closed") == "fixed"
    assert state_from_word("fixed", "closed", "closed") is None
    assert state_from_word("unchanged", "new", "open") is None
    assert state_from_word("no_further_action", "closed", "closed") == "no_action"
