#!/usr/bin/env python3
"""Hold the French screen to be French: every visible text is gathered, translated, and keeps its placeholders."""
from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "resources" / "i18n" / "rue311_fr.ts"
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\d")


def messages(path: Path) -> dict[tuple[str, str], str]:
    """(context, source) -> translation; an unfinished one is empty."""
    found: dict[tuple[str, str], str] = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            text = "" if translation is None or translation.get("type") else translation.text or ""
            found[(context.findtext("name", ""), message.findtext("source", ""))] = text
    return found


def problems() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        if KEPT.exists():
            shutil.copy(KEPT, folder)
        subprocess.run([ROOT / "tools" / "gather_texts.sh", folder], check=True, capture_output=True)
        needed = messages(Path(folder) / KEPT.name)
    kept = messages(KEPT) if KEPT.exists() else {}
    found = [f"not gathered yet (make translations): {source!r}" for context, source in needed.keys() - kept.keys()]
    for (context, source), text in sorted(needed.items()):
        if not text.strip() and source.strip():
            found.append(f"not translated [{context}]: {source!r}")
        elif sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(text)):
            found.append(f"placeholders differ: {source!r} -> {text!r}")
    return found


def main() -> int:
    found = problems()
    for problem in found:
        print(f"translations: {problem}", file=sys.stderr)
    if not found:
        print(f"translations: ok ({len(messages(KEPT))} texts in French)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
