#!/usr/bin/env python3
"""Make the zip that the plugin hub takes: what QGIS needs at run time, with compiled translations, and nothing else."""
from __future__ import annotations

import argparse
import configparser
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED_FOLDERS = ("plugin/", "ui/", "resources/", "docs/guide/")
SHIPPED_FILES = ("__init__.py", "metadata.txt", "LICENSE", "README.md", "CHANGELOG.md")
HUB_LIMIT = 25 * 2**20
EPOCH = (2026, 1, 1, 0, 0, 0)  # the same tree makes the same zip


def shipped() -> list[str]:
    """Paths of the plugin's files, relative to the root, sorted."""
    known = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True,
                           capture_output=True, text=True).stdout.splitlines()
    files = [path for path in known if path in SHIPPED_FILES or path.startswith(SHIPPED_FOLDERS)]
    files = [path for path in files if (ROOT / path).is_file() and not path.endswith(".ts")]
    files += [str(path.relative_to(ROOT)) for path in (ROOT / "resources" / "i18n").glob("*.qm")]
    return sorted(set(files))


def make_zip(target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in shipped():
            entry = zipfile.ZipInfo(f"rue311/{path}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, (ROOT / path).read_bytes())
    return target


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quiet", action="store_true")
    quiet = parser.parse_args().quiet
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    target = make_zip(ROOT / "build" / f"rue311-{metadata['general']['version']}.zip")
    size = target.stat().st_size
    if not any(name.endswith("_fr.qm") for name in shipped()):
        print("package: the French translation is not compiled; run make setup", file=sys.stderr)
        return 1
    if size > HUB_LIMIT:
        print(f"package: {size} bytes are more than the hub takes ({HUB_LIMIT})", file=sys.stderr)
        return 1
    if not quiet:
        print(f"package: {target.relative_to(ROOT)}, {size / 2**20:.1f} MiB, {len(shipped())} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
