"""Addresses: the official register in one file, search as one types, the nearest house, and matching with verdicts.

A BeSt file is imported into a read-only SQLite file (`import_register`), which `open_register` opens. The register is
the authority: an answer is an address that it holds, a part of one, or an honest "ambiguous" or "none", and it bears
the register's date. No position is ever made up, and 0,0 is no position. Standard library only, besides the
projection that `geometry` does.
"""
from __future__ import annotations

from .importer import ImportReport, import_register
from .match import ADR_FIELDS, Match
from .matcher import Matcher
from .model import Nearest, RegisterInfo, Suggestion
from .register import Register, open_register
from .source import Rejection

__all__ = [
    "ADR_FIELDS",
    "ImportReport",
    "Match",
    "Matcher",
    "Nearest",
    "Register",
    "RegisterInfo",
    "Rejection",
    "Suggestion",
    "import_register",
    "open_register",
]
