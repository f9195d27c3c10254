"""The projection: what the store holds, shown as a layer. Never the truth, always rebuildable, read-only to users."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qgis.core import QgsLayerTreeGroup, QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...incidents import Incident
from .layer_features import FIELDS, URI, feature, geometry, labeling, layer_title, map_tip, values
from .symbols import renderer

ROLE_KEY, ROLE = "rue311/role", "incidents"
GROUP_KEY, GROUP = "rue311/group", "incidents"
STYLE_KEY, STYLE = "rue311/style", "1"
CHUNK = 1000
DATA_CHANGED_MS = 1000


class IncidentLayer(QObject):
    """Keeps one memory layer of the project equal to the incidents that it is given.

    The layer is found by its custom property, never by its name. A project that is opened brings it back empty (memory
    layers are not saved): it is then filled again. Nothing here makes the project "modified".
    """

    selected = pyqtSignal(object)  # frozenset of refs, chosen by the user on the map

    def __init__(self, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._layer: QgsVectorLayer | None = None
        self._incidents: dict[str, Incident] = {}
        self._fids: dict[str, int] = {}
        self._refs: dict[int, str] = {}
        self._training = False
        self._shown = False
        self._selecting = False
        self._announce = QTimer(self)
        self._announce.setSingleShot(True)
        self._announce.setInterval(DATA_CHANGED_MS)
        self._announce.timeout.connect(self._announce_data)
        project.readProject.connect(self._on_project_read)
        project.cleared.connect(self._on_project_cleared)

    @property
    def layer(self) -> QgsVectorLayer | None:
        """The layer while it is in the project; None once the user removed it or the project went."""
        if self._layer is not None and sip.isdeleted(self._layer):
            self._layer = None
        return self._layer

    def show(self, incidents: Sequence[Incident], *, training: bool) -> None:
        """Show exactly these incidents, in a layer that is found or made."""
        self._shown = True
        self._training = training
        self._incidents = {incident.ref: incident for incident in incidents}
        with _clean(self._project):
            self._adopt(self._found() or self._made())
            self._refill()

    def patch(self, updated: Iterable[Incident], removed: Iterable[str] = ()) -> None:
        """Change single features; a layer that the user had removed comes back whole."""
        changed = {incident.ref: incident for incident in updated}
        gone = [ref for ref in removed if self._incidents.pop(ref, None) is not None]
        self._incidents.update(changed)
        if not self._shown:
            return
        with _clean(self._project):
            if self.layer is None:
                self._adopt(self._found() or self._made())
                self._refill()
                return
            self._drop(gone)
            self._change([i for ref, i in changed.items() if ref in self._fids])
            self._add([i for ref, i in changed.items() if ref not in self._fids])
        self._repaint()

    def hide(self) -> None:
        """Take the layer out of the project, and its group where nothing else is in it."""
        self._shown = False
        self._incidents = {}
        self._forget()
        with _clean(self._project):
            for layer in self._all_ours():
                self._project.removeMapLayer(layer.id())
            group = self._group()
            if group is not None and not group.children():
                group.parent().removeChildNode(group)

    def close(self) -> None:
        """Leave the project as if we had never been there."""
        self._announce.stop()
        self._project.readProject.disconnect(self._on_project_read)
        self._project.cleared.disconnect(self._on_project_cleared)
        self.hide()

    def select(self, refs: Iterable[str]) -> None:
        """Select these incidents on the map without telling the list, which asked for it."""
        if self.layer is None:
            return
        self._selecting = True
        try:
            self.layer.selectByIds([self._fids[ref] for ref in refs if ref in self._fids])
        finally:
            self._selecting = False

    def _found(self) -> QgsVectorLayer | None:
        """The layer of an earlier run or of an opened project; one with the fields of another version is replaced."""
        if self.layer is not None:
            return self.layer
        ours = self._all_ours()
        for layer in ours:
            if not _fits(layer):
                self._project.removeMapLayer(layer.id())
        return next((layer for layer in ours if not sip.isdeleted(layer)), None)

    def _all_ours(self) -> list[QgsVectorLayer]:
        return [
            layer
            for layer in self._project.mapLayers().values()
            if layer.customProperty(ROLE_KEY) == ROLE and isinstance(layer, QgsVectorLayer)
        ]

    def _made(self) -> QgsVectorLayer:
        layer = QgsVectorLayer(URI, layer_title(self._training), "memory")
        layer.setCustomProperty(ROLE_KEY, ROLE)
        layer.setCustomProperty("skipMemoryLayersCheck", 1)
        self._project.addMapLayer(layer, False)
        group = self._group() or self._made_group()
        group.insertLayer(0, layer)
        return layer

    def _group(self) -> QgsLayerTreeGroup | None:
        for group in self._project.layerTreeRoot().findGroups(True):
            if group.customProperty(GROUP_KEY) == GROUP:
                return group
        return None

    def _made_group(self) -> QgsLayerTreeGroup:
        group = self._project.layerTreeRoot().insertGroup(0, "Rue311")
        group.setCustomProperty(GROUP_KEY, GROUP)
        return group

    def _adopt(self, layer: QgsVectorLayer) -> None:
        """Make the layer look as it must; a style that the user changed in this project is kept."""
        layer.setName(layer_title(self._training))
        layer.setCustomProperty("skipMemoryLayersCheck", 1)
        layer.setMapTipTemplate(map_tip(self._training))
        layer.setDisplayExpression("\"category\" || ' ' || \"number\"")
        if layer.customProperty(STYLE_KEY) != STYLE:
            layer.setRenderer(renderer())
            layer.setCustomProperty(STYLE_KEY, STYLE)
        layer.setLabeling(labeling(self._training))
        layer.setLabelsEnabled(True)
        layer.setReadOnly(True)
        if layer is not self._layer:
            self._forget()
            self._layer = layer
            layer.selectionChanged.connect(self._on_selection)
            layer.willBeDeleted.connect(self._forget)

    def _forget(self) -> None:
        layer = self.layer
        if layer is not None:
            layer.selectionChanged.disconnect(self._on_selection)
            layer.willBeDeleted.disconnect(self._forget)
        self._layer = None
        self._fids, self._refs = {}, {}

    def _refill(self) -> None:
        if self._layer is None:
            return
        self._layer.removeSelection()
        self._layer.dataProvider().truncate()
        self._fids, self._refs = {}, {}
        self._add(list(self._incidents.values()))
        self._repaint()

    def _add(self, incidents: Sequence[Incident]) -> None:
        layer = self.layer
        if layer is None:
            return
        fields = layer.fields()
        for chunk in _chunks(incidents):
            _, added = layer.dataProvider().addFeatures([feature(incident, fields) for incident in chunk])
            for incident, row in zip(chunk, added):
                self._fids[incident.ref] = row.id()
                self._refs[row.id()] = incident.ref

    def _change(self, incidents: Sequence[Incident]) -> None:
        layer = self.layer
        if layer is None:
            return
        provider = layer.dataProvider()
        for chunk in _chunks(incidents):
            provider.changeAttributeValues({self._fids[i.ref]: dict(enumerate(values(i))) for i in chunk})
            provider.changeGeometryValues({self._fids[i.ref]: geometry(i) for i in chunk})

    def _drop(self, refs: Sequence[str]) -> None:
        fids = [self._fids.pop(ref) for ref in refs if ref in self._fids]
        for fid in fids:
            self._refs.pop(fid, None)
        if fids and self.layer is not None:
            self.layer.dataProvider().deleteFeatures(fids)

    def _repaint(self) -> None:
        """Draw again now; open attribute tables hear of it at most once a second."""
        if self.layer is None:
            return
        self.layer.updateExtents()
        self.layer.triggerRepaint()
        if not self._announce.isActive():
            self._announce.start()

    def _announce_data(self) -> None:
        if self.layer is not None:
            with _clean(self._project):
                self.layer.dataChanged.emit()

    def _on_selection(self, *_: object) -> None:
        if self._selecting or self.layer is None:
            return
        refs = self._refs
        self.selected.emit(frozenset(refs[fid] for fid in self.layer.selectedFeatureIds() if fid in refs))

    def _on_project_read(self) -> None:
        self._show_again()

    def _on_project_cleared(self) -> None:
        # a project that is being opened is cleared first: wait until it is there
        QTimer.singleShot(0, self._show_again)

    def _show_again(self) -> None:
        if self._shown and not sip.isdeleted(self):
            self.show(list(self._incidents.values()), training=self._training)


def _clean(project: QgsProject) -> object:
    """While this is open the project does not become "modified"."""
    return QgsProject.blockDirtying(project)


def _fits(layer: QgsVectorLayer) -> bool:
    return (
        layer.isValid()
        and layer.providerType() == "memory"
        and [field.name() for field in layer.fields()] == [name for name, _ in FIELDS]
    )


def _chunks(incidents: Sequence[Incident]) -> Iterator[Sequence[Incident]]:
    for start in range(0, len(incidents), CHUNK):
        yield incidents[start : start + CHUNK]
