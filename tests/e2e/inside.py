"""Runs inside QGIS (`--code`): gives the script its helpers, runs it once QGIS is up, and ends QGIS."""
from __future__ import annotations

import os
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Callable

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.utils import iface, plugins

out = Path(os.environ["RUE311_OUT"])
arguments = os.environ.get("RUE311_ARGUMENTS", "").split("\n")


def pause(seconds: float) -> None:
    """Let QGIS live for a while."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QgsApplication.processEvents()
        time.sleep(0.01)


def wait(condition: Callable[[], object], seconds: float = 30) -> None:
    """Let QGIS live until `condition()` is true. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(f"not true after {seconds} s: {getattr(condition, '__name__', condition)}")
        QgsApplication.processEvents()
        time.sleep(0.01)


def shot(name: str) -> Path:
    """Photograph the whole screen as it is now."""
    pause(0.4)
    target = out / f"{name}.png"
    subprocess.run(["import", "-window", "root", str(target)], check=True, timeout=30)
    return target


def _run() -> None:
    code = 0
    names = {"iface": iface, "plugin": plugins.get("rue311"), "shot": shot, "wait": wait, "pause": pause, "out": out,
             "arguments": arguments, "__name__": "__rue311_script__",
             "__file__": os.environ["RUE311_SCRIPT"]}
    script = Path(os.environ["RUE311_SCRIPT"])
    sys.path[:0] = [os.environ["RUE311_HELPERS"], str(script.parent)]
    iface.mainWindow().showMaximized()
    pause(0.5)
    try:
        exec(compile(script.read_text(encoding="utf-8"), str(script), "exec"), names)
    except SystemExit as wish:
        code = int(wish.code or 0)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        code = 1
        try:
            shot("failed")
        except Exception:
            traceback.print_exc()
    if os.environ.get("RUE311_STAY") and not code:
        return
    QgsApplication.taskManager().cancelAll()
    QgsProject.instance().setDirty(False)
    sys.stdout.flush()
    QgsApplication.exit(code)


if __name__ != "inside":  # a script may import the helpers by name
    QTimer.singleShot(500, _run)
