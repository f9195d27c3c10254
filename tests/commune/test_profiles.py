"""Profile files: what is saved comes back, and what is wrong is said in plain words."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rue311.plugin.commune import (
    BackEnd,
    Profile,
    ProfileInvalid,
    ProfileUnreadable,
    ProfileUnwritable,
    check_endpoint_url,
    check_profile,
    commune,
    communes,
    demo_profile,
    load_profile,
    profile_for,
    save_profile,
)

NAMUR = Profile(
    id="be-92094",
    nis="92094",
    names={"fr": "Namur", "nl": "Namen", "de": "Namur"},
    training=False,
    back_end=BackEnd("https://example.org/georeport/v2", "namur.be", "a1b2c3d", {"updates": True, "page_size": 50}),
    register="register.sqlite",
    languages=("fr", "nl"),
    extent=(4.7, 50.38, 4.98, 50.53),
    operators=("Gaëlle Dupré", "L'équipe de nuit"),
)


@pytest.fixture(scope="module")
def good() -> dict:
    return json.loads((Path(__file__).parents[2] / "resources" / "demo" / "profile.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    text = (Path(__file__).parents[2] / "resources" / "profile.schema.json").read_text(encoding="utf-8")
    return jsonschema.Draft202012Validator(json.loads(text))


def test_a_saved_profile_comes_back_whole(tmp_path):
    path = tmp_path / "Gaëlle Dupré" / "l'hôtel de ville" / "profil.json"
    save_profile(NAMUR, path)
    assert load_profile(path) == NAMUR
    assert [item.name for item in path.parent.iterdir()] == ["profil.json"]


def test_the_basemap_is_found_beside_the_profile_from_any_folder(root, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    profile = demo_profile(root / "resources")
    assert Path(profile.basemap).is_file()
    assert profile.training
    assert profile.title == "Valombre"


def test_every_commune_gets_a_profile_that_can_be_saved(tmp_path, schema):
    for item in communes():
        profile = profile_for(item)
        save_profile(profile, tmp_path / "profile.json")
        assert load_profile(tmp_path / "profile.json") == profile
        schema.validate(json.loads((tmp_path / "profile.json").read_text(encoding="utf-8")))
    assert profile_for(commune("63023")).languages[0] == "de"


WRONG = [
    (("nis",), "9209", "nis"),
    (("nis",), 92094, "nis"),
    (("id",), "../../etc", "id"),
    (("id",), "", "id"),
    (("names",), {}, "names"),
    (("names",), {"fr": " "}, "names"),
    (("names",), {"en": "Namur"}, "names"),
    (("training",), "false", "training"),
    (("training",), 0, "training"),
    (("back_end",), "https://example.org", "back_end"),
    (("back_end", "url"), None, "back_end"),
    (("back_end", "url"), "ftp://example.org", "back_end.url"),
    (("back_end", "password"), "hunter2", "back_end.password"),
    (("back_end", "capabilities"), [], "back_end.capabilities"),
    (("crs",), "EPSG:4326", "crs"),
    (("languages",), [], "languages"),
    (("languages",), ["en"], "languages"),
    (("extent",), [1, 2, 3], "extent"),
    (("extent",), [185000, 100000, 190000, 110000], "extent"),
    (("extent",), [4.0, "50", 5.0, 51.0], "extent"),
    (("operators",), "Nadia", "operators"),
    (("version",), 2, "version"),
    (("version",), True, "version"),
    (("colour",), "red", "colour"),
    (("register",), None, "register"),
]


@pytest.mark.parametrize(("where", "value", "field"), WRONG)
def test_a_wrong_value_is_named_and_the_schema_refuses_it_too(good, schema, where, value, field):
    data = copy.deepcopy(good)
    target = data
    for key in where[:-1]:
        target = target[key]
    target[where[-1]] = value
    with pytest.raises(ProfileInvalid) as caught:
        check_profile(data)
    assert caught.value.field == field
    assert caught.value.remedy
    if where != ("version",) or value is not True:  # JSON Schema takes true for 1 nowhere, but Python does
        assert not schema.is_valid(data)


@pytest.mark.parametrize("missing", ["id", "nis", "names", "training", "back_end", "extent"])
def test_a_missing_field_is_refused_by_both(good, schema, missing):
    data = {key: value for key, value in good.items() if key != missing}
    with pytest.raises(ProfileInvalid):
        check_profile(data)
    assert not schema.is_valid(data)


def test_the_extent_of_a_mirrored_world_is_refused(good):
    with pytest.raises(ProfileInvalid):
        check_profile({**good, "extent": [5.0, 50.0, 4.0, 51.0]})


@given(
    st.dictionaries(
        st.sampled_from(["id", "nis", "names", "training", "back_end", "crs", "languages", "operators", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["fr", "url", "12345"]),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["fr", "url", "q"]), inner, max_size=2)
            ),
            max_leaves=6,
        ),
        max_size=4,
    )
)
def test_what_the_checks_let_through_the_schema_lets_through(good, schema, changes):
    data = {**good, **changes}
    try:
        check_profile(data)
    except ProfileInvalid:
        return
    assert schema.is_valid(data), list(schema.iter_errors(data))


WRONG_URLS = [
    ("", "empty"),
    ("example.org/open311", "https://"),
    ("htps://example.org", "https://"),
    ("https://", "server"),
    ("https:///georeport", "server"),
    ("https://exa mple.org", "space"),
    ("https://example.org/v2\n", "space"),
    ("https://user:secret@example.org", "password"),
    ("https://example.org:port/", "colon"),
    ("https://example.org:99999/", "colon"),
    ("https://[::1/v2", "server"),
    ("https://example.org/v2?jurisdiction_id=a", "question mark"),
]


@pytest.mark.parametrize(("url", "word"), WRONG_URLS)
def test_a_wrong_address_gets_a_plain_sentence(url, word):
    with pytest.raises(ProfileInvalid) as caught:
        check_endpoint_url(url)
    assert word in caught.value.user
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8311/", "https://e-guichet.namur.be/open311/v2", "http://[::1]:8000/"]
)
def test_a_right_address_passes(url):
    check_endpoint_url(url)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused_in_words(text):
    for url in (text, f"https://{text}"):
        sentence = "passes"
        try:
            check_endpoint_url(url)
        except ProfileInvalid as error:
            sentence = error.user
        assert sentence


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>login</html>",
        b"[]",
        b'"profile"',
        b"\xff\xfe\x00",
        b'{"id": "\xe9"}',
        b"[" * 100_000,
        b"{" + b" " * 1_100_000 + b"}",
    ],
    ids=["empty", "html", "list", "text", "utf16", "latin1", "deep", "huge"],
)
def test_a_file_that_holds_no_profile_is_unreadable(tmp_path, body):
    path = tmp_path / "profile.json"
    path.write_bytes(body)
    with pytest.raises(ProfileUnreadable) as caught:
        load_profile(path)
    assert "profile.json" in caught.value.user


def test_a_missing_file_and_a_folder_are_unreadable(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(ProfileUnreadable):
            load_profile(path)


def test_a_byte_order_mark_from_notepad_does_no_harm(tmp_path, good):
    path = tmp_path / "profile.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(good).encode())
    assert load_profile(path).nis == "99311"


def test_a_refused_profile_leaves_the_old_file_as_it_was(tmp_path):
    path = tmp_path / "profile.json"
    save_profile(NAMUR, path)
    before = path.read_bytes()
    with pytest.raises(ProfileInvalid):
        save_profile(Profile("x", "1", {"fr": "X"}, False, BackEnd("")), path)
    assert path.read_bytes() == before


def test_a_save_that_fails_leaves_no_litter(tmp_path):
    target = tmp_path / "profile.json"
    (target / "kept").mkdir(parents=True)  # a folder stands where the file should go
    with pytest.raises(ProfileUnwritable):
        save_profile(NAMUR, target)
    assert [item.name for item in tmp_path.iterdir()] == ["profile.json"]
    assert (target / "kept").is_dir()
