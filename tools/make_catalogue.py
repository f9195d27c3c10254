"""Make resources/catalogue.json from the researched list of sources, in the public catalogue format.

    build/venv/bin/python tools/make_catalogue.py SHARED_DATA

The list was written by people for people ("WMS 1.3.0; REST https://…", "31370,3857", "0 (WMS) / 0 (REST; …)"). Here it
becomes exact, and what cannot be read becomes "ask the service": no layer names, which a probe then finds out.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "resources" / "catalogue.json"
Entry = dict[str, Any]

REST = "https://geoservices.wallonie.be/arcgis/rest/services/"
SPW = {"name": "Service public de Wallonie (SPW)", "contact": "helpdesk.carto@spw.wallonie.be"}
PRODUCERS = [
    # prefix of the id, producer
    ("wal.pash", {"name": "Société publique de gestion de l'eau (SPGE)", "contact": "https://www.spge.be"}),
    ("wal.proprete", {"name": "Be WaPP", "contact": "https://www.bewapp.be"}),
    ("wal.tec", {"name": "Opérateur de transport de Wallonie (TEC)", "contact": "https://www.letec.be"}),
    ("wal.ign", {"name": "Institut géographique national (IGN), diffusé par le SPW", "contact": "https://www.ngi.be"}),
    ("wal.cad", {"name": "SPF Finances (AGDP), diffusé par le SPW", "contact": "helpdesk.carto@spw.wallonie.be"}),
    ("wal.qs", {"name": "Statbel, diffusé par le SPW", "contact": "helpdesk.carto@spw.wallonie.be"}),
    ("wal.", SPW),
    ("fed.cadgis", {"name": "SPF Finances (AGDP)", "contact": "https://finances.belgium.be"}),
    ("fed.au", {"name": "SPF Finances (AGDP)", "contact": "https://finances.belgium.be"}),
    ("fed.", {"name": "Institut géographique national (IGN-NGI)", "contact": "https://www.ngi.be"}),
    ("bru.", {"name": "Paradigm.brussels (UrbIS)", "contact": "https://datastore.brussels"}),
    ("vla.", {"name": "Digitaal Vlaanderen", "contact": "https://www.vlaanderen.be/digitaal-vlaanderen"}),
    ("osm.be", {"name": "OpenStreetMap Belgium", "contact": "https://openstreetmap.be"}),
    ("osm.", {"name": "OpenFreeMap", "contact": "https://openfreemap.org"}),
]
ATTRIBUTIONS = {
    "wal.": "Service public de Wallonie (SPW)",
    "fed.cartoweb": "© IGN-NGI",
    "fed.": "© SPF Finances / IGN-NGI",
    "bru.": "© UrbIS, Paradigm.brussels",
    "vla.": "© Digitaal Vlaanderen",
    "osm.": "© les contributeurs d'OpenStreetMap",
}
# what the prose of the list means, where a rule would guess
EXACT: dict[str, Entry] = {
    "wal.picc": {"layers": "1 3 4 5 7 9 10 11 12 13 14 16 17 19 21 22 23 24 26 27 28 29 31".split()},
    "wal.pds": {"layers": "2 21 20 10 9 8 7 6".split()},
    "wal.alea": {"layers": ["0", "1", "2"]},
    "wal.zi": {"layers": ["0", "1", "2", "3", "4", "5"]},
    "wal.lidaxes": {"layers": "13 11 9 8 7 6 5 4".split()},
    "wal.captages": {"layers": ["0", "1", "2", "3"]},
    "wal.routes": {"layers": ["1", "2", "3", "5", "6"]},
    "wal.natura": {"layers": "1 2 4 5 6 7 8 9 10".split()},
    "wal.ahrem": {"layers": ["0", "1", "2", "3"]},
    "wal.bdes": {"layers": ["0", "1"]},
    "wal.gru": {"layers": ["3", "4", "5"]},
    "wal.bcpat": {"layers": ["0", "1", "2", "3", "4"]},
    "wal.limites": {"url": REST + "LIMITES/LIMITES_ADMINISTRATIVES/MapServer", "layers": ["3"]},
    "wal.icar": {"url": REST + "DONNEES_BASE/ICAR_ADR_PT/MapServer", "layers": ["1"]},
    "wal.pash": {"layers": ["6"]},
    "wal.ravel": {"layers": ["4", "5"]},
    "wal.ortho.2009_2010.wmts": {"crs": ["EPSG:31370"]},
    "wal.fdc": {"crs": ["EPSG:31370"], "format": "image/png"},
    "wal.fdc.leger": {"crs": ["EPSG:31370"], "format": "image/png"},
    "fed.cadgis.layers": {"layers": ["Cadastral_parcel"]},
    "fed.au": {"layers": []},
    "fed.cartoweb": {"layers": ["topo"], "format": "image/png"},
    "fed.ortho": {"layers": ["orthoimage_coverage"], "format": "image/jpeg"},
    "fed.topomaps": {"layers": ["top25map"], "format": "image/png"},
    "bru.basemaps": {"layers": ["UrbISFrenchLabeledColor"]},
    "bru.ortho": {"layers": ["Ortho"], "format": "image/jpeg"},
    "bru.vector": {
        "layers": [
            "urbisvector:StreetSurfaces",
            "urbisvector:StreetAxes",
            "urbisvector:Buildings",
            "urbisvector:Municipalities",
        ]
    },
    "vla.grb": {"layers": ["grb_bsk"], "format": "image/png"},
    "vla.ortho": {"layers": ["omwrgbmrvl"], "format": "image/png"},
    "vla.wegen": {"layers": ["AUTOSWEG", "WEGGESCH", "WEGEEN", "LABELS"]},
    "vla.gipod": {"protocol": "WFS", "url": "https://geo.api.vlaanderen.be/GIPOD/wfs", "layers": []},
    "osm.be.fr": {"url": "https://tile.openstreetmap.be/osmbe-fr/{z}/{x}/{y}.png", "crs": ["EPSG:3857"]},
    "osm.ofm": {"protocol": "other", "level": "other"},
    "wal.geocode": {"protocol": "other"},
    "wal.cadws": {"protocol": "other"},
    "wal.atom.ad": {"protocol": "other"},
}
# the same content from another publisher, federal or regional
FALLBACK = {
    "wal.cadmap": ["wal.cadmap.2024", "fed.cadgis.layers", "fed.cadgis.wms"],
    "wal.cadmap.2024": ["wal.cadmap", "fed.cadgis.layers"],
    "fed.cadgis.wms": ["fed.cadgis.layers", "wal.cadmap"],
    "fed.cadgis.layers": ["fed.cadgis.wms", "wal.cadmap"],
    "fed.cadgis.wfs": ["fed.cadgis.wms", "wal.cadmap"],
    "wal.fdc": ["wal.fdc.leger", "fed.cartoweb.wms", "osm.be.fr"],
    "wal.fdc.leger": ["wal.fdc", "fed.cartoweb.wms", "osm.be.fr"],
    "fed.cartoweb": ["fed.cartoweb.wms", "wal.fdc"],
    "fed.cartoweb.wms": ["fed.cartoweb", "wal.fdc"],
    "wal.ortho.last": ["wal.ortho.2026_printemps", "wal.ortho.2024", "fed.ortho"],
    "fed.ortho": ["wal.ortho.last"],
    "wal.mnt.hs": ["wal.mnt.hs2013"],
    "fed.topomaps": ["fed.cartoweb.wms"],
}
INSPIRE = {
    "addresses": "AD",
    "boundaries": "AU",
    "cadastre": "CP",
    "imagery": "OI",
    "relief": "EL",
    "water": "HY",
    "mobility": "TN",
    "nature": "PS",
}
# remarks of the research that are no licence, said as one
LICENCES = {
    "SPW terms: data CC BY 4.0 where opened, service LicServicesSPW.pdf": (
        "CC BY 4.0 (données ouvertes) ou conditions du SPW (LicServicesSPW.pdf)"
    ),
    'AGDP "tous droits réservés" (geonetwork-ui fixture )': "AGDP, tous droits réservés",
    "AGDP rights": "AGDP, tous droits réservés",
    "IGN rights": "IGN-NGI, tous droits réservés",
    'CC BY 4.0/SPW; copyright "SPW (2026)"': "CC BY 4.0",
    'CC BY 4.0 "© SPW"': "CC BY 4.0",
    "DataSPW CGA/CGU + CPU-TypeC (transportdata.be)": "Conditions du SPW (DataSPW CGA, CPU type C)",
    'attribution "Service public de Wallonie (SPW)"': "Conditions du SPW, mention de la source",
    "FPS Finance": "SPF Finances, conditions de réutilisation",
    "FPS Finance open data terms": "SPF Finances, conditions de réutilisation",
    "Statbel open data": "Statbel, données ouvertes",
    "NGI": "IGN-NGI, conditions d'utilisation",
    "as above": "IGN-NGI: copie et téléchargement automatique interdits jusqu'à confirmation",
    "UrbIS": "UrbIS Open Data",
    "UrbIS open data (CIRB licence; CC0 for vector per )": "UrbIS Open Data",
    "Gratis Hergebruik / GRB open data licence": "Gratis Hergebruik",
    "ODbL; tile usage policy forbids bulk": "ODbL; le téléchargement en masse des tuiles est interdit",
    "ODbL/OpenMapTiles": "ODbL, OpenMapTiles",
}
TITLES = {
    "nl": {
        "dernière campagne": "laatste campagne",
        "dernière": "laatste",
        "printemps": "voorjaar",
        "été": "zomer",
        "infrarouge": "infrarood",
    },
    "de": {
        "dernière campagne": "neueste Befliegung",
        "dernière": "neueste",
        "printemps": "Frühling",
        "été": "Sommer",
        "infrarouge": "Infrarot",
    },
    "en": {
        "dernière campagne": "latest campaign",
        "dernière": "latest",
        "printemps": "spring",
        "été": "summer",
        "infrarouge": "infrared",
    },
    "fr": {
        "MNT 2021-2022 (identify altitude)": "Modèle numérique de terrain 2021-2022",
        "OpenFreeMap positron (vectoriel)": "OpenFreeMap",
    },
}
OWN_INSPIRE = {
    "wal.inspire.bu": "BU",
    "wal.inspire.hy": "HY",
    "wal.inspire.tn": "TN",
    "wal.inspire.oi": "OI",
    "wal.bdes": "SO",
    "wal.sols": "SO",
    "wal.seveso": "PF",
    "wal.pds": "LU",
}


def entry(raw: dict[str, str]) -> Entry:
    """One source in the public format."""
    known = EXACT.get(raw["id"], {})
    kind = known.get("protocol") or protocol(raw["type"])
    prefix = next(p for p in ATTRIBUTIONS if raw["id"].startswith(p))
    made: Entry = {
        "id": raw["id"],
        "titles": {language: clean_title(language, raw[f"title_{language}"]) for language in ("fr", "nl", "de", "en")},
        "theme": raw["theme"],
        "level": known.get("level") or level(raw["level"]),
        "producer": next(producer for start, producer in PRODUCERS if raw["id"].startswith(start)),
        "protocol": kind,
        "url": known.get("url", raw["url"]),
        "layers": known.get("layers", layers(raw["layer"])),
        "crs": known.get("crs", crs(raw["crs"])),
        "format": known.get("format", image_format(raw["format"], kind)),
        "tile_matrix_set": "",
        "scale_limits": scale_limits(raw.get("zoom_or_scale", "")),
        "attribution": ATTRIBUTIONS[prefix],
        "licence": licence(raw["licence"]),
        "offline": {"ok": "yes", "no": "no"}.get(raw["offline"].split()[0].lower(), "ask"),
        "fallback": FALLBACK.get(raw["id"], []),
        "inspire_theme": OWN_INSPIRE.get(raw["id"], INSPIRE.get(raw["theme"], "")),
        "confidence": raw["confidence"][:1],
        "fingerprint": {"layer_titles": {}},
    }
    return made


def clean_title(language: str, text: str) -> str:
    """A title in one language only."""
    for found, better in TITLES[language].items():
        text = text.replace(found, better)
    return re.sub(r"\s+", " ", text).strip()


def licence(text: str) -> str:
    """What one may do, without the remarks of whoever looked it up."""
    if text.startswith("NGI: old terms FORBID"):
        return LICENCES["as above"]
    return LICENCES.get(text, text)


def protocol(kind: str) -> str:
    """The first protocol that the prose names."""
    found = re.search(r"ArcGIS MapServer|WMTS|WMS|WFS|XYZ", kind)
    return found.group() if found else "other"


def level(text: str) -> str:
    """Who is responsible: data of the federal State stay federal when the region publishes them."""
    first = text.split(maxsplit=1)[0]
    return first if first in ("federal", "region") else "other"  # "community" there: of OpenStreetMap


def layers(text: str) -> list[str]:
    """Names before the first remark; none where the service must be asked."""
    text = re.split(r"[(/;…]", text)[0].strip().rstrip(",")
    if text in ("", "-", "from caps") or text.endswith("*"):
        return []
    if re.fullmatch(r"\d+-\d+", text):
        first, last = (int(number) for number in text.split("-"))
        return [str(number) for number in range(first, last + 1)]
    return [name.strip().removeprefix("WMS ").strip() for name in text.split(",") if name.strip()]


def crs(text: str) -> list[str]:
    """EPSG codes, Lambert first: tiles and pictures in it need no reprojection here."""
    codes = list(dict.fromkeys(f"EPSG:{code}" for code in re.findall(r"\d{4,5}", text)))
    order = ["EPSG:31370", "EPSG:3812", "EPSG:3857"]
    return sorted(codes, key=lambda code: order.index(code) if code in order else len(order)) or ["EPSG:31370"]


def image_format(text: str, kind: str) -> str:
    """A MIME type for what draws pictures; nothing for data."""
    if kind in ("WFS", "other"):
        return ""
    first = re.split(r"[/ ]", text.replace("image/", ""))[0].lower()
    return "image/jpeg" if first in ("jpg", "jpeg") else "image/png"


def scale_limits(text: str) -> dict[str, float]:
    """The largest scale at which a service still draws, where the list says that it blanks closer."""
    found = re.search(r"blank below 1:(\d+)", text)
    return {"min": float(found.group(1))} if found else {}


def main(shared: Path) -> None:
    """Write the catalogue."""
    raw = json.loads((shared / "basemaps" / "catalogue_source.json").read_text(encoding="utf-8"))
    sources = [entry(item) for item in raw]
    ids = {source["id"] for source in sources}
    for source in sources:
        source["fallback"] = [other for other in source["fallback"] if other in ids]
    TARGET.write_text(
        json.dumps({"version": 1, "sources": sources}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(
        f"{len(sources)} sources, {sum(not source['layers'] for source in sources)} whose layers the service must tell"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
