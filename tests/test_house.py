"""The plan of the house, where a machine can hold it: who imports whom, and no file that is two rooms in one."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def test_the_rooms_know_only_whom_they_may_know(root: Path) -> None:
    linter = Path(sys.prefix) / "bin" / "lint-imports"
    if not linter.exists():
        pytest.skip("import-linter is not installed here (make setup installs it)")
    answer = subprocess.run([linter, "--config", root / "pyproject.toml", "--no-cache"], cwd=root / "build" / "python",
                            capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout


def test_no_file_is_two_rooms_in_one(root: Path) -> None:
    long = {path.relative_to(root): lines for path in (root / "plugin").rglob("*.py")
            if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 500}
    assert long == {}


def test_every_file_reads_its_annotations_late(root: Path) -> None:
    texts = {path.relative_to(root): path.read_text(encoding="utf-8") for path in (root / "plugin").rglob("*.py")}
    eager = [path for path, text in texts.items() if "def " in text and "import annotations" not in text]
    assert eager == []
