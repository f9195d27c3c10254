#!/usr/bin/env python3
"""Make the guide's HTML pages (what the dock's menu opens) from its Markdown; with --pictures take the pictures anew.

    build/venv/bin/python tools/make_guide.py              docs/guide/<language>.html
    build/venv/bin/python tools/make_guide.py --pictures   docs/guide/pictures/*.png, from a real QGIS in French
"""
from __future__ import annotations

import argparse
import html
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
PICTURES = GUIDE / "pictures"
LANGUAGES = ("fr", "en")
CONTENTS = {"fr": "Sommaire", "en": "Contents"}
DOCK = (998, 118, 1366, 738)  # left, top, right, bottom on a screen of 1366 × 768
WITH_MAP = (258, 118, 1366, 738)
SHOW_MAP = ("map", "report", "address")
COLOURS = 256
PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.55 "Segoe UI", "Noto Sans", sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #222; }}
h1, h2, h3 {{ line-height: 1.25; }}
h2 {{ margin-top: 2.5rem; border-bottom: 2px solid #1b6ca8; padding-bottom: .2rem; }}
img {{ max-width: 100%; border: 1px solid #bbb; vertical-align: top; }}
table {{ border-collapse: collapse; margin: 1rem 0; }}
th, td {{ border: 1px solid #bbb; padding: .35rem .6rem; text-align: left; vertical-align: top; }}
th {{ background: #eef3f7; }}
pre {{ background: #f4f4f4; padding: .8rem; overflow-x: auto; }}
code {{ font: 14px "Consolas", "DejaVu Sans Mono", monospace; }}
nav {{ background: #f7f9fb; border: 1px solid #d5dde4; padding: .5rem 1rem; }}
nav ul {{ columns: 2; margin: .3rem 0; padding-left: 1.2rem; }}
@media print {{ nav {{ display: none; }} body {{ max-width: none; font-size: 11pt; }} img {{ max-height: 16cm; }} }}
</style>
</head>
<body>
{body}</body>
</html>
"""


def slug(text: str) -> str:
    """The anchor of a heading, as the forges make it: small letters, words joined by dashes, accents kept."""
    kept = re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", text).lower())
    return kept.strip().replace(" ", "-")


def headings(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Give each heading its anchor; answers (anchor, text) of those of the second level."""
    found = []
    for token, inline in zip(tokens, tokens[1:]):
        if token.type == "heading_open":
            token.attrSet("id", slug(inline.content))
            if token.tag == "h2":
                found.append((slug(inline.content), inline.content))
    return found


def contents(found: Sequence[tuple[str, str]], language: str) -> str:
    items = "".join(f'<li><a href="#{html.escape(anchor)}">{html.escape(text)}</a></li>\n' for anchor, text in found)
    return f"<nav><strong>{CONTENTS[language]}</strong>\n<ul>\n{items}</ul></nav>\n"


def page(markdown: str, language: str) -> str:
    """The whole HTML page; links to the other languages lead to their pages, not to their Markdown."""
    maker = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = maker.parse(markdown)
    found = headings(tokens)
    for token in tokens:
        for child in token.children or ():
            target = str(child.attrGet("href") or "")
            if re.fullmatch(r"[a-z]{2}\.md", target):
                child.attrSet("href", target[:-2] + "html")
    first = next(place for place, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2")
    body = "".join((maker.renderer.render(tokens[:first], maker.options, {}), contents(found, language),
                    maker.renderer.render(tokens[first:], maker.options, {})))
    return PAGE.format(language=language, title=html.escape(tokens[1].content), body=body)


def make_pages(folder: Path = GUIDE) -> list[Path]:
    """Write the pages; answers those that were not up to date."""
    changed = []
    for language in LANGUAGES:
        made = page((folder / f"{language}.md").read_text(encoding="utf-8"), language)
        target = folder / f"{language}.html"
        if not target.is_file() or target.read_text(encoding="utf-8") != made:
            target.write_text(made, encoding="utf-8", newline="\n")
            changed.append(target)
    return changed


def take_pictures() -> int:
    """Photograph the real screens, cut them and make them small."""
    from PIL import Image  # of Debian: python3-pil

    with tempfile.TemporaryDirectory() as folder:
        looking = [sys.executable, str(ROOT / "tests" / "e2e" / "desktop.py"),
                   str(ROOT / "tests" / "e2e" / "guide_pictures.py"), "--out", folder, "--lang", "fr"]
        code = subprocess.call(looking)
        if code:
            return code
        PICTURES.mkdir(parents=True, exist_ok=True)
        for shot in sorted(Path(folder).glob("*.png")):
            picture = Image.open(shot).convert("RGB").crop(WITH_MAP if shot.stem in SHOW_MAP else DOCK)
            small = picture.quantize(COLOURS, Image.Quantize.LIBIMAGEQUANT, dither=Image.Dither.NONE)
            small.save(PICTURES / shot.name, optimize=True)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pictures", action="store_true", help="take the pictures anew (starts QGIS)")
    if parser.parse_args().pictures and (code := take_pictures()):
        return code
    for target in make_pages():
        print(f"guide: {target.relative_to(ROOT)} made")
    return 0


if __name__ == "__main__":
    sys.exit(main())
