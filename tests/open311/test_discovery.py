"""Discovery: where the endpoints are."""
from __future__ import annotations

import pytest
from plain_back_end import Answer, xml
from rue311.plugin.open311 import DiscoveredEndpoint, NotHere, Unreadable, discover

TOKEN = "http://wiki.open311.org/GeoReport_v2"


def endpoint(url="https://x.example/v2/", kind="production", specification=TOKEN, formats=("text/xml", "text/json")):
    row = {"specification": specification, "url": url, "type": kind, "formats": formats}
    return {**row, "changeset": "2011-02-03 14:18"}


def test_json_beside_the_address_that_people_give(back_end, http):
    back_end.answers["/discovery.json"] = Answer(
        {
            "changeset": "2011-02-03 14:18",
            "contact": "Hôtel de ville",
            "key_service": "Écrivez-nous",
            "endpoints": [
                endpoint(specification="http://wiki.open311.org/GeoReport_v3"),
                endpoint(),
                endpoint("https://test.example/v2", "test", formats=["application/json; charset=utf-8", "text/html"]),
                endpoint("not an address"),
            ],
        }
    )
    found = discover(http, back_end.url + "/")
    assert found.endpoints == (
        DiscoveredEndpoint("https://x.example/v2", "production", ("xml", "json"), "2011-02-03 14:18"),
        DiscoveredEndpoint("https://test.example/v2", "test", ("json",), "2011-02-03 14:18"),
    )
    assert (found.contact, found.key_service) == ("Hôtel de ville", "Écrivez-nous")


@pytest.mark.parametrize("item", ["endpoint", "endpoints"])
def test_q6_xml_where_there_is_no_json(back_end, http, item):
    back_end.answers["/discovery.xml"] = xml(
        f"<discovery><changeset>1</changeset><contact/><endpoints><{item}><specification>{TOKEN}</specification>"
        "<url>https://x.example/v2</url><type>test</type><formats><format>text/xml</format></formats>"
        f"</{item}></endpoints></discovery>"
    )
    found = discover(http, back_end.url)
    assert found.endpoints == (DiscoveredEndpoint("https://x.example/v2", "test", ("xml",), "1"),)


def test_the_very_document_may_be_named(back_end, http):
    back_end.answers["/elsewhere/d.json"] = Answer({"endpoints": [endpoint()]})
    assert discover(http, f"{back_end.url}/elsewhere/d.json").endpoints[0].type == "production"
    assert len(back_end.calls) == 1


@pytest.mark.parametrize("body", [{}, [], {"endpoints": []}, {"endpoints": [endpoint(specification="x")]}, "<html>"])
def test_a_document_without_an_endpoint_says_so(back_end, http, body):
    back_end.answers["/discovery.json"] = back_end.answers["/discovery.xml"] = Answer(body)
    with pytest.raises(Unreadable):
        discover(http, back_end.url)


def test_an_address_without_a_discovery_document_is_no_login(http, back_end):
    for address in (back_end.url, f"{back_end.url}/discovery.xml"):
        with pytest.raises(NotHere) as failure:
            discover(http, address)
        assert "login" not in failure.value.sentence
        assert "HTTP 404" in failure.value.user
