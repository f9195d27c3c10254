"""Taking one line apart: street, number, box, postcode, locality, and what is none of these.

A line can be read in several ways ("Rue du 11 Novembre 5 2e étage"), so `read_line` answers readings, the likely one
first, and the matcher lets the register decide.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from .text import WAY_TYPES, street_key

_NUMBER = re.compile(
    r"""(?<![\w/-])
    (?:n[°ro]{0,2}\.?\s*)?(?P<first>\d{1,4}
        (?:\s?(?:bis|ter|quater)\b | [a-z](?![a-z])\d{0,3} | \s[a-z](?![\w'’./]|\s\d) | [a-z]{2,3}\d?(?![a-z]))?)
    (?P<rest>(?:\s?[-–+/&]\s?\d{1,4}[a-z]?(?![\w]) | /[a-z0-9][\w.-]{0,6} | -[a-z]{1,2}(?![\w]))*)
    (?![\w])""",
    re.IGNORECASE | re.VERBOSE,
)
_ORDINAL = re.compile(r"\d+(?:er|ere|ère|ème|eme|ième|ieme|nd|nde)", re.IGNORECASE)
# "2e étage", but "34E" is a number with its letter
_FLOOR = re.compile(r"\d+e\s+[^\W\d_]{3}", re.IGNORECASE)
_BOX = re.compile(
    r"[\s,;/-]*\b(?:bte|bt|bo[iîÎ]te?s?|bus|box|b)(?:\s*n[°o]\s*|\s*[.:°]+\s*|\s*)"
    r"(?P<box>[a-z]{0,3}[\s.]?\d[\w./+-]{0,8}|/\d\w{0,4}"
    r"|(?:rez|rdch?|rc)[./+-]?\w{0,3}\.?|et\.?\d|[a-z][/-]\w{1,4}|[a-z](?:\.[a-z])+\.?|[a-z]\d*)(?!\w)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"(?<![\w/-])(?:BE?\s?-\s?)?([1-9]\d{3})(?![\w/]|-\d)")
_ABROAD = re.compile(r"(?<![\w/-])((?:L|F|D|NL|CH)-\d{4,5}|\d{5})(?=\s+[^\W\d_]{2})", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_SEPARATORS = " ,;-–/()\t"
# "Rue Haute 5 à 5000 Namur"
_AT = re.compile(r"(?<=\w)\s+(?:à|a|te|in)\s*$")

# Not addresses. Road points: "N4 BK 23.5", borne kilométrique (facts §4, 22). Post boxes have no place on a map.
_ROAD_POINT = re.compile(
    r"\b(?:RN|RR|[NAER])[\s.-]?\d{1,3}[a-z]?\b.*?\b(?:B\.?K\.?|P\.?K\.?|km|borne(?:\s+kilom[ée]trique)?|cumul[ée]+e?s?)"
    r"\s*:?\s*\d",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\W*(?:(?:adresse|rue|domicile)?\s*(?:inconnue?s?|non\s+communiqu[ée]+e?|manquante?)|n[ée]ant|nihil|null|none|vide|n\W?a\.?"
    r"|[aà]\s+compl[ée]ter|idem\b.*|voir\b.*|sans\s+(?:adresse|domicile)\b.*|sdf|radi[ée]e?\b.*|#?ref!?|#\w+!?|div\W0)\W*",
    re.IGNORECASE,
)
_ROAD_ONLY = re.compile(r"\s*(?:autoroute\s+)?[AE]\s?\d{1,3}(?:\s?/\s?[AE]\s?\d{1,3})?\s*", re.IGNORECASE)
_POST_BOX = re.compile(r"\b(?:b\.?p\.?|bo[iî]te postale|p\.?o\.? ?box|postbus|postfach)\s*(?:n°)?\s*\d", re.IGNORECASE)
_CONTACT = re.compile(r"\S+@\S+\.\w{2,}|https?://|www\.|^\s*(?:\+|00)\d[\d ./()-]{6,}$", re.IGNORECASE)
_HAS_LETTER = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True)
class Fields:
    """An address as given, in its parts. `extra` is text that is no part of it."""

    street: str = ""
    number: str = ""
    box: str = ""
    postcode: str = ""
    locality: str = ""
    extra: str = ""


def is_no_address(text: str) -> bool:
    """Tell whether a line is clearly something else: a road point, a post box, a mail or web address, no words."""
    if not _HAS_LETTER.search(text):
        return not _POSTCODE.fullmatch(text.strip())
    if _NOTHING.fullmatch(text) or _ROAD_POINT.search(text) or _ROAD_ONLY.fullmatch(text) or _CONTACT.search(text):
        return True
    return bool(_POST_BOX.search(text)) and not any(word in WAY_TYPES for word in street_key(text).split())


def read_line(text: str, is_place: Callable[[str], bool], is_postcode: Callable[[str], bool]) -> Iterator[Fields]:
    """Yield readings of a line. is_place and is_postcode: whether the register knows such a name or postcode."""
    brackets = [first or second for first, second in _BRACKETS.findall(text)]
    text = _BRACKETS.sub(" , ", text)
    front, postcode, back = _split_postcode(text, is_postcode)
    locality = next((inside for inside in brackets if is_place(inside)), "")
    if back:
        locality = back
    elif not locality:
        front, locality = _split_locality(front, is_place)
    seen = set()
    for reading in _read_street(front):
        fields = replace(reading, postcode=postcode, locality=locality)
        if not fields.locality and fields.extra and is_place(fields.extra):
            fields = replace(fields, locality=fields.extra, extra="")
        if fields not in seen:
            seen.add(fields)
            yield fields


def _split_postcode(text: str, is_postcode: Callable[[str], bool]) -> tuple[str, str, str]:
    found = list(_POSTCODE.finditer(text))
    known = [match for match in found if is_postcode(match[1])]
    if not known and (abroad := _ABROAD.search(text)):
        return text[: abroad.start()].strip(_SEPARATORS), abroad[1], text[abroad.end() :].strip(_SEPARATORS)
    if not found:
        return text, "", ""
    if not known:  # a postcode of elsewhere; at the end of a street it is rather a number
        match = found[-1]
        if not text[match.end() :].strip(_SEPARATORS) and "," not in text[: match.start()]:
            return text, "", ""
    else:
        match = known[-1]
    before, after = _AT.sub("", text[: match.start()]).strip(_SEPARATORS), text[match.end() :].strip(_SEPARATORS)
    if not before:  # postcode and place come first
        place, comma, street = after.partition(",")
        return (street, match[1], place.strip(_SEPARATORS)) if comma else _place_first(after, match[1])
    place, _, more = after.partition(",")
    if not _has_digit(before) and _has_digit(after):
        if more and _has_digit(more) and not _has_digit(place):
            # "Rue Haute, 5000 Namur, 12" or "Namur 5000, Rue Haute 12"
            if not place.strip():
                return more, match[1], before
            return f"{before}, {more}" if _leads_with_way(before) else more, match[1], place.strip(_SEPARATORS)
        if not _leads_with_way(before):
            return after, match[1], before
    return before, match[1], place.strip(_SEPARATORS)


def _place_first(text: str, postcode: str) -> tuple[str, str, str]:
    """`Namur Rue de Fer 12` after a postcode: the street begins with its kind of way."""
    words = text.split()
    for place in range(1, len(words) - 1):
        if street_key(words[place] + " x").split()[0] in WAY_TYPES and _has_digit("".join(words[place:])):
            return " ".join(words[place:]), postcode, " ".join(words[:place]).strip(_SEPARATORS)
    return "", postcode, text.strip(_SEPARATORS)


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _leads_with_way(text: str) -> bool:
    return street_key(text).split(" ", 1)[0] in WAY_TYPES


def _split_locality(text: str, is_place: Callable[[str], bool]) -> tuple[str, str]:
    """Find a place without a postcode: a part between commas, or the longest known name at the end of the line."""
    parts = [part.strip(_SEPARATORS) for part in re.split(r",|;|\s[-–]\s", text) if part.strip(_SEPARATORS)]
    if len(parts) > 1:
        for part in (parts[-1], parts[0]):
            if is_place(part):
                return ", ".join(other for other in parts if other is not part), part
        if not any(digit.isdigit() for digit in parts[-1]) and any(digit.isdigit() for digit in "".join(parts[:-1])):
            return ", ".join(parts[:-1]), parts[-1]
        return text, ""
    words = text.split()
    for start in range(max(1, len(words) - 5), len(words)):
        end = " ".join(words[start:])
        # without a number before it, a name at the end may be part of the street: "Rue de Namur"
        before = words[start - 2] if words[start - 1] in ("à", "a", "à", "te", "in") and start > 1 else words[start - 1]
        if before[0].isdigit() and is_place(end):
            return _AT.sub("", " ".join(words[:start])), end
    return text, ""


def _read_street(text: str) -> Iterator[Fields]:
    text = text.strip(_SEPARATORS)
    numbers = [match for match in _NUMBER.finditer(text) if not _is_ordinal(text, match)]
    inner = [match for match in numbers if _HAS_LETTER.search(text[: match.start()])]
    ordered = inner[-1:] + inner[:-1] if len(inner) > 1 and not _after_box(text, inner[-1]) else inner[:1] + inner[1:]
    if len(inner) > 1:
        ordered = sorted(inner, key=lambda match: bool(_HAS_LETTER.search(text[match.end() :].split(",")[0])))
        ordered = [match for match in ordered if not _after_box(text, match)] or ordered
    first = [match for match in numbers if match.start() == 0]
    for match in ordered if not first or _BOX.match(text[first[0].end() :]) is None else []:
        yield from _with_number(text[: match.start()], match, text[match.end() :])
    for match in first:
        yield from _with_number(text[match.end() :], match, "")
    if not numbers or not (ordered or first):
        yield from _segments(Fields(street=text))
    elif ordered:
        yield Fields(street=text)


def _is_ordinal(text: str, match: re.Match[str]) -> bool:
    return bool(_ORDINAL.fullmatch(match[0].strip()) or _FLOOR.match(text, match.start("first")))


def _after_box(text: str, match: re.Match[str]) -> bool:
    return any(box.start() < match.start() < box.end() for box in _BOX.finditer(text))


def _with_number(street: str, match: re.Match[str], after: str) -> Iterator[Fields]:
    number, box, extra = match["first"] + match["rest"], "", after
    found = _BOX.match(after) or (_BOX.match(street) if not after else None)
    if found:
        box = found["box"]
        if after:
            extra = after[found.end() :]
        else:
            street = street[found.end() :]
    fields = Fields(street=street.strip(_SEPARATORS), number=number.strip(), box=box, extra=extra.strip(_SEPARATORS))
    yield from _segments(fields)


def _segments(fields: Fields) -> Iterator[Fields]:
    """Leave out what stands before the street: `c/o Dupont, Rue …`, `ASBL Les Amis Rue …`."""
    parts = [part.strip(_SEPARATORS) for part in re.split(r"[,;]|\s[-–]\s", fields.street) if part.strip(_SEPARATORS)]
    with_way = [part for part in parts if street_key(part).split()[:1] and street_key(part).split()[0] in WAY_TYPES]
    chosen = (with_way or parts or [""])[-1]
    rest = " ".join([part for part in parts if part is not chosen] + ([fields.extra] if fields.extra else []))
    yield replace(fields, street=chosen, extra=rest)
    words = chosen.split()
    for place in range(1, len(words) - 1):
        if street_key(words[place]) in WAY_TYPES:
            yield replace(fields, street=" ".join(words[place:]), extra=" ".join([*words[:place], rest]).strip())
            break


def split_number(street: str, number: str, box: str) -> Iterator[Fields]:
    """Readings of separate fields: a number may stand in the street's field, a box in the number's."""
    street, number, box = street.strip(_SEPARATORS), number.strip(_SEPARATORS), box.strip(_SEPARATORS)
    if not number:
        for fields in _read_street(street):
            yield replace(fields, box=box or fields.box)
        return
    found = _NUMBER.match(number)
    if found and not box:
        inside = _BOX.match(number[found.end() :])
        if inside:
            number, box = found[0].strip(), inside["box"]
    whole = _BOX.fullmatch(box)
    yield Fields(street=street, number=number, box=whole["box"] if whole else box)
