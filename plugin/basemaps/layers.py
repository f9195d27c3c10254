"""Sources as QGIS layers, and the group at the bottom of the layer tree where they lie. For the GUI thread only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsNetworkAccessManager,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
)

from ..i18n import tr
from .errors import SourceUnusable
from .model import Source
from .uri import layer_uri

GROUP = "rue311/group"  # custom property of a layer-tree group
SOURCE = "rue311/source"  # custom property of a layer: the id in the catalogue
OWN = "rue311/basemap"  # custom property of a layer of the commune's own basemap
STYLES = Path(__file__).resolve().parents[2] / "resources" / "styles" / "basemap"
PATIENCE_MS = 5000
# layers of a commune's GeoPackage, the topmost first
OWN_LAYERS = tuple("places sections streets rail buildings watercourses water green landuse boundary".split())


def layer_for(source: Source, crs: str) -> QgsMapLayer:
    """Make the layer of a source, in `crs` or the nearest that it offers; raises SourceUnusable.

    Probe first and hand in `Probe.source`: QGIS asks the service here and now, on the calling thread (5 s at most).
    """
    if not source.addable:
        raise SourceUnusable(source.title("fr"), tr("it is a service without a map"))
    if source.protocol in ("WMS", "WMTS", "WFS") and not source.layers:
        raise SourceUnusable(source.title("fr"), tr("its layers are not known yet"), "probe it first")
    provider, uri = layer_uri(source, crs)
    with _impatient():
        layer = _open(provider, uri, source.title(_language()))
    if not layer.isValid():
        # summary() of an empty error list ends the process on 3.22: it is asked of invalid layers only
        raise SourceUnusable(
            source.title(_language()), tr("the service does not offer it any more"), layer.error().summary()
        )
    _describe(layer, source)
    return layer


def _open(provider: str, uri: str, title: str) -> QgsMapLayer:
    if provider in ("WFS", "ogr"):
        return QgsVectorLayer(uri, title, provider)
    return QgsRasterLayer(uri, title, provider)


def _language() -> str:
    return str(QgsApplication.locale())[:2]


@contextmanager
def _impatient() -> Iterator[None]:
    """QGIS waits 60 s for a service that hangs; not while a layer is being added."""
    manager = QgsNetworkAccessManager.instance()
    before = manager.timeout()
    manager.setTimeout(min(before, PATIENCE_MS))
    try:
        yield
    finally:
        manager.setTimeout(before)


def _describe(layer: QgsMapLayer, source: Source) -> None:
    layer.setCustomProperty(SOURCE, source.id)
    metadata = layer.metadata()
    metadata.setRights([source.attribution] if source.attribution else [])
    metadata.setLicenses([source.licence] if source.licence else [])
    layer.setMetadata(metadata)
    if source.scale_limits:
        layer.setScaleBasedVisibility(True)
        layer.setMaximumScale(float(source.scale_limits.get("min", 0)))
        layer.setMinimumScale(float(source.scale_limits.get("max", 0)))


def add_basemap(layer: QgsMapLayer, project: QgsProject) -> None:
    """Add a layer to the group "Basemaps", which lies at the bottom of the tree.

    A source goes on top of the group, so that it is seen; layers of the commune's own map go to the bottom, each below
    the one before, in a group of their own.
    """
    group = _group(project.layerTreeRoot(), "basemaps", tr("Basemaps"))
    project.addMapLayer(layer, False)
    if layer.customProperty(OWN):
        own = _group(group, "own_basemap", tr("Map of the commune"))
        own.addLayer(layer).setExpanded(False)
    else:
        group.insertLayer(0, layer).setExpanded(False)


def _group(parent: QgsLayerTreeGroup, key: str, name: str) -> QgsLayerTreeGroup:
    """The group with this key, wherever it was moved to and whatever it is called now; made where it lacks."""
    for group in parent.findGroups(True):
        if group.customProperty(GROUP) == key:
            return group
    group = parent.addGroup(name)
    group.setCustomProperty(GROUP, key)
    group.setExpanded(key == "basemaps")
    return group


def own_basemap(gpkg: Path) -> list[QgsVectorLayer]:
    """The layers of a commune's own vector basemap, styled, the topmost first. Raises SourceUnusable.

    They are opened read-only: QGIS would otherwise write into the file as soon as it looks at it.
    """
    gpkg = Path(gpkg)
    if not gpkg.is_file():
        raise SourceUnusable(gpkg.name, tr("the file is not there"), str(gpkg))
    present = _layer_names(gpkg)
    names = [name for name in OWN_LAYERS if name in present]
    if not names:
        raise SourceUnusable(gpkg.name, tr("it holds none of the layers of a basemap"), ", ".join(present))
    return [_own_layer(gpkg, name) for name in names]


def _layer_names(gpkg: Path) -> list[str]:
    metadata = QgsProviderRegistry.instance().providerMetadata("ogr")
    return [details.name() for details in metadata.querySublayers(str(gpkg))]


def _own_layer(gpkg: Path, name: str) -> QgsVectorLayer:
    options = QgsVectorLayer.LayerOptions(False)
    options.forceReadOnly = True
    layer = QgsVectorLayer(f"{gpkg}|layername={name}", _own_titles()[name], "ogr", options)
    if not layer.isValid():
        raise SourceUnusable(
            gpkg.name, tr("its layer {layer} cannot be read").format(layer=name), layer.error().summary()
        )
    layer.loadNamedStyle(str(STYLES / f"{name}.qml"))
    layer.setCustomProperty(OWN, name)
    layer.setReadOnly(True)
    layer.setFlags(layer.flags() & ~QgsMapLayer.LayerFlag.Searchable)
    return layer


def _own_titles() -> dict[str, str]:
    return {
        "places": tr("Places"),
        "sections": tr("Sections"),
        "streets": tr("Streets"),
        "rail": tr("Railway"),
        "buildings": tr("Buildings"),
        "watercourses": tr("Watercourses"),
        "water": tr("Water"),
        "green": tr("Green areas"),
        "landuse": tr("Built-up areas"),
        "boundary": tr("Boundary of the commune"),
    }
