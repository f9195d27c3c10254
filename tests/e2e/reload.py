"""Unloads and loads Rue311 ten times, with a commune open, and says what stays behind (runs inside QGIS)."""
from __future__ import annotations

import json
import threading
from collections import Counter

import qgis.utils
from hands import content
from inside import out, pause, wait
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMenu, QShortcut, QWidget
from qgis.utils import iface

TIMES = 10


def census() -> dict[str, int]:
    """What a plugin could leave behind in QGIS, counted."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        pause(0.1)
    window = iface.mainWindow()
    return {
        "actions": len(window.findChildren(QAction)),
        "docks": len(window.findChildren(QDockWidget)),
        "menus": len(window.findChildren(QMenu)),
        "shortcuts": len(window.findChildren(QShortcut)),
        "widgets": len(window.findChildren(QWidget)),
        "locator filters": len(iface.locatorFilters()) if hasattr(iface, "locatorFilters") else 0,
        "providers": len(QgsApplication.processingRegistry().providers()),
        "canvas items": len(iface.mapCanvas().scene().items()),
        "python threads": threading.active_count(),
        "data item providers": len(QgsApplication.dataItemProviderRegistry().providers()),
        "tasks": len(QgsApplication.taskManager().tasks()),
    }


def open_demo() -> None:
    plugin = qgis.utils.plugins["rue311"]
    plugin.dock.setUserVisible(True)
    wait(lambda: content() is not None)
    if plugin.workplace.profile is None and not plugin.workplace.opening:
        content().chooser.demo_button.click()
    wait(lambda: plugin.workplace.profile is not None and not plugin.workplace.tasks.busy, 60)
    if not plugin.workplace.sandbox_running:
        plugin.workplace.start_sandbox()


qgis.utils.unloadPlugin("rue311")
before = census()
history = []
for _ in range(TIMES):
    qgis.utils.loadPlugin("rue311")
    qgis.utils.startPlugin("rue311")
    open_demo()
    qgis.utils.unloadPlugin("rue311")
    history.append(census())
after = history[-1]
# what the first round loads once (styles, editors of QGIS) is not a leak; what grows with each round is
grown = {name: (history[0][name], after[name]) for name in after if after[name] > history[0][name]}
left = {name: (before[name], after[name]) for name in ("actions", "docks", "menus", "providers", "locator filters",
                                                       "canvas items", "python threads", "data item providers")
        if after[name] > before[name]}
threads = Counter(thread.name for thread in threading.enumerate())
(out / "reload.json").write_text(json.dumps({"grown": grown, "left": left, "threads": threads, "before": before,
                                             "history": history}, indent=1), encoding="utf-8")
if grown or left:
    raise SystemExit(1)
