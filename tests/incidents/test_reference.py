"""The reference must survive a phone call, a title joined before it, and a typing mistake must be noticed."""
from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rue311.plugin.incidents import reference as r

REFS = st.builds(r.ref_for, st.text(max_size=20), st.text(max_size=20))


@given(REFS, st.integers(0, 11), st.sampled_from(r.ALPHABET))
def test_one_wrong_sign_is_noticed(ref, place, sign):
    signs = ref.replace("-", "")
    assume(signs[place] != sign)
    with pytest.raises(ValueError, match="not a reference"):
        r.normal_ref(signs[:place] + sign + signs[place + 1 :])


@given(REFS, st.integers(0, 11), st.integers(0, 11))
def test_two_swapped_signs_are_noticed(ref, one, other):
    signs = list(ref.replace("-", ""))
    assume(signs[one] != signs[other])
    signs[one], signs[other] = signs[other], signs[one]
    with pytest.raises(ValueError, match="not a reference"):
        r.normal_ref("".join(signs))


def test_read_aloud_and_typed_badly_it_is_still_the_same():
    ref = "7000-1111-" + next(
        "AAA" + sign for sign in r.ALPHABET if r._check_sign("70001111AAA") == sign
    )
    assert r.normal_ref(ref.lower().replace("0", "o").replace("1", "l").replace("-", " ")) == ref


@given(REFS, st.text(max_size=200))
def test_what_was_sent_is_found_again_and_the_text_comes_back(ref, text):
    assume("[" not in text)
    sent = r.with_reference(text, ref)
    assert sent.splitlines()[-1] == f"[ref:{ref}]"
    assert r.refs_in(f"Titre: {sent} -- envoyé depuis un site") == (ref,)
    assert r.without_reference(sent) == text.strip()


def test_a_made_up_reference_counts_for_nothing():
    assert r.refs_in("voir [ref:AAAA-BBBB-CCCC] svp") == ()


def test_an_echoed_attribute_needs_no_brackets():
    ref = r.new_ref()
    assert r.bare_refs_in(f'{{"attributes": [{{"value": "{ref}"}}]}}') == (ref,)
    assert r.bare_refs_in(f"{ref}-X") == ()


def test_the_same_request_has_the_same_reference_on_every_laptop_and_another_one_elsewhere():
    here = r.endpoint_key("https://Open311.Commune.be/v2/", "commune.be")
    assert here == r.endpoint_key("http://open311.commune.be/v2", "commune.be")
    assert r.ref_for(here, "12") == r.ref_for(here, "12") != r.ref_for(here, "13")
    assert r.ref_for(r.endpoint_key("https://open311.commune.be/v2", "x"), "12") != r.ref_for(here, "12")


def test_the_sandbox_is_the_same_back_end_on_every_port():
    assert r.endpoint_key("http://127.0.0.1:8311") == r.endpoint_key("http://localhost:51234/")
    assert r.endpoint_key("http://192.168.0.4:8311") != r.endpoint_key("http://192.168.0.4:8312")


def test_new_references_do_not_meet():
    assert len({r.new_ref() for _ in range(2000)}) == 2000
