"""Make resources/communes.csv and commune_succession.csv from the boundaries of 2019 and the register's codes.

    build/venv/bin/python tools/make_communes.py SHARED_DATA

The boundaries bear the INS codes of 2019-01-01, the register of April 2019 still the codes of before, the sections
of BeSt the new ones: names link them, so that no code is typed by hand. The merger of 2024-12-02 is added. Names in
Dutch are those of the boundaries; German names, which they lack, and two misspellings stand below (REFNIS).
"""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from pathlib import Path

from osgeo import gdal, ogr
from shapely import wkb
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
WALLONIA = "03000"
NOT_WALLOON = {"33016"}  # Messines, tagged Walloon by mistake in the boundaries
MERGERS = [("82003", "82039"), ("82005", "82039")]
MERGED_NAMES = {"82039": ("Bastogne", "Bastenaken")}
PROVINCES = {
    "20002": "Brabant wallon",
    "50000": "Hainaut",
    "60000": "Liège",
    "80000": "Luxembourg",
    "90000": "Namur",
}
FRENCH = {"62119": "Blegny", "52055": "Pont-à-Celles"}  # as the register and REFNIS write them
DUTCH = {"25031": "Genepiën", "55004": "'s-Gravenbrakel", "63084": "Welkenraat", "63088": "Blieberg"}
GERMAN = {
    "62063": "Lüttich",
    "63001": "Amel",
    "63012": "Büllingen",
    "63013": "Bütgenbach",
    "63040": "Kelmis",
    "63046": "Limburg",
    "63067": "Sankt Vith",
    "63080": "Weismes",
    "63084": "Welkenrath",
    "63088": "Bleyberg",
    "81001": "Arel",
    "81004": "Ubingen",
    "81013": "Martelingen",
    "81015": "Metzig",
}
Row = dict[str, str]


def main(shared: Path) -> None:
    """Write both tables."""
    table = boundaries(shared / "boundaries" / "be_boundaries_2019.gpkg")
    recoded = recodings(shared)
    write("commune_succession.csv", ["old", "new", "date"], succession(recoded))
    rows = [commune_row(nis, *table[nis]) for nis in sorted(table)]
    write("communes.csv", list(rows[0]), rows)
    print(f"{len(rows)} communes, {len(recoded)} recodings of 2019, {len(MERGERS)} mergers")


def boundaries(path: Path) -> dict[str, tuple[str, str, str, BaseGeometry]]:
    """INS code of today -> French name, Dutch name, province, shape in degrees."""
    successors = dict(MERGERS)
    found: dict[str, tuple[str, str, str, BaseGeometry]] = {}
    dataset = ogr.Open(str(path))
    for feature in dataset.GetLayer("municipalities"):
        if feature["reg_nis"] != WALLONIA or feature["nis"] in NOT_WALLOON:
            continue
        nis = successors.get(feature["nis"], feature["nis"])
        shape = wkb.loads(bytes(feature.GetGeometryRef().ExportToWkb()))
        name_fr, name_nl = MERGED_NAMES.get(nis, (FRENCH.get(nis, feature["name_fr"]), feature["name_nl"]))
        if nis in found:
            shape = unary_union([shape, found[nis][3]])
        found[nis] = (
            name_fr,
            DUTCH.get(nis, name_fr if name_nl == feature["name_fr"] else name_nl),
            PROVINCES[feature["prov_nis"]],
            shape,
        )
    return found


def recodings(shared: Path) -> list[tuple[str, str]]:
    """Codes of the register of April 2019 that the sections of BeSt write otherwise, found by the commune's name."""
    with (shared / "addresses" / "part_of_municipality.csv").open(encoding="utf-8") as file:
        new = {row["municipality"]: row["nis"] for row in csv.DictReader(file)}
    old: dict[str, str] = {}
    register = shared / "addresses" / "openaddress-bewal.zip"
    with zipfile.ZipFile(register) as archive, archive.open(archive.namelist()[0]) as raw:
        for row in csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8-sig")):
            old[row["municipality_id"]] = row["municipality_name_fr"]
    return sorted((nis, new[name]) for nis, name in old.items() if name and new.get(name, nis) != nis)


def succession(recoded: list[tuple[str, str]]) -> list[Row]:
    """Rows of the succession table, oldest first."""
    rows = [{"old": old, "new": new, "date": "2019-01-01"} for old, new in recoded]
    return rows + [{"old": old, "new": new, "date": "2024-12-02"} for old, new in MERGERS]


def commune_row(nis: str, name_fr: str, name_nl: str, province: str, shape: BaseGeometry) -> Row:
    """One line of communes.csv; the centre is the centroid where that lies inside."""
    centre = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    west, south, east, north = (f"{side:.5f}" for side in shape.bounds)
    row = {"nis": nis, "name_fr": name_fr, "name_nl": name_nl, "name_de": GERMAN.get(nis, name_fr)}
    row.update(province=province, lon=f"{centre.x:.5f}", lat=f"{centre.y:.5f}")
    row.update(west=west, south=south, east=east, north=north)
    return row


def write(name: str, columns: list[str], rows: list[Row]) -> None:
    """Write one table, UTF-8 with Unix line ends."""
    with (RESOURCES / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    gdal.UseExceptions()
    main(Path(sys.argv[1]))
