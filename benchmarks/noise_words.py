"""Tables and small helpers of the noise generator: how people shorten, what they add, which keys are near."""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SHORT_TYPES = {
    "Rue": ["R.", "r.", "R"],
    "Avenue": ["Av.", "Ave", "av"],
    "Boulevard": ["Bd", "Bld", "Boul.", "Bvd."],
    "Chaussée": ["Chée", "Chs.", "Ch.", "Chauss."],
    "Place": ["Pl.", "pl"],
    "Chemin": ["Ch.", "Chem."],
    "Route": ["Rte", "Rte."],
    "Allée": ["All."],
    "Impasse": ["Imp."],
    "Square": ["Sq."],
    "Résidence": ["Rés."],
    "Faubourg": ["Fg", "Fbg"],
    "Quai": ["Q."],
    "Sentier": ["Sent."],
    "Clos": ["Cl."],
    "Drève": ["Dr."],
}
SHORT_WORDS = {
    "Saint": "St",
    "Sainte": "Ste",
    "Docteur": "Dr",
    "Général": "Gén.",
    "Notre-Dame": "N.-D.",
    "Professeur": "Prof.",
    "Abbé": "Abbé",
    "Maréchal": "Mal",
    "Capitaine": "Cap.",
    "Colonel": "Col.",
    "Président": "Prés.",
    "Grand": "Gd",
    "Grande": "Gde",
    "Lieutenant": "Lt",
    "Commandant": "Cdt",
    "Église": "Egl.",
    "Château": "Chât.",
    "Frères": "Frs",
}
BOXES = [
    "bte {}",
    "Bte {}",
    "boîte {}",
    "BOITE {}",
    "b{}",
    "B {}",
    "bus {}",
    "/{}",
    "bt {}",
    "bte.{}",
    ", bte {}",
    "box {}",
    "(bte {})",
    "- boîte {}",
    "Bte n° {}",
]
EXONYMS = {
    "Namur": ["Namen"],
    "Liège": ["Luik", "Lüttich"],
    "Mons": ["Bergen"],
    "Tournai": ["Doornik"],
    "Nivelles": ["Nijvel"],
    "Wavre": ["Waver"],
    "Arlon": ["Arel", "Aarlen"],
    "Waimes": ["Weismes"],
    "Malmedy": ["Malmünd"],
    "Mouscron": ["Moeskroen"],
    "Huy": ["Hoei"],
    "Ath": ["Aat"],
    "Enghien": ["Edingen"],
    "Soignies": ["Zinnik"],
    "Jodoigne": ["Geldenaken"],
    "Waremme": ["Borgworm"],
    "Comines-Warneton": ["Komen-Waasten"],
    "Lessines": ["Lessen"],
    "Braine-l'Alleud": ["Eigenbrakel"],
    "Bastogne": ["Bastenaken"],
    "Verviers": ["Verviers"],
    "La Hulpe": ["Terhulpen"],
    "Visé": ["Wezet"],
}
EXTRAS = [
    "2ème étage",
    "1er étage",
    "rez",
    "(en face de la gare)",
    "c/o Dupont",
    "app. 3",
    "chez Mme Lambert",
    "ASBL Le Phare",
    "(Belgique)",
    "appartement 12",
    "à l'arrière",
    "sonnette Martin",
]
ARTICLE = re.compile(r"(?<=\s)(?:de la|de l'|des|du|de|d')\s*", re.IGNORECASE)
KEYS = {letter: near for near in ("azertyuiop", "qsdfghjklm", "wxcvbn") for letter in near}
SYLLABLES = "bra zo mel tri vou kan pli gor du sec hu far nol ti ques mir jab lo pren sta vix".split()


@dataclass(frozen=True)
class Query:
    cls: str
    line: str
    expect: str
    street_id: str = ""
    postcode: str = ""
    number: str = ""
    box: str = ""


@dataclass(frozen=True)
class Truth:
    """One house of the register, as it writes it."""

    street: object
    number: str
    box: str = ""

    @property
    def name(self) -> str:
        return self.street.name

    @property
    def postcode(self) -> str:
        return self.street.postcode

    @property
    def commune(self) -> str:
        return self.street.commune.name


def plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", no_accents(text).lower()).split())


def no_accents(text: str) -> str:
    text = text.replace("ß", "ss").replace("œ", "oe").replace("’", "'")
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def written(truth: Truth, name: str | None = None, number: str | None = None) -> str:
    return f"{truth.name if name is None else name} {number or truth.number}, {truth.postcode} {truth.commune}"


def short(noise, name: str) -> str:
    first, _, rest = name.partition(" ")
    if rest and first in SHORT_TYPES:
        name = f"{noise.chance.choice(SHORT_TYPES[first])} {rest}"
    words = [SHORT_WORDS.get(word, word) if place else word for place, word in enumerate(name.split(" "))]
    words = [
        re.sub(r"^(Saint|Sainte)-", lambda found: {"Saint": "St-", "Sainte": "Ste-"}[found[1]], word) for word in words
    ]
    return " ".join(words)
