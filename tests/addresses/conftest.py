"""Small BeSt files, written line by line, and the registers made from them."""
from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from rue311.plugin.addresses import import_register, open_register

COLUMNS = (
    "{grid}_x,{grid}_y,EPSG:4326_lat,EPSG:4326_lon,address_id,box_number,house_number,municipality_id,municipality_name_de,"
    "municipality_name_fr,municipality_name_nl,postcode,postname_fr,postname_nl,street_id,streetname_de,streetname_fr,"
    "streetname_nl,region_code,status"
)
NAMUR = {"municipality_id": "92094", "municipality_name_fr": "Namur", "postcode": "5000"}
EUPEN = {"municipality_id": "63023", "municipality_name_de": "Eupen", "municipality_name_fr": "", "postcode": "4700"}


class Best:
    """Writes BeSt files: `add` a line with any column changed, then take `text`, `csv` or `zip`."""

    def __init__(self, folder: Path, grid: str = "EPSG:3812") -> None:
        self.folder = folder
        self.columns = COLUMNS.format(grid=grid).split(",")
        self.grid = grid
        self.lines: list[str] = []

    def add(self, number: str = "1", street: str = "Rue de Fer", **more: str) -> Best:
        count = len(self.lines) + 1
        row = dict.fromkeys(self.columns, "")
        row.update(
            {f"{self.grid}_x": f"{685228.368 + 10 * count:.3f}", f"{self.grid}_y": "628370.890",
             "EPSG:4326_lat": "50.46", "EPSG:4326_lon": "4.86",
             "address_id": f"icar-{count}", "house_number": number, "streetname_fr": street,
             "street_id": f"77{abs(hash(street)) % 100000}", "region_code": "BE-WAL", "status": "current"}
        )  # fmt: skip
        row.update(NAMUR)
        if "x" in more:
            row[f"{self.grid}_x"], row[f"{self.grid}_y"] = more.pop("x"), more.pop("y")
        row.update(more)
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow(row[name] for name in self.columns)
        self.lines.append(out.getvalue())
        return self

    @property
    def text(self) -> str:
        return "\n".join([",".join(self.columns), *self.lines]) + "\n"

    def csv(self, name: str = "openaddress.csv", *, raw: bytes | None = None) -> Path:
        path = self.folder / name
        path.write_bytes(self.text.encode() if raw is None else raw)
        return path

    def zip(self, name: str = "openaddress-bewal.zip") -> Path:
        path = self.folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo("openaddress-bewal.csv", (2026, 11, 2, 3, 4, 6)), self.text)
        return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Every path has accents, spaces and an apostrophe."""
    path = tmp_path / "Gaëlle Dupré" / "l'été #1 100%"
    path.mkdir(parents=True)
    return path


@pytest.fixture
def best(folder: Path) -> Best:
    return Best(folder)


@pytest.fixture
def old_best(folder: Path) -> Best:
    """The header that was in force before 2026-10-11."""
    return Best(folder, "EPSG:31370")


@pytest.fixture
def destination(folder: Path) -> Path:
    return folder / "adresses.sqlite"


@pytest.fixture
def make(destination: Path):
    """Import a file and open the register; closed again after the test."""
    opened = []

    def make_register(source: Path, **options):
        import_register(source, destination, **options)
        opened.append(open_register(destination))
        return opened[-1]

    yield make_register
    for register in opened:
        register.close()


@pytest.fixture(scope="session")
def sambreville(real_data: Path, tmp_path_factory: pytest.TempPathFactory):
    """A real commune with its sections."""
    path = tmp_path_factory.mktemp("sambreville") / "r.sqlite"
    import_register(
        real_data / "addresses" / "openaddress-sambreville.zip",
        path,
        localities=real_data / "addresses" / "part_of_municipality.csv",
    )
    register = open_register(path)
    yield register
    register.close()
