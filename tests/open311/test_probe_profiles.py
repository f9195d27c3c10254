"""Kinds of back ends as files: the shipped ones hold, a commune's own win, a broken one is named and skipped."""
from __future__ import annotations

import json

import pytest
from rue311.plugin.open311 import Capabilities
from rue311.plugin.open311.point import CAPABILITY_NAMES
from rue311.plugin.open311.profiles import BackEndProfileInvalid, back_end_profiles, load_back_end_profile

GOOD = {"version": 1, "id": "mons", "names": {"fr": "Mons"}, "capabilities": {"updates": True}}


@pytest.fixture
def folder(root):
    return root / "resources" / "back_ends"


def test_the_shipped_files_are_whole(folder):
    profiles, troubles = back_end_profiles(folder)
    assert troubles == ()
    assert {one.id for one in profiles} >= {"generic", "mysociety"}
    known = {one.id: one for one in profiles}
    assert Capabilities.from_mapping(known["generic"].capabilities) == Capabilities()
    assert known["mysociety"].capabilities["multivalue"] == "repeat"
    assert all(one.name(language) and one.description(language) for one in profiles for language in ("fr", "en", "de"))


def test_the_schema_knows_every_ability(folder):
    schema = json.loads((folder / "back_end.schema.json").read_text(encoding="utf-8"))
    assert set(schema["properties"]["capabilities"]["properties"]) == set(CAPABILITY_NAMES)


def test_a_file_of_the_commune_wins(folder, tmp_path):
    mine = {**GOOD, "id": "generic", "names": {"fr": "Le nôtre"}}
    (tmp_path / "à nous.json").write_text(json.dumps(mine), encoding="utf-8-sig")
    profiles, troubles = back_end_profiles(folder, tmp_path)
    assert not troubles
    assert next(one.name("fr") for one in profiles if one.id == "generic") == "Le nôtre"


@pytest.mark.parametrize("change", [
    {"id": "../x"}, {"id": 3}, {"version": 2}, {"version": True}, {"names": {}}, {"names": {"it": "x"}},
    {"names": {"fr": " "}}, {"capabilities": {"media": "pigeon"}}, {"capabilities": {"page_size": -1}},
    {"capabilities": {"page_size": 2.5}}, {"capabilities": {"colour": "red"}}, {"capabilities": []},
    {"capabilities": {"settle_s": True}}, {"key": "s"}])
def test_what_cannot_be_is_named(tmp_path, change):
    path = tmp_path / "x.json"
    path.write_text(json.dumps({**GOOD, **change}), encoding="utf-8")
    with pytest.raises(BackEndProfileInvalid, match=r"x\.json"):
        load_back_end_profile(path)


def test_a_broken_file_does_not_hide_the_others(folder, tmp_path):
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    (tmp_path / "huge.json").write_text(" " * 200_000, encoding="utf-8")
    (tmp_path / "mons.json").write_text(json.dumps(GOOD), encoding="utf-8")
    profiles, troubles = back_end_profiles(folder, tmp_path, tmp_path / "absent")
    assert {"generic", "mysociety", "mons"} <= {one.id for one in profiles}
    assert len(troubles) == 2
