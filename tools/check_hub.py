#!/usr/bin/env python3
"""Hold the packaged zip to the rules of plugins.qgis.org, before the hub does.

Rules after the hub's validator and its blocking security scan (2026): names, sizes and file kinds, required metadata,
bandit with every rule that the hub switches on, detect-secrets (whose exit code is always 0: its JSON is read).
"""
from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "build" / "venv" / "bin"
REQUIRED = ("name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository",
            "homepage", "qgisMaximumVersion", "icon", "license", "hasProcessingProvider")
FORBIDDEN = re.compile(r"\.(pyc|exe|dll|so|dylib|bat|sh|ps1|cmd)$|__pycache__|__MACOSX|\.git/|\.\.|\\|^[A-Za-z]:"
                       r"|/tests?/|/Makefile$|resources_rc|ui_\w+\.py$")
BANDIT_RULES = """B101 B102 B103 B104 B105 B106 B107 B108 B110 B111 B112 B113 B201 B202 B301 B302 B303 B304 B305 B306
B307 B308 B310 B311 B312 B313 B314 B315 B316 B317 B318 B319 B320 B321 B323 B324 B401 B402 B403 B405 B406 B407 B408 B409
B412 B413 B501 B502 B503 B504 B505 B506 B507 B508 B509 B601 B602 B603 B604 B605 B606 B607 B608 B609 B610 B611 B612 B613
B614 B615 B701 B702 B703 B704""".split()


def file_problems(names: list[str]) -> list[str]:
    problems = [f"{name}: the hub takes no such file" for name in names if FORBIDDEN.search(name)]
    problems += [f"rue311/{needed} is missing" for needed in ("__init__.py", "metadata.txt", "LICENSE")
                 if f"rue311/{needed}" not in names]
    problems += [f"{name}: not inside the one folder rue311" for name in names if not name.startswith("rue311/")]
    return problems


def metadata_problems(folder: Path) -> list[str]:
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(folder / "metadata.txt", encoding="utf-8")
    general = metadata["general"]
    problems = [f"metadata.txt: {key} is missing" for key in REQUIRED if not general.get(key, "").strip()]
    if not (folder / general.get("icon", "-")).is_file():
        problems.append("metadata.txt: the icon is not in the package")
    if "/" in general.get("author", "") or "plugin" in general.get("name", "").lower():
        problems.append("metadata.txt: author with a slash, or a name with the word plugin")
    return problems


def bandit_problems(folder: Path) -> list[str]:
    answer = subprocess.run([TOOLS / "bandit", "-q", "-r", folder, "-f", "json", "-t", ",".join(BANDIT_RULES)],
                            capture_output=True, text=True, check=False)
    report = json.loads(answer.stdout)
    problems = [f"bandit could not read {error['filename']}: {error['reason']}" for error in report["errors"]]
    return problems + [f"{Path(found['filename']).relative_to(folder)}:{found['line_number']}: {found['test_id']} "
                       f"{found['issue_text']}" for found in report["results"]]


def secret_problems(folder: Path) -> list[str]:
    answer = subprocess.run([TOOLS / "detect-secrets", "scan", "--all-files", "--exclude-files", r"metadata\.txt", "."],
                            cwd=folder, capture_output=True, text=True, check=True)
    return [f"{path}:{found['line_number']}: looks like a secret ({found['type']})"
            for path, founds in json.loads(answer.stdout)["results"].items() for found in founds]


def main() -> int:
    archive = max((ROOT / "build").glob("rue311-*.zip"), key=lambda path: path.stat().st_mtime)
    unpacked = ROOT / "build" / "hub"
    shutil.rmtree(unpacked, ignore_errors=True)
    with zipfile.ZipFile(archive) as packed:
        names = packed.namelist()
        packed.extractall(unpacked)
    folder = unpacked / "rue311"
    problems = file_problems(names)
    if not problems:
        problems = metadata_problems(folder) + bandit_problems(folder) + secret_problems(folder)
    for problem in problems:
        print(f"hub: {problem}", file=sys.stderr)
    if not problems:
        print(f"hub gate: ok ({archive.name}: files, metadata, bandit, detect-secrets)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
