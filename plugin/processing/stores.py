"""How a batch job opens the private store: which kind it is, and under which name it writes."""
from __future__ import annotations

import base64
import hashlib
import platform
import uuid
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingException

from ..i18n import tr
from ..incidents import Author, Store, StoreWrongKind, open_store
from .base import Rue311Algorithm


class StoreAlgorithm(Rue311Algorithm):
    """An algorithm with a parameter STORE. Its file may be a new one; the algorithm says when it makes it."""

    def existing_file(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> Path:
        """As in the base, but STORE need not exist yet."""
        if name == "STORE":
            return store_path(self.parameterAsString(parameters, name, context))
        return super().existing_file(parameters, name, context)


class KnownStoreAlgorithm(Rue311Algorithm):
    """An algorithm with a parameter STORE whose file must exist: it makes no new one."""

    def existing_file(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> Path:
        """As in the base, with the sentence of a store."""
        path = super().existing_file(parameters, name, context)
        if name == "STORE" and path.stat().st_size == 0:
            raise QgsProcessingException(tr("STORE is an empty file: {path}").format(path=path))
        return path


def device_id() -> str:
    """The name of this computer in the journal when no desktop is at work: the same at each run, and no host name."""
    seed = f"{platform.node()}/{uuid.getnode()}".encode("utf-8", "replace")
    return "batch-" + base64.b32encode(hashlib.sha256(seed).digest())[:8].decode("ascii").lower()


def store_path(text: str) -> Path:
    """The path of parameter STORE. Ends the run for nothing, or for a folder."""
    if not text.strip():
        raise QgsProcessingException(tr("STORE is empty: give the store's file (store.sqlite)."))
    path = Path(text)
    if path.is_dir():
        raise QgsProcessingException(tr("STORE is a folder, not a file: {path}").format(path=path))
    return path


def open_kind(path: Path, *, training: bool | None = None) -> Store:
    """Open the store at `path`, or make it. training None: the kind that it has; a new one is for real work.

    Raises StoreError.
    """
    if training is not None:
        return open_store(path, training=training, device_id=device_id())
    try:
        return open_store(path, training=False, device_id=device_id())
    except StoreWrongKind as refused:
        try:
            return open_store(path, training=True, device_id=device_id())
        except StoreWrongKind:
            raise refused from None


def batch_author(store: Store, name: str) -> Author:
    """Who a batch job writes as: the operator called `name`, who is added to the store where it is unknown."""
    return Author(store.add_operator(name).operator_id, store.device_id)
