"""Discovery, services and definitions, in both formats, to the letter of the standard."""
from __future__ import annotations

from xml.etree import ElementTree

import pytest
from rue311.plugin.sandbox import Behaviour

DATATYPES = {"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"}


def test_discovery_names_the_endpoint_in_both_formats(back_end):
    as_json = back_end.get("/discovery.json").json()
    (endpoint,) = as_json["endpoints"]
    assert endpoint["url"] == back_end.server.url
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["type"] == "test"
    assert endpoint["formats"] == ["text/xml", "application/json"]

    root = ElementTree.fromstring(back_end.get("/discovery.xml").content)
    assert root.tag == "discovery"
    assert root.findtext("endpoints/endpoint/url") == back_end.server.url
    assert [one.text for one in root.findall("endpoints/endpoint/formats/format")] == endpoint["formats"]


@pytest.mark.parametrize(("suffix", "mime"), [("json", "application/json"), ("xml", "text/xml")])
def test_every_answer_names_utf_8_and_keeps_accents(back_end, suffix, mime):
    answer = back_end.get(f"/services.{suffix}")
    assert answer.headers["Content-Type"] == f"{mime}; charset=utf-8"
    assert "Éclairage public" in answer.content.decode("utf-8")


def test_json_has_no_wrapper_and_true_booleans(back_end):
    services = back_end.get("/services.json").json()
    assert isinstance(services, list)
    assert {one["type"] for one in services} == {"realtime", "batch", "blackbox"}
    for one in services:
        assert list(one) == ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"]
        assert isinstance(one["metadata"], bool)


def test_xml_says_the_same_as_json(back_end):
    as_json = back_end.get("/services.json").json()
    root = ElementTree.fromstring(back_end.get("/services.xml").content)
    as_xml = [{child.tag: child.text for child in service} for service in root.findall("service")]
    assert as_xml == [{**one, "metadata": "true" if one["metadata"] else "false"} for one in as_json]


def test_definitions_cover_every_datatype_and_exist_where_metadata_says_so(back_end):
    seen = set()
    for service in back_end.get("/services.json").json():
        definition = back_end.get(f"/services/{service['service_code']}.json").json()
        assert definition["service_code"] == service["service_code"]
        assert bool(definition["attributes"]) is service["metadata"]
        assert [one["order"] for one in definition["attributes"]] == list(range(1, len(definition["attributes"]) + 1))
        for one in definition["attributes"]:
            seen.add(one["datatype"])
            assert ("values" in one) is one["datatype"].endswith("list")
    assert seen == DATATYPES


def test_definition_in_xml_has_the_standard_s_nesting(back_end):
    root = ElementTree.fromstring(back_end.get("/services/depot-sauvage.xml").content)
    assert root.tag == "service_definition"
    first = root.find("attributes/attribute")
    assert first.findtext("required") == "true"
    assert [one.text for one in first.findall("values/value/key")][:2] == ["encombrants", "menagers"]


def test_unknown_service_is_a_404_with_the_standard_s_body(back_end):
    answer = back_end.get("/services/n%C3%A9ant.json")
    assert answer.status_code == 404
    assert [one["code"] for one in answer.json()] == [404]
    assert answer.json()[0]["description"]

    in_xml = back_end.get("/services/neant.xml")
    root = ElementTree.fromstring(in_xml.content)
    assert (in_xml.status_code, root.tag, root.findtext("error/code")) == (404, "errors", "404")


def test_a_path_without_format_or_meaning_is_absent_and_a_wrong_method_is_named(back_end):
    assert back_end.get("/services").status_code == 404
    assert back_end.get("/nowhere.json").status_code == 404
    answer = back_end.http.delete(back_end.server.url + "/requests.json", timeout=5)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")
    head = back_end.http.head(back_end.server.url + "/services.json", timeout=5)
    assert (head.status_code, head.content) == (200, b"")


def test_an_address_joined_with_one_slash_too_many_is_understood(back_end):
    assert back_end.get("//services.json").json() == back_end.get("/services.json").json()


def test_jurisdiction_unknown_is_404_known_or_left_out_is_fine(back_end):
    for path in ("/services.json", "/services/avaloir.json", "/requests.json", "/servicerequestupdates.json"):
        assert back_end.get(path, jurisdiction_id="elsewhere.example").status_code == 404
        assert back_end.get(path, jurisdiction_id="valombre.example").status_code == 200
        assert back_end.get(path).status_code == 200


def test_jurisdiction_left_out_is_400_where_it_must_be_given(start):
    back_end = start(behaviour=Behaviour(jurisdiction_required=True), jurisdictions=["a.example", "b.example"])
    assert back_end.get("/services.json").status_code == 400
    assert back_end.get("/services.json", jurisdiction_id="b.example").status_code == 200
    assert back_end.report().status_code == 400
    assert back_end.report(jurisdiction_id="c.example").status_code == 404
    assert back_end.report(jurisdiction_id="a.example").status_code == 200
