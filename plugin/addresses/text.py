"""How names are compared: folded to plain lower-case words, abbreviations written out, damaged letters mended.

`fold` loses accents, case, hyphens and apostrophes; `expand` turns `bd` into `boulevard`. The register is abbreviated
too ("Rue St Antoine"), so both sides go through the same functions.
"""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# raised when a change below makes stored keys wrong; a register with another number computes its keys anew
RULES = 2

_SPECIAL = str.maketrans(
    {"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "\u2019": "'", "\u00ad": None}
)
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")

# Words that name a kind of way. Source: first words of the Walloon register 2019 that occur 10 times and mean one.
WAY_TYPES = frozenset(
    "rue chemin avenue place clos route allee ruelle chaussee sentier impasse cite voie dreve boulevard residence quai "
    "cour square thier tienne venelle quartier parc domaine passage faubourg esplanade promenade rampe hameau parvis "
    "rond point mail cours galerie montee strasse weg platz gasse ring allei laan straat zoning".split()
)
ARTICLES = frozenset(
    "a al au aux d da de des del di dit du en et l la le les s sur sous lez "
    "von der die das den dem zum zur am an im in auf van".split()
)

# Abbreviations and what they stand for. Source: facts of the project (bePelias, phacochr) and the register itself.
_WAY_ABBREVIATIONS = {
    "r": "rue", "av": "avenue", "ave": "avenue", "aven": "avenue", "bd": "boulevard", "bld": "boulevard",
    "bvd": "boulevard", "blvd": "boulevard", "boul": "boulevard", "bl": "boulevard", "ch": "chaussee",
    "chee": "chaussee", "chs": "chaussee", "cl": "clos",
    "chauss": "chaussee", "chem": "chemin", "che": "chemin", "chm": "chemin",
    "pl": "place", "plc": "place",
    "rte": "route", "rt": "route", "all": "allee", "imp": "impasse", "sq": "square", "res": "residence",
    "resid": "residence", "fg": "faubourg", "fbg": "faubourg", "faub": "faubourg", "sent": "sentier", "dom": "domaine",
    "qu": "quai", "quart": "quartier", "lot": "lotissement", "espl": "esplanade", "prom": "promenade", "rle": "ruelle",
    "str": "strasse", "passg": "passage", "ham": "hameau", "dr": "dreve", "ven": "venelle",
}  # fmt: skip
_WORD_ABBREVIATIONS = {
    "st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "dr": "docteur", "doct": "docteur",
    "gen": "general", "gal": "general", "prof": "professeur", "pr": "professeur", "pres": "president", "col": "colonel",
    "cap": "capitaine", "capt": "capitaine", "cdt": "commandant", "com": "commandant", "lt": "lieutenant",
    "lieut": "lieutenant", "mal": "marechal", "mar": "marechal", "sgt": "sergent", "adj": "adjudant", "abb": "abbe",
    "mgr": "monseigneur", "nd": "notre dame", "n d": "notre dame", "bgm": "bourgmestre", "bourgm": "bourgmestre",
    "burg": "burgmestre", "chev": "chevalier", "ing": "ingenieur", "gd": "grand", "gde": "grande", "gds": "grands",
    "pt": "petit", "pte": "petite", "vx": "vieux", "vve": "veuve", "me": "maitre", "mme": "madame", "chap": "chapelle",
    "egl": "eglise", "fr": "freres", "frs": "freres", "chat": "chateau", "min": "ministre", "ind": "industriel",
    "sen": "senateur", "baron": "baron", "bon": "baron", "sr": "soeur", "sq": "square",
}  # fmt: skip
_MOJIBAKE = re.compile("[\u00c2\u00c3\u00c5\u00e2][\u0080-\u00bf\u0152-\u2122]")
_SURROGATE = re.compile("[\udc80-\udcff]")


def fold(text: str) -> str:
    """Answer lower-case ASCII words with one space between: `Rue de l'Église` -> `rue de l eglise`."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return _NOT_A_WORD.sub(" ", text.lower()).strip()


@lru_cache(maxsize=50_000)
def street_key(name: str) -> str:
    """Fold a street's name and write its abbreviations out: `Bd St.-Jean` -> `boulevard saint jean`."""
    words = fold(name).split()
    expanded = []
    for place, word in enumerate(words):
        way = _WAY_ABBREVIATIONS.get(word) if place == 0 and len(words) > 1 else None
        expanded.append(way or _WORD_ABBREVIATIONS.get(word) or _split_way(word))
    return " ".join(expanded)


def _split_way(word: str) -> str:
    """German names are one word: `bahnhofstr` -> `bahnhofstrasse`."""
    if word.endswith("str") and len(word) > 5:
        return word + "asse"
    return word


@lru_cache(maxsize=50_000)
def exact_key(key: str) -> str:
    """Drop articles from a `street_key` and close it up, so that `place de la gare` equals `place gare`."""
    words = [word for word in key.split() if word not in ARTICLES]
    return "".join(words) if words else key.replace(" ", "")


def core_words(key: str) -> list[str]:
    """The words of a `street_key` that name the street: no articles, no leading kind of way (unless that is all)."""
    words = [word for word in key.split() if word not in ARTICLES]
    core = words[1:] if words and words[0] in WAY_TYPES else words
    return core or words or key.split()


def alternatives(word: str) -> tuple[str, ...]:
    """What a typed word may begin: itself, or what it abbreviates (`st` may become `station` or be `saint`)."""
    found = [word]
    for table in (_WAY_ABBREVIATIONS, _WORD_ABBREVIATIONS):
        full = table.get(word)
        if full and full not in found:
            found.append(full)
    return tuple(found)


def is_damaged(text: str) -> bool:
    """Tell whether `text` holds bytes that were not UTF-8, letters read in the wrong encoding, or lost letters."""
    return not text.isascii() and bool(_SURROGATE.search(text) or _MOJIBAKE.search(text) or "\ufffd" in text)


def mend(text: str) -> str | None:
    """Give back the text that was meant: cp1252 bytes inside UTF-8, or UTF-8 read as cp1252. None: letters are lost.

    The file is read as UTF-8 with `surrogateescape`, which keeps every byte.
    """
    if text.isascii():
        return text
    if _SURROGATE.search(text):
        raw = text.encode("utf-8", "surrogateescape")
        text = raw.decode("cp1252", "replace")
    for _ in range(2):  # some files were wrongly read twice
        if not _MOJIBAKE.search(text):
            break
        try:
            text = _cp1252_bytes(text).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            break
    return None if "\ufffd" in text else text


def _cp1252_bytes(text: str) -> bytes:
    """Like cp1252, and the five bytes that it leaves out stand for themselves, as browsers and Excel have it."""
    return b"".join(bytes([ord(letter)]) if ord(letter) < 256 else letter.encode("cp1252") for letter in text)
