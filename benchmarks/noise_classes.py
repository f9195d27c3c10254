"""The classes of noise, one function each: from a true address to what somebody wrote; None where it does not apply."""
from __future__ import annotations

import re
from dataclasses import replace

from noise_words import ARTICLE, BOXES, EXONYMS, EXTRAS, SHORT_TYPES, Truth, no_accents, plain, short, written


def clean(noise, truth):
    return noise.query(truth, written(truth))


def upper(noise, truth):
    return noise.query(truth, written(truth).upper())


def upper_noacc(noise, truth):
    return noise.query(truth, no_accents(written(truth)).upper())


def abbr(noise, truth):
    name = short(noise, truth.name)
    return noise.query(truth, written(truth, name)) if name != truth.name else None


def initials(noise, truth):
    words = truth.name.split(" ")
    if len(words) < 3 or not all(word[:1].isupper() and len(word) > 3 for word in words[1:]):
        return None
    return noise.query(truth, written(truth, f"{words[0]} {words[1][0]}. {' '.join(words[2:])}"))


def punct(noise, truth):
    name = noise.chance.choice(
        [
            truth.name.replace("'", "’"),
            truth.name.replace("'", " "),
            truth.name.replace("-", " "),
            truth.name.replace("'", "' "),
            truth.name.replace(" ", "-"),
            truth.name.replace("'", ""),
        ]
    )
    return noise.query(truth, written(truth, name)) if name != truth.name else None


def mojibake(noise, truth):
    line = written(truth)
    if line.isascii():
        return None
    return noise.query(
        truth, line.encode().decode("cp1252", "replace") if "à" not in line and "Í" not in line else line
    )


def lost_accent(noise, truth):
    line = written(truth)
    return None if line.isascii() else noise.query(truth, "".join("?" if not c.isascii() else c for c in line))


def box(noise, truth):
    truth = noise.house(noise.boxed)
    how = noise.chance.choice(BOXES).format(truth.box)
    gap = "" if how[0] in "/," else " "
    return noise.query(truth, written(truth, number=f"{truth.number}{gap}{how}"))


def box_missing(noise, truth):
    return noise.query(truth, written(truth, number=f"{truth.number} bte {noise.chance.randint(1, 30)}"))


def ranges(noise, truth):
    if not truth.number.isdigit():
        return None
    other = str(int(truth.number) + 2)
    if f"{truth.number}-{other}" in noise.numbers(truth.street):
        return None
    return noise.query(
        truth,
        written(truth, number=truth.number + noise.chance.choice(["-", " - ", "/", "–", " à ", " et ", "+"]) + other),
    )


def letter(noise, truth):
    truth = noise.house(noise.letters)
    digits, last = truth.number[:-1], truth.number[-1]
    if not digits.isdigit():
        return None
    given = noise.chance.choice(
        [
            f"{digits} {last.lower()}",
            f"{digits}{last.lower()}",
            f"{digits}/{last}",
            f"{digits} {last}",
            f"{digits}-{last}",
        ]
    )
    return noise.query(truth, written(truth, number=given))


def bis(noise, truth):
    truth = noise.house(noise.bis)
    found = re.fullmatch(r"(\d+)\s*(\w+)", truth.number)
    return noise.query(truth, written(truth, number=f"{found[1]} {found[2].lower()}")) if found else None


def section(noise, truth):
    names = [name for name in noise.sections(truth) if plain(name) != plain(truth.commune)]
    if not names:
        return None
    return noise.query(truth, f"{truth.name} {truth.number}, {truth.postcode} {noise.chance.choice(names)}")


def section_only(noise, truth):
    names = [name for name in noise.sections(truth) if plain(name) != plain(truth.commune)]
    if not names or len(noise.same_name(truth)) > 1 or len(noise.register.places.names.get(plain(names[0]), [1])) != 1:
        return None
    return noise.query(truth, f"{truth.name} {truth.number}, {names[0]}")


def section_brackets(noise, truth):
    names = [name for name in noise.sections(truth) if plain(name) != plain(truth.commune)]
    if not names:
        return None
    return noise.query(truth, f"{truth.name} {truth.number}, {truth.postcode} {truth.commune} ({names[0]})")


def wrong_pc(noise, truth):
    others = noise.postcodes[truth.street.nis] - {one.postcode for one in noise.same_name(truth)}
    if not others or len(noise.same_name(truth)) > 1:
        return None
    return noise.query(truth, f"{truth.name} {truth.number}, {noise.chance.choice(sorted(others))} {truth.commune}")


def no_pc(noise, truth):
    if len(noise.same_name(truth)) > 1:
        return None
    return noise.query(truth, f"{truth.name} {truth.number}, {truth.commune}")


def no_pc_no_comma(noise, truth):
    found = no_pc(noise, truth)
    return found and replace(found, line=found.line.replace(", ", noise.chance.choice([" ", " - ", " à "])))


def homonym(noise, truth):
    """Number, street and commune fit several streets: nobody can say which."""
    street = noise.chance.choice(noise.homonyms)
    truth = Truth(street, noise.chance.choice(noise.register.houses(street)).number)
    same = noise.same_name(truth)
    if len({street.street_id for street in same}) < 2 or "(" in truth.name:
        return None
    having = [street for street in same if truth.number.upper() in noise.numbers(street)]
    if len(having) < 2:
        return None
    return noise.query(truth, f"{truth.name} {truth.number}, {truth.commune}", "ambiguous")


def no_city(noise, truth):
    return noise.query(truth, f"{truth.name} {truth.number}, {truth.postcode}")


def num_first(noise, truth):
    form = noise.chance.choice(
        [
            "{n}, {s}, {p} {c}",
            "{n} {s} {p} {c}",
            "{p} {c}, {s} {n}",
            "{c}, {s} {n}, {p}",
            "n° {n} {s}, {p} {c}",
            "{p} {c} - {s} {n}",
            "{n} {s} - {c} {p}",
        ]
    )
    return noise.query(truth, form.format(n=truth.number, s=truth.name, p=truth.postcode, c=truth.commune))


def typo1(noise, truth):
    name = noise.typo(truth.name)
    if not name or plain(name) in noise.known:
        return None
    return noise.query(truth, written(truth, name))


def typo2(noise, truth):
    name = noise.typo(noise.typo(truth.name) or "x")
    if len(truth.name) < 12 or not name or plain(name) in noise.known:
        return None
    return noise.query(truth, written(truth, name))


def typo_type(noise, truth):
    first, _, rest = truth.name.partition(" ")
    slips = {
        "Rue": ["Rie", "Ru", "Reu", "Rur"],
        "Avenue": ["Avneue", "Avenu", "Aveneu"],
        "Chaussée": ["Chausée", "Chaussee", "Chausssée"],
        "Place": ["Palce", "Plcae"],
        "Chemin": ["Chemn", "Cehmin"],
        "Boulevard": ["Boulvard", "Bouleverd"],
    }
    if first not in slips or len(rest) < 5:
        return None
    return noise.query(truth, written(truth, f"{noise.chance.choice(slips[first])} {rest}"))


def typo_city(noise, truth):
    slip = noise.typo(f"x {truth.commune}")[2:]
    return noise.query(truth, f"{truth.name} {truth.number}, {truth.postcode} {slip}") if slip else None


def typo_city_only(noise, truth):
    slip = noise.typo(f"x {truth.commune}")[2:]
    if not slip or len(truth.commune) < 6 or len(noise.same_name(truth)) > 1:
        return None
    return noise.query(truth, f"{truth.name} {truth.number}, {slip}")


def drop_article(noise, truth):
    name = " ".join(ARTICLE.sub("", truth.name).split())
    return noise.query(truth, written(truth, name)) if name != truth.name else None


def drop_type(noise, truth):
    first, _, rest = truth.name.partition(" ")
    name = ARTICLE.sub("", " " + rest).strip()
    alike = [one for one in noise.register.finder.by_postcode[truth.postcode] if plain(one.name).endswith(plain(name))]
    return (
        noise.query(truth, written(truth, name)) if first in SHORT_TYPES and len(name) > 4 and len(alike) == 1 else None
    )


def word_lost(noise, truth):
    """Only the last name: "Rue Jaurès" for "Rue Jean Jaurès", where no other street could be meant."""
    words = truth.name.split(" ")
    if len(words) != 3 or len(words[2]) < 5 or not words[1][:1].isupper() or len(words[1]) < 4:
        return None
    alike = [one for one in noise.register.finder.by_postcode[truth.postcode] if plain(words[2]) in plain(one.name)]
    return noise.query(truth, written(truth, f"{words[0]} {words[2]}")) if len(alike) == 1 else None


def extra(noise, truth):
    more = noise.chance.choice(EXTRAS)
    form = noise.chance.choice(
        [
            "{s} {n} {x}, {p} {c}",
            "{s} {n}, {x}, {p} {c}",
            "{x}, {s} {n}, {p} {c}",
            "{s} {n}, {p} {c} {x}",
            "{s} {n}, {p} {c}, {x}",
        ]
    )
    return noise.query(truth, form.format(n=truth.number, s=truth.name, p=truth.postcode, c=truth.commune, x=more))


def police(noise, truth):
    form = noise.chance.choice(
        [
            "à hauteur du n° {n}, {s} à {p} {c}",
            "{p} {c}, {s}, numéro {n}",
            "{s} n° {n} à {p} {c}",
            "Lieu des faits : {s} {n} - {p} {c}",
            "devant le {n} {s}, {p} {c}",
            "{s}, {n} à {p} {c}",
            "au {n} de la {s}, {p} {c}",
        ]
    )
    return noise.query(truth, form.format(n=truth.number, s=truth.name, p=truth.postcode, c=truth.commune))


def mail(noise, truth):
    form = noise.chance.choice(
        [
            "M. et Mme Dubois\n{s} {n}\n{p} {c}\nBelgique",
            "Adresse : {s}, {n} - B-{p} {c}",
            "{s} {n}\nBE-{p} {c}",
            "{s}, n°{n} ; {p} {c}",
            "j'habite {s} {n} à {p} {c}",
            "{s} {n} | {p} {c}",
            "SPRL Dupont & Fils, {s} {n}, {p} {c}",
        ]
    )
    return noise.query(truth, form.format(n=truth.number, s=truth.name, p=truth.postcode, c=truth.commune))


def sheet(noise, truth):
    form = noise.chance.choice(
        [
            "{s};{n};;{p};{c}",
            "{s}\t{n}\t{p}\t{c}",
            "{c} {p} {s} {n}",
            "  {s}   {n}  ,{p}{c} ",
            "{s}{n}, {p} {c}",
            "{s} {n},{p},{c}",
            "{s} {n} {p} {c} BE",
            "{s} {n}, {p} {c}, Belgium",
            "{s} {n}/, {p} {c}",
            "{s} 00{n}, {p} {c}",
        ]
    )
    return noise.query(truth, form.format(n=truth.number, s=truth.name, p=truth.postcode, c=truth.commune))


def phone(noise, truth):
    """No accents, no capitals, no commas, letters as they sound."""
    line = no_accents(f"{truth.name} {truth.number} {truth.postcode} {truth.commune}").lower()
    return noise.query(truth, noise.chance.choice([line, line.replace("'", " "), line.replace("-", "")]))


def exonym(noise, truth):
    if truth.commune not in EXONYMS:
        return None
    name = noise.chance.choice(EXONYMS[truth.commune])
    return noise.query(truth, f"{truth.name} {truth.number}, {truth.postcode} {name}")


def german(noise, truth):
    name = truth.name
    if truth.street.names[0] or not name.lower().endswith(("straße", "strasse", "weg", "platz")):
        return None
    swapped = [
        name.replace("ß", "ss"),
        name.replace("straße", "str."),
        no_accents(name),
        name.replace("straße", " Straße"),
        name.replace("ü", "ue").replace("ö", "oe").replace("ä", "ae").replace("ß", "ss"),
    ]
    name = noise.chance.choice(swapped)
    return noise.query(truth, written(truth, name)) if name != truth.name else None


def unknown_number(noise, truth):
    numbers = noise.numbers(truth.street)
    number = str(
        max(int(re.match(r"\d+", one)[0]) for one in numbers if one[0].isdigit()) + 2 * noise.chance.randint(3, 90)
    )
    return noise.query(truth, written(truth, number=number), "street")


def no_number(noise, truth):
    return noise.query(replace(truth, number=""), f"{truth.name}, {truth.postcode} {truth.commune}", "street")


def invented(noise, truth):
    return noise.query(truth, written(truth, noise.invented()), "none")


def elsewhere(noise, truth):
    """A real street's name, of a place that has none of that name."""
    name = noise.house().name
    core = plain(name).split()[-1]
    if any(core in plain(one.name) for one in noise.register.finder.by_nis[truth.street.nis]):
        return None
    return noise.query(truth, written(truth, name), "none")


def several(noise, truth):
    name = short(noise, truth.name)
    slip = noise.typo(name) if len(name) > 11 else ""
    if not slip or plain(slip) in noise.known:
        return None
    line = noise.chance.choice(["{n} {s} {p} {c}", "{s} {n} bte 1 - {p} {c}", "{s} {n} {p}", "{s}, {n} (rez) {p} {c}"])
    line = line.format(n=truth.number, s=slip, p=truth.postcode, c=truth.commune)
    return noise.query(truth, noise.chance.choice([line.upper(), no_accents(line).lower(), line]))


def po_box(noise, truth):
    form = noise.chance.choice(
        [
            "BP {k}, {p} {c}",
            "Boîte postale {k} - {p} {c}",
            "B.P. {k} {p} {c}",
            "Postbus {k}, {p} {c}",
            "P.O. Box {k}, {p} {c}",
            "BP{k} {c}",
        ]
    )
    return noise.query(
        truth, form.format(k=noise.chance.randint(1, 400), p=truth.postcode, c=truth.commune), "not_an_address"
    )


def road_point(noise, truth):
    k = f"{noise.chance.randint(0, 90)}.{noise.chance.randint(0, 9)}"
    road = noise.chance.choice(["N4", "N 90", "A26/E25", "E42", "R3", "N89", "A604", "n63", "RN 5", "E411"])
    form = noise.chance.choice(
        [
            "{r} BK {k}",
            "{r} BK {k}00 vers {c}",
            "{r}, borne kilométrique {k}",
            "{r} km {k}",
            "{r} PK {k}, {p} {c}",
            "autoroute {r} BK {k}",
            "{r} à hauteur de la borne {k}",
            "{r} cumulée {k}",
            "{r} B.K. {k} dir. {c}",
        ]
    )
    line = form.format(r=road, k=k.replace(".", noise.chance.choice([".", ","])), p=truth.postcode, c=truth.commune)
    return noise.query(truth, line, "not_an_address")


def nonsense(noise, truth):
    lines = [
        "inconnu",
        "???",
        "à compléter",
        "jean.dupont@example.org",
        "0475/12.34.56",
        "néant",
        "SANS ADRESSE",
        "idem",
        "12",
        "-",
        "n/a",
        "voir remarque",
        "idem ci-dessus",
        "adresse inconnue",
        "081/24 63 11",
        "#REF!",
        "NULL",
        "sans domicile fixe",
        "SDF",
        "radié d'office",
    ]
    return noise.query(truth, noise.chance.choice(lines), "not_an_address")


def foreign(noise, truth):
    lines = [
        "Rue de Rivoli 12, 75001 Paris",
        "Kerkstraat 5, 9000 Gent",
        "10 Downing Street, London",
        "Rue Belliard 71, 1040 Bruxelles",
        "Hauptstraße 5, 52062 Aachen",
        "Meir 24, 2000 Antwerpen",
        "Rue Nationale 5, 59000 Lille",
        "Grand-Rue 8, L-1661 Luxembourg",
        "Avenue Louise 100, 1050 Ixelles",
    ]
    return noise.query(truth, noise.chance.choice(lines), "none")


def opposite(noise, truth):
    form = noise.chance.choice(
        [
            "en face du {n} {s}, {p} {c}",
            "{s} en face du {n}, {p} {c}",
            "face au {n} de la {s} à {p} {c}",
            "vis-à-vis du {n}, {s}, {p} {c}",
        ]
    )
    return noise.query(truth, form.format(n=truth.number, s=truth.name, p=truth.postcode, c=truth.commune), "vicinity")


def between(noise, truth):
    numbers = sorted({int(one) for one in noise.numbers(truth.street) if one.isdigit()})
    if len(numbers) < 3 or not truth.name.startswith("Rue"):
        return None
    low, high = sorted(noise.chance.sample(numbers, 2))
    form = noise.chance.choice(
        ["entre le {l} et le {h} {s}, {p} {c}", "{s} entre les n° {l} et {h}, {p} {c}", "{s} entre {l} et {h} {p} {c}"]
    )
    return noise.query(truth, form.format(l=low, h=high, s=truth.name, p=truth.postcode, c=truth.commune), "vicinity")
