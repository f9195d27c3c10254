"""Opens the demo commune with its training back end running and the dock in view (runs inside QGIS, see inside.py)."""
from __future__ import annotations

from hands import content, place, plugin
from inside import wait

plugin.dock.setUserVisible(True)
wait(lambda: content() is not None)
if place().profile is None and not place().opening:
    content().chooser.demo_button.click()
wait(lambda: place().profile is not None, 60)
if place().training and not place().sandbox_running:
    place().start_sandbox()
