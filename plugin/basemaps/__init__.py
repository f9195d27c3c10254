"""Basemaps: the catalogue of every level's map services, their health, and the QGIS layers made of them.

A source is data (resources/catalogue.json, and files of a commune's own); `probe` asks whether it lives, off the GUI
thread, before `layers` makes a layer of it on the GUI thread. `layers.py` is the only file here that knows QGIS.
"""

from __future__ import annotations

from .catalogue import Catalogue, branch_title, level_title, theme_title
from .errors import CatalogueUnreadable, SourceUnusable
from .model import Producer, Source
from .probe import Probe, probe

__all__ = [
    "Catalogue",
    "CatalogueUnreadable",
    "Probe",
    "Producer",
    "Source",
    "SourceUnusable",
    "branch_title",
    "level_title",
    "probe",
    "theme_title",
]
