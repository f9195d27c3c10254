"""The page that a trainer opens in a browser to see what arrived."""
from __future__ import annotations

import json
import sqlite3
from html import escape

from ..i18n import tr
from .office import Office
from .records import Selection
from .wire import Reply

ROWS = 200
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_STYLE = """
body { font-family: sans-serif; margin: 0; border: 8px solid #e8750a; min-height: 95vh; padding: 1em 2em; color: #222 }
.exercise { color: #b35300; letter-spacing: .2em } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .4em .8em; border-bottom: 1px solid #ccc }
td.words { white-space: pre-wrap; max-width: 40em; overflow-wrap: anywhere } img { max-height: 4em }
"""


def status_page(office: Office) -> Reply:
    """Plain HTML, refreshed every 15 s, every word of a client escaped, nothing about the people who reported."""
    rows = office.records.select(Selection(limit=ROWS))
    total = tr("{total} requests received; the latest {shown} are shown.").format(
        total=office.records.count(), shown=len(rows)
    )
    title = tr("Training back end")
    html = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="refresh" content="15">'
        f"<title>EXERCICE - {escape(title)}</title><style>{_STYLE}</style></head><body>"
        f'<h1><span class="exercise">EXERCICE</span> {escape(title)}</h1><p>{escape(total)}</p>'
        f"{_table(rows) if rows else ''}</body></html>"
    )
    return Reply(200, "text/html; charset=utf-8", html.encode("utf-8", "replace"), _HEADERS)


def _table(rows: list[sqlite3.Row]) -> str:
    heads = [tr("Number"), tr("Received"), tr("Service"), tr("State"), tr("Place"), tr("Description"), tr("Photo")]
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    return f"<table><tr>{head}</tr>{''.join(_row(row) for row in rows)}</table>"


def _row(row: sqlite3.Row) -> str:
    place = row["address"] or ("" if row["lat"] is None else f"{row['lat']:.5f}, {row['lon']:.5f}")
    cells = [row["service_request_id"], row["requested"], row["service_name"], row["state"], place]
    plain = "".join(f"<td>{escape(str(cell))}</td>" for cell in cells)
    photos = "".join(
        f'<img src="{escape(url)}" alt="">' for url in json.loads(row["media"]) if url.startswith("/media/")
    )
    return f'<tr>{plain}<td class="words">{escape(row["description"] or "")}</td><td>{photos}</td></tr>'
