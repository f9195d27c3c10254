"""Fields about persons in public answers: dropped before anybody keeps them, named, and nothing else with them."""
from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rue311.plugin.open311 import service_request
from rue311.plugin.open311.privacy import is_personal, without_personal


@pytest.mark.parametrize("name", [
    "email", "e-mail", "field_e_mail", "requestor_name", "Reporter", "author", "contact_name", "contact_email", "phone",
    "phone_number", "first_name", "lastName", "assigned_user_email", "assigned_user_name", "account_id", "device_id",
    "created_by", "national_number", "ip_address"])
def test_a_person_is_known_by_the_name_of_the_field(name):
    assert is_personal(name)


@pytest.mark.parametrize("name", [
    "agency_responsible", "service_name", "description", "status_notes", "customer_reference", "external_status_code",
    "title", "name", "media_url", "address", "nid", "category_hex", "interface_used", "agency_email", "zipcode",
    "username_required_hint", "telemetry"])
def test_what_is_about_the_case_stays(name):
    assert not is_personal(name)


def test_a_request_is_kept_without_what_is_about_persons():
    request = service_request({
        "service_request_id": 7, "description": "Trou", "requestor_name": "Jeanne Martin", "phone": "", "email": None,
        "extended_attributes": {"markaspot": {"nid": 3, "author": "jeanne"},
                                "attributes": [{"code": "email", "value": "j@example.org"},
                                               {"code": "depth", "value": "12"}]}})
    assert set(request.withheld) == {"requestor_name", "author", "email"}
    kept = json.dumps(request.as_mapping(), default=str)
    assert "eanne" not in kept
    assert "j@example.org" not in kept
    assert '"12"' in kept
    assert request.description == "Trou"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=4)
                    | st.dictionaries(st.sampled_from(["email", "author", "a", "code", "value", "notes"]), inner),
                    max_leaves=30))
def test_cleaning_twice_is_cleaning_once(value):
    clean, _names = without_personal(value)
    again, more = without_personal(clean)
    assert again == clean
    assert [name for name in more if name != "…"] == []
