"""What people see: one dock with its pages, dialogs, map tools, and the hub that the pages share.

A widget shows and asks; it decides nothing. Pages get the `Workplace` by constructor and speak to the rooms below
through it; whatever can wait runs as a `Work` in the background. Import the modules themselves: this package
exports nothing, so that QGIS starts quickly.
"""
from __future__ import annotations
