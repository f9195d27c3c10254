"""The offline switch and the map: basemaps that ask the network are not drawn while it is on."""
from __future__ import annotations

from typing import Any

from qgis.core import QgsProject

HIDDEN = "rue311/hidden_offline"  # custom property of a layer's node in the tree: we unticked it, we tick it again
LOCAL = ("ogr", "gdal", "memory", "mbtiles", "spatialite")


def hide_online_basemaps() -> None:
    """Untick the basemaps of ours that would ask the network each time the map is drawn."""
    for node in _nodes():
        if node.itemVisibilityChecked() and node.layer().providerType() not in LOCAL:
            node.setCustomProperty(HIDDEN, True)
            node.setItemVisibilityChecked(False)


def show_online_basemaps() -> None:
    """Tick again what `hide_online_basemaps` had unticked, and nothing else."""
    for node in _nodes():
        if node.customProperty(HIDDEN):
            node.removeCustomProperty(HIDDEN)
            node.setItemVisibilityChecked(True)


def _nodes() -> list[Any]:
    from ...basemaps.layers import SOURCE

    nodes = QgsProject.instance().layerTreeRoot().findLayers()
    return [node for node in nodes if node.layer() is not None and node.layer().customProperty(SOURCE)]
