#!/usr/bin/env python3
"""The main job, shown: `make demo`.

With a display, QGIS opens on the demo commune with the training back end running. Without one, the same QGIS runs on a
virtual screen through the guided tour (tour.py) and leaves numbered screenshots and report.html in build/demo.
"""
from __future__ import annotations

import argparse
import html
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from desktop import CLEAN_PATH, ROOT, Desktop

HERE = Path(__file__).resolve().parent
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Rue311: guided tour</title>
<style>body{{font:15px/1.5 sans-serif;max-width:1100px;margin:2em auto;padding:0 1em;color:#222}}
img{{width:100%;border:1px solid #bbb}} .failed{{color:#b00020}} .ok{{color:#17663a}} h2{{margin-top:2em}}
pre{{background:#f4f4f4;padding:1em;overflow:auto}}</style></head><body>
<h1>Rue311: guided tour of the main job</h1>
<p class="{verdict_class}">{verdict}</p>{steps}</body></html>
"""
STEP = """<h2>{number}. {title} <span class="{klass}">{state}</span></h2><p>{told} <em>({seconds:.1f} s)</em></p>
{trouble}<a href="{image}"><img src="{image}" alt="{title}"></a>
"""


def write_report(out: Path, code: int) -> Path:
    """Make report.html from what the tour wrote to tour.json."""
    record = out / "tour.json"
    steps = json.loads(record.read_text(encoding="utf-8")) if record.exists() else []
    failed = [step for step in steps if step["trouble"]]
    verdict = f"All {len(steps)} steps worked." if steps and not failed and not code else \
        f"{len(failed)} of {len(steps)} steps failed (QGIS ended with {code})."
    parts = [STEP.format(number=number, title=html.escape(step["title"]), told=html.escape(step["told"]),
                         klass="failed" if step["trouble"] else "ok", state="failed" if step["trouble"] else "✓",
                         seconds=step["seconds"], image=html.escape(step["image"]),
                         trouble=f"<pre>{html.escape(step['trouble'])}</pre>" if step["trouble"] else "")
             for number, step in enumerate(steps, 1)]
    page = out / "report.html"
    page.write_text(PAGE.format(verdict=verdict, verdict_class="failed" if failed or code else "ok",
                                steps="".join(parts)), encoding="utf-8")
    return page


def tour(out: Path, home: Path, lang: str, seconds: float) -> int:
    """Run the guided tour on a virtual screen. Answers 0 when every step worked."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)
    with Desktop(home, lang=lang) as desktop:
        code = desktop.run(HERE / "tour.py", out, seconds=seconds)
    page = write_report(out, code)
    steps = json.loads((out / "tour.json").read_text(encoding="utf-8")) if (out / "tour.json").exists() else []
    for number, step in enumerate(steps, 1):
        print(f"{'FAILED' if step['trouble'] else 'ok':>6}  {number:2}. {step['title']} ({step['seconds']:.1f} s)")
    if code or not steps:
        print((out / "qgis.log").read_text(errors="replace")[-3000:], file=sys.stderr)
    print(f"demo: {page}")
    return code or (0 if steps and not any(step["trouble"] for step in steps) else 1)


def on_screen(home: Path) -> int:
    """Open QGIS on the screen of the person who called, with a profile of its own."""
    desktop = Desktop(home, lang=os.environ.get("LANG", "fr")[:2])
    desktop.display = os.environ["DISPLAY"]
    desktop._write_profile()
    environment = desktop.environment({"RUE311_SCRIPT": str(HERE / "open_demo.py"), "RUE311_OUT": str(home),
                                       "RUE311_HELPERS": str(HERE), "RUE311_STAY": "1"})
    for name in ("XAUTHORITY", "WAYLAND_DISPLAY"):
        if name in os.environ:
            environment[name] = os.environ[name]
    return subprocess.call(["/usr/bin/qgis", "--nologo", "--profiles-path", str(home / "profiles"),
                            "--code", str(HERE / "inside.py")], env=environment)


def display_answers() -> bool:
    """Whether a screen is there; a DISPLAY that nobody serves counts as none."""
    if not os.environ.get("DISPLAY"):
        return False
    environment = {**os.environ, "PATH": CLEAN_PATH}
    return subprocess.call(["xwininfo", "-root"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                           env=environment) == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "demo")
    parser.add_argument("--home", type=Path, default=ROOT / "build" / "demo-home")
    parser.add_argument("--lang", default="fr")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--tour", action="store_true", help="the guided tour even where there is a display")
    asked = parser.parse_args()
    if display_answers() and not asked.tour:
        return on_screen(asked.home)
    return tour(asked.out, asked.home, asked.lang, asked.seconds)


if __name__ == "__main__":
    sys.exit(main())
