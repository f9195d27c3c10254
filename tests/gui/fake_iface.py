"""A QgisInterface for tests: real canvas, message bar, window, menus and layer tree; every registration is counted."""
# ruff: noqa: N803, N815 (names are those of QGIS)
from __future__ import annotations

from qgis.core import QgsLocator, QgsProject
from qgis.gui import QgsLayerTreeView, QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QMainWindow, QMenu, QToolBar, QVBoxLayout, QWidget


class FakeIface(QObject):
    """What Rue311 asks of QGIS. `registered` holds what is registered now, by kind."""

    initializationCompleted = pyqtSignal()
    currentLayerChanged = pyqtSignal(object)
    layoutDesignerOpened = pyqtSignal(object)
    layoutDesignerWillBeClosed = pyqtSignal(object)
    projectRead = pyqtSignal()
    newProjectCreated = pyqtSignal()

    def __init__(self):
        super().__init__()
        self._window = QMainWindow()
        self._window.resize(1366, 768)
        central = QWidget(self._window)
        layout = QVBoxLayout(central)
        self._bar = QgsMessageBar(central)
        self._canvas = QgsMapCanvas(central)
        layout.addWidget(self._bar)
        layout.addWidget(self._canvas)
        self._window.setCentralWidget(central)
        self._canvas.setProject(QgsProject.instance())
        self._canvas.setDestinationCrs(QgsProject.instance().crs())
        QgsProject.instance().crsChanged.connect(self._follow_crs)
        self._tree = QgsLayerTreeView(self._window)
        self._locator = QgsLocator(self)
        self._pan = QAction("Pan", self._window)
        self._web_toolbar = self._window.addToolBar("Web")
        self._menus = {name: QMenu(name, self._window) for name in ("Web", "Plugins", "Help")}
        self._plugin_menus = {}
        self.registered = {
            kind: []
            for kind in (
                "locator", "exit", "options", "project_pages", "tool", "drop", "dev", "action", "layer_pages", "open",
            )
        }
        self.docks = []
        self.active_layer = None
        self.shown_options = []

    def _follow_crs(self):
        self._canvas.setDestinationCrs(QgsProject.instance().crs())

    # --- windows ---

    def mainWindow(self):
        return self._window

    def mapCanvas(self):
        return self._canvas

    def mapCanvases(self):
        return [self._canvas]

    def messageBar(self):
        return self._bar

    def layerTreeView(self):
        return self._tree

    def layerTreeCanvasBridge(self):
        return None

    def statusBarIface(self):
        return None

    def iconSize(self, dockedToolbar=False):
        from qgis.PyQt.QtCore import QSize

        return QSize(24, 24)

    def openLayoutDesigners(self):
        return []

    def project(self):
        return QgsProject.instance()

    # --- docks, menus, toolbars ---

    def addDockWidget(self, area, dock):
        self.docks.append(dock)
        self._window.addDockWidget(area, dock)

    def addTabifiedDockWidget(self, area, dock, tabifyWith=(), raiseTab=False):
        self.addDockWidget(area, dock)

    def removeDockWidget(self, dock):
        self.docks.remove(dock)
        self._window.removeDockWidget(dock)

    def webMenu(self):
        return self._menus["Web"]

    def pluginMenu(self):
        return self._menus["Plugins"]

    def pluginHelpMenu(self):
        return self._menus["Help"]

    def helpMenu(self):
        return self._menus["Help"]

    def _plugin_menu(self, kind, name):
        if (kind, name) not in self._plugin_menus:
            self._plugin_menus[kind, name] = QMenu(name, self._window)
        return self._plugin_menus[kind, name]

    def addPluginToWebMenu(self, name, action):
        self._plugin_menu("Web", name).addAction(action)

    def removePluginWebMenu(self, name, action):
        self._take_out("Web", name, action)

    def addPluginToMenu(self, name, action):
        self._plugin_menu("Plugins", name).addAction(action)

    def removePluginMenu(self, name, action):
        self._take_out("Plugins", name, action)

    def _take_out(self, kind, name, action):
        """As QGIS does it: an emptied menu is forgotten, and not deleted."""
        menu = self._plugin_menu(kind, name)
        menu.removeAction(action)
        if menu.isEmpty():
            del self._plugin_menus[kind, name]

    def menu_actions(self):
        """Every action that the plugin has put in a menu."""
        return [action for menu in (*self._plugin_menus.values(), *self._menus.values()) for action in menu.actions()]

    def addWebToolBarIcon(self, action):
        self._web_toolbar.addAction(action)
        return len(self._web_toolbar.actions())

    def removeWebToolBarIcon(self, action):
        self._web_toolbar.removeAction(action)

    def addToolBarIcon(self, action):
        return self.addWebToolBarIcon(action)

    def removeToolBarIcon(self, action):
        self.removeWebToolBarIcon(action)

    def webToolBar(self):
        return self._web_toolbar

    def addToolBar(self, name, area=Qt.ToolBarArea.TopToolBarArea):
        bar = QToolBar(name, self._window) if isinstance(name, str) else name
        self._window.addToolBar(area, bar)
        return bar

    # --- registrations ---

    def registerLocatorFilter(self, item):
        self.registered["locator"].append(item)
        self._locator.registerFilter(item)

    def deregisterLocatorFilter(self, item):
        self.registered["locator"].remove(item)
        self._locator.deregisterFilter(item)

    def invalidateLocatorResults(self):
        pass

    def locatorSearch(self, text):
        self.searched = text

    def _pair(kind):  # noqa: N805
        def register(self, item, *rest):
            self.registered[kind].append(item)
            return True

        def unregister(self, item, *rest):
            self.registered[kind].remove(item)
            return True

        return register, unregister

    registerApplicationExitBlocker, unregisterApplicationExitBlocker = _pair("exit")
    registerOptionsWidgetFactory, unregisterOptionsWidgetFactory = _pair("options")
    registerProjectPropertiesWidgetFactory, unregisterProjectPropertiesWidgetFactory = _pair("project_pages")
    registerMapToolHandler, unregisterMapToolHandler = _pair("tool")
    registerCustomDropHandler, unregisterCustomDropHandler = _pair("drop")
    registerDevToolWidgetFactory, unregisterDevToolWidgetFactory = _pair("dev")
    registerMainWindowAction, unregisterMainWindowAction = _pair("action")
    registerMapLayerConfigWidgetFactory, unregisterMapLayerConfigWidgetFactory = _pair("layer_pages")
    registerCustomProjectOpenHandler, unregisterCustomProjectOpenHandler = _pair("open")

    # --- layers ---

    def activeLayer(self):
        return self.active_layer

    def setActiveLayer(self, layer):
        self.active_layer = layer
        self.currentLayerChanged.emit(layer)
        return True

    def addVectorLayer(self, path, name, provider):
        from qgis.core import QgsVectorLayer

        return QgsProject.instance().addMapLayer(QgsVectorLayer(path, name, provider))

    def zoomToActiveLayer(self):
        if self.active_layer is not None:
            self._canvas.setExtent(self.active_layer.extent())

    def actionPan(self):
        return self._pan

    def showOptionsDialog(self, parent=None, currentPage=""):
        self.shown_options.append(currentPage)

    def close(self):
        """Let go of the window and all in it."""
        QgsProject.instance().crsChanged.disconnect(self._follow_crs)
        for item in list(self.registered["locator"]):
            self.deregisterLocatorFilter(item)
        self._canvas.freeze(True)
        self._canvas.stopRendering()
        self._window.close()
        self._window.deleteLater()
