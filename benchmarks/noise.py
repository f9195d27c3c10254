"""Addresses as people write them, made from the register: spreadsheets, police reports, mails, notes from the phone.

Every query knows its truth. `expect` is address (street, number, and box where `box` is set), street (the number does
not exist), ambiguous, none (no such street), not_an_address or vicinity. Classes and weights: error classes 1 to 22 of
the project's facts. The generator does not import the matcher's tables; a seed makes it repeatable.
"""
from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace

import noise_classes
from noise_words import KEYS, SYLLABLES, Query, Truth, plain

# percent of the realistic mix; classes without a weight are only in the equal set
MIX = {
    "clean": 30,
    "upper": 10,
    "upper_noacc": 10,
    "abbr": 10,
    "punct": 5,
    "box": 8,
    "ranges": 3,
    "section": 8,
    "wrong_pc": 1.5,
    "no_pc": 1.5,
    "no_city": 1,
    "num_first": 2,
    "typo1": 3,
    "typo2": 1,
    "drop_article": 1,
    "drop_type": 0.5,
    "extra": 2,
    "exonym": 0.5,
    "unknown_number": 2,
    "invented": 0.25,
    "elsewhere": 0.25,
    "several": 0.5,
}

# every function of that file is a class of its name
CLASSES = {
    name: make
    for name, make in vars(noise_classes).items()
    if callable(make) and getattr(make, "__module__", "") == noise_classes.__name__
}


class Noise:
    """Makes queries from one register. `seed`: the same seed makes the same queries."""

    def __init__(self, register, seed: int) -> None:
        self.register, self.chance = register, random.Random(seed)
        self.by_name = defaultdict(list)
        for street in register.streets:
            self.by_name[street.nis, plain(street.name.split(" (")[0])].append(street)
        self.known = {plain(street.name) for street in register.streets}
        self.postcodes = defaultdict(set)
        for street in register.streets:
            self.postcodes[street.nis].add(street.postcode)
        self.boxed = [row[0] for row in register.rows("SELECT DISTINCT house FROM box")]
        self.bis = [
            row[0] for row in register.rows("SELECT id FROM house WHERE lower(number) GLOB '*[0-9 ][bt][ie][sr]'")
        ]
        self.homonyms = [
            street for same in self.by_name.values() if len({one.street_id for one in same}) > 1 for street in same
        ]
        self.letters = [row[0] for row in register.rows("SELECT id FROM house WHERE number GLOB '*[0-9][A-Z]'")]

    def all(self, per_class: int) -> list[Query]:
        return [query for cls in CLASSES for query in self.of(cls, per_class)]

    def mix(self, count: int) -> list[Query]:
        chosen = self.chance.choices(list(MIX), list(MIX.values()), k=count)
        return [query for cls in chosen for query in self.of(cls, 1)]

    def of(self, cls: str, count: int) -> list[Query]:
        made: list[Query] = []
        tries = 0
        while len(made) < count and tries < count * 400:
            tries += 1
            query = CLASSES[cls](self, self.house())
            if query is not None:
                made.append(replace(query, cls=cls))
        return made

    def house(self, ids: list[int] | None = None) -> Truth:
        last = self.register.info.addresses
        house_id = self.chance.choice(ids) if ids else self.chance.randint(1, last)
        row = self.register.rows("SELECT number, address, x, y, status, id FROM house WHERE id = ?", (house_id,))[0]
        house = self.register.house_of(row)
        boxes = self.register.boxes(house) if ids is self.boxed else []
        return Truth(self.register.street_of(house), house.number, self.chance.choice(boxes).box if boxes else "")

    def query(self, truth: Truth, line: str, expect: str = "address") -> Query:
        return Query("", line, expect, truth.street.street_id, truth.postcode, truth.number, truth.box)

    def numbers(self, street) -> set[str]:
        return {house.number.upper() for house in self.register.houses(street)}

    def same_name(self, truth: Truth) -> list:
        return self.by_name[truth.street.nis, plain(truth.name.split(" (")[0])]

    def sections(self, truth: Truth) -> list[str]:
        return self.register.places.localities(truth.postcode, truth.street.nis)

    # -- single letters ---------------------------------------------------------------------------

    def typo(self, text: str) -> str:
        """One slip of the fingers in the letters of a name, not in its first word."""
        start = text.find(" ") + 1
        places = [place for place in range(start, len(text)) if text[place].isalpha()]
        if len(places) < 5:
            return ""
        place, kind = self.chance.choice(places[:-1]), self.chance.randrange(5)
        letter = text[place].lower()
        if kind == 0:
            return text[:place] + text[place + 1 :]
        if kind == 1:
            return text[:place] + text[place] + text[place:]
        if kind == 2 and text[place + 1].isalpha():
            return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        near = KEYS.get(letter, "aeinrst")
        if kind == 3:
            return text[:place] + self.chance.choice(near) + text[place + 1 :]
        return text[:place] + self.chance.choice("aeinrstlou") + text[place:]

    def invented(self) -> str:
        word = "".join(self.chance.choice(SYLLABLES) for _ in range(self.chance.randint(2, 4))).capitalize()
        more = self.chance.choice(["", "", " " + "".join(self.chance.choices(SYLLABLES, k=2)).capitalize()])
        joint = self.chance.choice([" de ", " du ", " des ", " "])
        return self.chance.choice(["Rue", "Rue", "Avenue", "Chemin", "Place", "Clos"]) + joint + word + more
