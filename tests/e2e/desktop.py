#!/usr/bin/env python3
"""A real QGIS desktop on a virtual screen, for tests, for the guided tour, and for looking at a screen by hand.

    tests/e2e/desktop.py --out build/look script.py [--lang fr] [--size 1366x768] [--seconds 120] [--home DIR]

starts Xvfb, a window manager and QGIS with a profile of its own in which only Rue311 is active, and runs `script.py`
in it. The script is plain Python that QGIS runs on its GUI thread; it finds these names ready:

    iface, plugin        QGIS's interface and the running Rue311Plugin
    shot(name)           photograph the whole screen to <out>/<name>.png
    wait(condition, s)   let QGIS live until condition() is true; raises TimeoutError after s seconds (default 30)
    pause(s)             let QGIS live for s seconds
    out                  pathlib.Path of the output folder
    arguments            what stood behind `--` on the command line

When the script ends, QGIS ends with it; an exception makes the exit code 1 and is printed.
"""
from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CLEAN_PATH = "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"

PROFILE_SETTINGS = """\
[PythonPlugins]
rue311={plugin}

[locale]
overrideFlag=true
userLocale={lang}
globalLocale={locale}

[app]
LastRun=true

[qgis]
checkVersion=false
showTips=false
showTips{version}=false
askToSaveProjectChanges=false
newsFeedSeen=true
projectTemplateDir=
stylesheet\\iconSize=24

[core]
NewsFeed\\httpsfeedqgisorg\\disabled=true
"""


class Desktop:
    """Starts and ends one QGIS on a screen of its own; use as a context manager.

    home: folder that stands for the user's home (profile, cache, data); kept, so that QGIS can be started in it again.
    """

    def __init__(self, home: Path, *, lang: str = "fr", size: str = "1366x768", plugin: bool = True) -> None:
        self.home = home.resolve()
        self.plugin = plugin
        self.lang = lang
        self.size = size
        self._screen: subprocess.Popen[bytes] | None = None
        self._manager: subprocess.Popen[bytes] | None = None
        self.display = ""

    def __enter__(self) -> Desktop:
        self._start_screen()
        self._write_profile()
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self._manager, self._screen):
            if process and process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()

    def environment(self, extra: dict[str, str] | None = None) -> dict[str, str]:
        """What QGIS sees: nothing of the caller's Pythons, caches or profiles."""
        runtime = self.home / "run"
        runtime.mkdir(parents=True, exist_ok=True)
        runtime.chmod(0o700)
        locale = "C.UTF-8"
        return {
            "PATH": CLEAN_PATH, "HOME": str(self.home), "DISPLAY": self.display, "LANG": locale, "LC_ALL": locale,
            "XDG_RUNTIME_DIR": str(runtime), "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_DATA_HOME": str(self.home / "data"), "XDG_CONFIG_HOME": str(self.home / "config"),
            "QGIS_PLUGINPATH": str(ROOT / "build" / "python"), "PYTHONPYCACHEPREFIX": str(self.home / "pycache"),
            "NO_AT_BRIDGE": "1",
            **(extra or {}),
        }

    def run(self, script: Path, out: Path, *, arguments: list[str] | None = None, seconds: float = 120,
            environment: dict[str, str] | None = None) -> int:
        """Run `script` in a fresh QGIS; answers its exit code, 124 when it did not end in time."""
        process = self.start(script, out, arguments=arguments, environment=environment)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.photograph(out / "timeout.png")
            return 124
        finally:
            end(process)

    def start(self, script: Path, out: Path, *, arguments: list[str] | None = None,
              environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start QGIS with `script` and answer the process; its output goes to <out>/qgis.log."""
        out.mkdir(parents=True, exist_ok=True)
        told = {"RUE311_SCRIPT": str(script.resolve()), "RUE311_OUT": str(out.resolve()),
                "RUE311_HELPERS": str(HERE), "RUE311_ARGUMENTS": "\n".join(arguments or []), **(environment or {})}
        with (out / "qgis.log").open("wb") as log:
            return subprocess.Popen(
                ["/usr/bin/qgis", "--nologo", "--profiles-path", str(self.home / "profiles"),
                 "--code", str(HERE / "inside.py")],
                env=self.environment(told), stdout=log, stderr=subprocess.STDOUT, start_new_session=True)

    def photograph(self, target: Path) -> None:
        """Photograph the whole screen."""
        subprocess.run(["import", "-window", "root", str(target)], env=self.environment(), check=False, timeout=30)

    def _start_screen(self) -> None:
        reader, writer = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{self.size}x24", "-nolisten", "tcp"],
            pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start: is the package xvfb installed?")
        self.display = f":{number}"
        self.home.mkdir(parents=True, exist_ok=True)
        self._manager = subprocess.Popen(["openbox"], env=self.environment(), stdout=subprocess.DEVNULL,
                                         stderr=subprocess.DEVNULL)

    def _write_profile(self) -> None:
        settings = self.home / "profiles" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
        if settings.exists():
            return
        settings.parent.mkdir(parents=True, exist_ok=True)
        locale = {"fr": "fr_BE", "nl": "nl_BE", "de": "de_BE"}.get(self.lang, "en_GB")
        settings.write_text(PROFILE_SETTINGS.format(lang=self.lang, locale=locale, version="322",
                                                     plugin=str(self.plugin).lower()), encoding="utf-8")


def end(process: subprocess.Popen[bytes]) -> None:
    """End a QGIS that was started here, and what it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("script", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "look")
    parser.add_argument("--lang", default="fr")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--home", type=Path, help="keep the user's home here (default: a new one, removed at the end)")
    parser.add_argument("arguments", nargs="*")
    asked = parser.parse_args()
    home = asked.home or Path(tempfile.mkdtemp(prefix="rue311-home-"))
    started = time.monotonic()
    with Desktop(home, lang=asked.lang, size=asked.size) as desktop:
        code = desktop.run(asked.script, asked.out, arguments=asked.arguments, seconds=asked.seconds)
    if not asked.home:
        shutil.rmtree(home, ignore_errors=True)
    print(f"{asked.script.name}: exit {code} after {time.monotonic() - started:.1f} s; see {asked.out}")
    if code:
        print((asked.out / "qgis.log").read_text(errors="replace")[-4000:])
    return code


if __name__ == "__main__":
    sys.exit(main())
