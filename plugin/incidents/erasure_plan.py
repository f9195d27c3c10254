"""What an erasure will take: the rows with a person or an old incident's free text, and the words to look for after.

A person is found by name, mail or telephone; then everything that names this person anywhere is found too.
"""
from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .erasure_log import PLACES_AND_STAFF, WHOLE
from .journal import canonical

MOST_WORDS = 200  # pieces of erased text that are looked for in the files; every row is looked at besides
_PIECE = 24
_STREET = re.compile(
    r"\b(rue|avenue|av|place|chaussee|boulevard|bd|square|chemin|allee|impasse|quai|clos|dreve|sentier|route|cour|"
    r"esplanade|straat|laan|plein|strasse)\b[^,;]*$"
)
_PHONE = re.compile(r"\+?\d[\d ./()-]{5,}\d")
_UNSENT = ("queued", "retry_wait", "in_flight", "ambiguous", "acknowledged")
_COLUMNS = ("description", "status_notes", "address", "assignee", "media_url")


def plain(text: str) -> str:
    """Small letters without accents, single blanks: how names are compared."""
    decomposed = unicodedata.normalize("NFKD", text)
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold().split())


def phone_key(text: str) -> str:
    """The digits without country and trunk prefix, so that +32 81 12 34 56, 0032… and 081/12.34.56 are one number."""
    return re.sub(r"^((00)?32)?0?", "", re.sub(r"\D", "", text))


@dataclass
class Identity:
    """By what a person is recognised: names in both orders, mails, telephone keys, all in plain form."""

    names: set[str] = field(default_factory=set)
    mails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, text: str) -> Identity:
        """From what a person typed: a mail address, a telephone number, or a name."""
        identity = cls()
        for part in re.split(r"[;,\n]", text):
            word = plain(part)
            if "@" in word:
                identity.mails.add(word)
            elif len(re.sub(r"\D", "", word)) >= 6 and not re.search(r"[a-z]", word):
                identity.phones.add(phone_key(word))
            elif len(word) >= 3:
                identity._name(word.split(" "))
        return identity

    def _name(self, words: list[str]) -> None:
        self.names.add(" ".join(words))
        if len(words) > 1:
            self.names.update({" ".join([*words[1:], words[0]]), " ".join([words[-1], *words[:-1]])})

    def learn(self, person: dict[str, str]) -> None:
        """Take in what a matching record knows besides."""
        first, last = plain(person.get("first_name", "")), plain(person.get("last_name", ""))
        if first and last:
            self.names.update({f"{first} {last}", f"{last} {first}"})
        if person.get("email"):
            self.mails.add(plain(person["email"]))
        if len(key := phone_key(person.get("phone", ""))) >= 6:
            self.phones.add(key)

    def is_person(self, person: dict[str, str]) -> bool:
        """Whether a record of name, mail and telephone is this person."""
        first, last = plain(person.get("first_name", "")), plain(person.get("last_name", ""))
        return bool(
            {f"{first} {last}".strip(), f"{last} {first}".strip(), last} & self.names
            or plain(person.get("email", "")) in self.mails
            or phone_key(person.get("phone", "")) in self.phones
        )

    def in_text(self, text: str, *, place: bool = False) -> bool:
        """Whether a text names this person. place: a street that bears the name does not count."""
        if not text:
            return False
        words = plain(text)
        if any(mail in words for mail in self.mails):
            return True
        if self.phones and any(phone_key(found) in self.phones for found in _PHONE.findall(text)):
            return True
        return any(self._named(words, name, place) for name in self.names)

    @staticmethod
    def _named(words: str, name: str, place: bool) -> bool:
        return any(
            not (place and _STREET.search(words[: found.start()]))
            for found in re.finditer(r"(?<!\w)" + re.escape(name) + r"(?!\w)", words)
        )


@dataclass
class Plan:
    """The rows to erase. refs: incidents whose free text and photos go as a whole; the rest: single places."""

    refs: set[str] = field(default_factory=set)
    contents: set[int] = field(default_factory=set)
    cells: set[tuple[str, str]] = field(default_factory=set)
    remarks: set[tuple[str, str, str]] = field(default_factory=set)
    drafts: set[str] = field(default_factory=set)
    operators: set[str] = field(default_factory=set)

    def as_lists(self) -> dict[str, list[Any]]:
        return {
            "refs": sorted(self.refs), "contents": sorted(self.contents), "cells": sorted(map(list, self.cells)),
            "remarks": sorted(map(list, self.remarks)), "drafts": sorted(self.drafts),
            "operators": sorted(self.operators),
        }  # fmt: skip


def plan_person(tx: sqlite3.Connection, text: str) -> tuple[Plan, Identity]:
    """All that names a person. The incidents that they reported go as a whole; elsewhere what names them goes."""
    identity = Identity.of(text)
    plan = Plan()
    given = Identity(set(identity.names), set(identity.mails), set(identity.phones))
    for row in tx.execute("SELECT ref, body FROM content WHERE kind = 'person' AND body IS NOT NULL"):
        person = json.loads(row["body"])
        if given.is_person(person):
            plan.refs.add(row["ref"])
            identity.learn(person)
    for row in tx.execute("SELECT content_id, kind, ref, body FROM content WHERE body IS NOT NULL"):
        known = row["ref"] in plan.refs and row["kind"] not in PLACES_AND_STAFF
        if not known and identity.in_text(_leaves_text(row["body"]), place=row["kind"] == "address"):
            plan.contents.add(row["content_id"])
    _find_cells(tx, plan, identity)
    _find_elsewhere(tx, plan, identity)
    return plan, identity


def _find_elsewhere(tx: sqlite3.Connection, plan: Plan, identity: Identity) -> None:
    for row in tx.execute("SELECT endpoint, ref, update_id, who, body FROM remark"):
        if row["ref"] not in plan.refs and (identity.in_text(row["body"]) or identity.in_text(row["who"])):
            plan.remarks.add((row["endpoint"], row["ref"], row["update_id"]))
    for row in tx.execute("SELECT draft_id, form_json FROM draft"):
        if _in_draft(identity, row["form_json"]):
            plan.drafts.add(row["draft_id"])
    for row in tx.execute("SELECT operator_id, name FROM operator"):
        if plain(row["name"]) in identity.names:
            plan.operators.add(row["operator_id"])


def _in_draft(identity: Identity, text: str) -> bool:
    form = json.loads(text)
    records = [value for value in (form, form.get("person")) if isinstance(value, dict)]
    told = [{key: str(value) for key, value in record.items() if value} for record in records]
    return any(identity.is_person(record) for record in told if record) or identity.in_text(_leaves_text(text))


def _find_cells(tx: sqlite3.Connection, plan: Plan, identity: Identity) -> None:
    for row in tx.execute("SELECT * FROM incident"):
        for column in ("description", "status_notes", "assignee", "media_url", "address"):
            whole = row["ref"] in plan.refs and column in WHOLE
            if not whole and identity.in_text(row[column], place=column == "address"):
                plan.cells.add((row["ref"], column))
        for column in ("server_json", "base_json", "local_json"):
            for key, value in json.loads(row[column]).items():
                place = key == "address"
                if identity.in_text(value if isinstance(value, str) else canonical(value), place=place):
                    plan.cells.add((row["ref"], "address" if place else "description"))


def plan_older(tx: sqlite3.Connection, before: str) -> Plan:
    """The incidents on which nothing happened since `before` (UTC text) and of which nothing waits to be sent."""
    rows = tx.execute(
        "SELECT ref FROM incident WHERE updated_utc < ? AND ref NOT IN"
        " (SELECT ref FROM op_now WHERE state IN (SELECT value FROM json_each(?)))",
        (before, json.dumps(_UNSENT)),
    )
    plan = Plan(refs={row["ref"] for row in rows})
    plan.drafts = {row["draft_id"] for row in tx.execute("SELECT draft_id FROM draft WHERE saved_utc < ?", (before,))}
    return plan


def words_to_search(tx: sqlite3.Connection, plan: Plan, identity: Identity | None) -> list[str]:
    """Pieces of what will be erased, the most telling first, without those that stand rightly elsewhere too."""
    going: list[str] = []
    staying: list[str] = []
    for text, goes in _all_texts(tx, plan):
        (going if goes else staying).append(text)
    kept = "\n".join(staying)
    if identity is not None:
        going = [*(leaf for leaf in going if identity.in_text(leaf)), *going]
    pieces = list(dict.fromkeys(piece for text in going for piece in _pieces(text)))
    if identity is None:
        pieces = _every_nth(pieces, 4 * MOST_WORDS)
    telling = [piece for piece in pieces if piece not in kept]
    return telling[:MOST_WORDS] if identity is not None else _every_nth(telling, MOST_WORDS)


def _every_nth(pieces: list[str], most: int) -> list[str]:
    """An even sample of at most `most`."""
    return pieces[:: max(1, -(-len(pieces) // most))]


def _pieces(text: str) -> Iterator[str]:
    if 5 <= len(text) <= _PIECE:
        yield text
    for start in range(0, len(text) - _PIECE, _PIECE):
        yield text[start:start + _PIECE]


def _all_texts(tx: sqlite3.Connection, plan: Plan) -> Iterator[tuple[str, bool]]:
    """Every text of the store and whether it is to go. JSON counts leaf by leaf."""
    for row in tx.execute("SELECT content_id, kind, ref, body FROM content WHERE body IS NOT NULL"):
        goes = row["content_id"] in plan.contents or (row["ref"] in plan.refs and row["kind"] not in PLACES_AND_STAFF)
        for leaf in _leaves(row["body"]):
            yield leaf, goes
    for row in tx.execute("SELECT * FROM incident"):
        for column in _COLUMNS:
            yield row[column], (row["ref"] in plan.refs and column in WHOLE) or (row["ref"], column) in plan.cells
        for text in (row["service_name"], row["service_code"], row["service_request_id"], row["ref"]):
            yield text, False
    yield from _texts_elsewhere(tx, plan)


def _texts_elsewhere(tx: sqlite3.Connection, plan: Plan) -> Iterator[tuple[str, bool]]:
    for row in tx.execute("SELECT endpoint, ref, update_id, who, body FROM remark"):
        goes = row["ref"] in plan.refs or (row["endpoint"], row["ref"], row["update_id"]) in plan.remarks
        yield row["who"], goes
        yield row["body"], goes
    for row in tx.execute("SELECT draft_id, form_json FROM draft"):
        for leaf in _leaves(row["form_json"]):
            yield leaf, row["draft_id"] in plan.drafts
    for row in tx.execute("SELECT operator_id, name FROM operator"):
        yield row["name"], row["operator_id"] in plan.operators
    for row in tx.execute("SELECT service_json, definition_json FROM service"):
        for leaf in (*_leaves(row["service_json"]), *_leaves(row["definition_json"] or "")):
            yield leaf, False


def _leaves(text: str) -> Iterable[str]:
    """The single texts of a JSON value; of anything else the text itself."""
    if text[:1] not in {"{", "["}:
        return [text]
    try:
        return list(_walk(json.loads(text)))
    except ValueError:
        return [text]


def _walk(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)
    elif isinstance(value, str):
        yield value


def _leaves_text(text: str) -> str:
    return "\n".join(_leaves(text))
