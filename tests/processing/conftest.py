"""A QGIS without window, with the provider in its registry, and small BeSt files to feed it."""
from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

HEADER = (
    "EPSG:3812_x,EPSG:3812_y,EPSG:4326_lat,EPSG:4326_lon,address_id,box_number,house_number,municipality_id,"
    "municipality_name_de,municipality_name_fr,municipality_name_nl,postcode,postname_fr,postname_nl,street_id,"
    "streetname_de,streetname_fr,streetname_nl,region_code,status"
)


def best_line(number: int, house: str, *, street: str = "Rue de Fer", street_id: str = "7753710", box: str = "") -> str:
    """One address in Namur, 10 m east of the one before."""
    x = 685228 + 10 * number
    return (
        f"{x}.368,628370.890,50.46,4.86,icar-{number},{box},{house},92094,,Namur,,5000,,,{street_id},,{street},,BE-WAL,current"
    )


@pytest.fixture
def best_csv(tmp_path: Path) -> Path:
    path = tmp_path / "d'été à Namur" / "openaddress.csv"
    path.parent.mkdir()
    lines = [best_line(n, str(n)) for n in range(1, 21)]
    lines.append(best_line(21, "12", box="3"))
    lines += [best_line(30 + n, str(n), street="Rue du Moulin", street_id="7753711") for n in range(1, 6)]
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def registry(qgis_app: Any) -> Any:
    """Processing's registry with the provider `rue311`; the provider is taken out again at the end."""
    from qgis.core import QgsApplication
    from rue311.plugin.processing.provider import Rue311Provider

    provider = Rue311Provider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield QgsApplication.processingRegistry()
    gc.collect()  # layers and contexts that a traceback still holds must go before QGIS does
    QgsApplication.processingRegistry().removeProvider(provider)


class Run:
    """Runs algorithms as the toolbox does, and keeps what was said."""

    def __init__(self, registry: Any) -> None:
        from qgis.core import QgsProcessingContext

        self._registry = registry
        self.context = QgsProcessingContext()
        self.log = ""
        self.cancel_at: float | None = None  # percent

    def __call__(self, algorithm: str, **parameters: Any) -> dict[str, Any]:
        from qgis.core import QgsProcessingException, QgsProcessingFeedback

        feedback = QgsProcessingFeedback(False)
        if self.cancel_at is not None:
            feedback.progressChanged.connect(lambda done: feedback.cancel() if done >= self.cancel_at else None)
        made = self._registry.createAlgorithmById(f"rue311:{algorithm}")
        try:
            allowed, why = made.checkParameterValues(parameters, self.context)
            if not allowed:
                raise QgsProcessingException(why)
            results, _ = made.run(parameters, self.context, feedback, {}, False)
        finally:
            self.log = feedback.textLog()
        return results


@pytest.fixture
def run(registry: Any) -> Run:
    return Run(registry)


@pytest.fixture
def register(run: Run, best_csv: Path, tmp_path: Path) -> Path:
    path = tmp_path / "register d'ici.sqlite"
    run("importregister", INPUT=str(best_csv), REGISTER=str(path))
    return path
