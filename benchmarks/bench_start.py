#!/usr/bin/env python3
"""What Rue311 adds to QGIS's start: the same QGIS with and without it, in turns, on a virtual screen.

Claim: under 150 ms (QGIS's own figure for the plugin: import, `classFactory` and `initGui`), median of the starts after
the first. Beside it the whole start, from the process to an idle window, with and without the plugin.
Exit code 1 where the claim does not hold.
"""
from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
from desktop import Desktop  # noqa: E402

STARTS = 6
CLAIM_MS = 150.0
ASK = """
import qgis.utils
(out / "plugin_ms").write_text(str(qgis.utils.plugin_times.get("rue311", "0")).replace(",", "."))
"""


def main() -> int:
    whole: dict[bool, list[float]] = {True: [], False: []}
    told: list[float] = []
    with tempfile.TemporaryDirectory(prefix="rue311-start-") as folder:
        script = Path(folder) / "ask.py"
        script.write_text(ASK, encoding="utf-8")
        for number in range(STARTS):
            for plugin in (True, False):
                out = Path(folder) / "out"
                with Desktop(Path(folder) / f"home-{plugin}", plugin=plugin) as desktop:
                    started = time.perf_counter()
                    code = desktop.run(script, out, seconds=90)
                    seconds = time.perf_counter() - started
                if code:
                    print(f"QGIS ended with {code}", file=sys.stderr)
                    return 1
                if number == 0:  # the first start fills caches and profiles
                    continue
                whole[plugin].append(seconds)
                if plugin:
                    told.append(1000 * float((out / "plugin_ms").read_text().rstrip("s") or 0))
    added = 1000 * (statistics.median(whole[True]) - statistics.median(whole[False]))
    print(f"plugin loaded in {statistics.median(told):.0f} ms (QGIS’s figure; median of {len(told)}, "
          f"worst {max(told):.0f})")
    print(f"whole start and end: {statistics.median(whole[True]):.2f} s with, {statistics.median(whole[False]):.2f} s "
          f"without: {added:+.0f} ms, ratio {statistics.median(whole[True]) / statistics.median(whole[False]):.2f}")
    return 0 if statistics.median(told) < CLAIM_MS else 1


if __name__ == "__main__":
    sys.exit(main())
