"""The line before it is read: what surrounds an address in tables, mails and reports is put in order or taken away."""
from __future__ import annotations

import re

from .text import is_damaged, mend

_BREAKS = re.compile(r"[\r\n\t;|]+")
# between words, not between the numbers of a range
_DASH = re.compile(r"(?<!\d)\s+[-–—]\s+|\s+[-–—]\s+(?!\d)|\s+[-–—]\s+(?=[1-9]\d{3}\s+[^\W\d_])")
_LOST = re.compile(r"(?<=[^\W\d_])[?\ufffd]{1,2}(?=[^\W\d_]|-|\s\w)")
_GLUED_CODE = re.compile(r"\b([1-9]\d{3})(?=[^\W\d_]{3})")
_GLUED_NUMBER = re.compile(r"(?<=[^\W\d_]{3})(?=\d{1,4}[a-z]?\s*(?:,|$))", re.IGNORECASE)
_ZEROS = re.compile(r"(?<![\w.,/+-])0+(?=[1-9]\d{0,3}(?!\d|[./]\d))")
_BRACKET_BOX = re.compile(r"\(\s*((?:bte|bt|bo[iîÎ]te|bus|box|b)\b[^()]*)\)", re.IGNORECASE)
# how people begin; what follows is the address
_BEGIN = re.compile(
    r"^\s*(?:(?:adresse|lieu(?:\s+des\s+faits)?|domicile|résidence\s+principale)\s*:\s*"
    r"|(?:j['’ ]?\s?habite|habitant|domicili[ée]e?|demeurant|résidant)\s+(?:à\s+la\s+|au\s+|à\s+l['’]|à\s+)?"
    r"|(?:à|a)\s+(?:la\s+)?hauteur\s+d[ue]\s+|devant\s+(?:le|la|l['’])\s*|(?:en\s+)?face\s+d[ue]\s+|au\s+(?=\d|n))",
    re.IGNORECASE,
)
# "10 de la Rue Haute": the number comes first, as in speech
_NUMBER_OF = re.compile(
    r"^((?:n°\s*|num[ée]ro\s+|n\s)?\d{1,4}\s?[a-z]?)\s*,?\s+(?:de\s+la|de\s+l['’]|du|de)\s+(?=\w+\s)", re.IGNORECASE
)
_NUMBER_WORD = re.compile(r"\bnum[ée]ro\s+(?=\d)|\bnr\.?\s*(?=\d)", re.IGNORECASE)
_FLOOR = re.compile(
    r"(?:^|[\s,(])(?:\d{1,2}\s?(?:er|ère|ere|e|ème|eme|ième)\s+[ée]tage|b[âa]t(?:iment)?\.?\s+[A-Z0-9]{1,2}"
    r"|(?:appartement|appart|appt|app|apt)\b\.?\s*(?:n°\s*)?\d\w{0,3})(?=[\s,)]|$)",
    re.IGNORECASE,
)
_COUNTRY = re.compile(r"[\s,(]+(?:Belgique|Belgi[eë]|Belgien|Belgium|BE)[)\s.]*$", re.IGNORECASE)


def ordered(text: str) -> str:
    """One line, its lines and columns set apart by commas, as `halves` reads it."""
    return _DASH.sub(", ", clean(_BREAKS.sub(", ", text.strip())))


def tidy(text: str) -> str:
    """Answer one line, its parts set apart by commas."""
    text = clean(_BREAKS.sub(", ", text.strip()))
    if not text:
        return text
    text = _LOST.sub("e", text)  # é is what is lost most often; a typing error explains the others
    text = _BRACKET_BOX.sub(r"\1", _COUNTRY.sub("", text))
    text = _DASH.sub(", ", text)
    text = _GLUED_NUMBER.sub(" ", _GLUED_CODE.sub(r"\1 ", _ZEROS.sub("", text)))
    text = _BEGIN.sub("", _FLOOR.sub(", ", text)).strip(" ,")
    return _NUMBER_OF.sub(r"\1 ", _NUMBER_WORD.sub("", text))


def clean(text: str) -> str:
    """One line without control characters; letters that were read in the wrong encoding are mended where possible."""
    text = " ".join(text.replace("\ufeff", "").split())
    return (mend(text) or text) if is_damaged(text) else text
