#!/usr/bin/env python3
"""GeoReport: reading 10,000 service requests, and listing them over a link that adds 50 ms to every answer.

Claims: a listing that knows whether it is whole takes no longer than a plain serial loop on `requests` that does not,
in the same run; at least 10,000 rows/s are read from either format. Beside it PyPI's `georeport` on what it can do:
fetch one answer and hand out dictionaries, no dates, no numbers, no quirks. It is no dependency: to see it, run
`pip install --target DIR georeport` and then this file with PYTHONPATH=DIR. Exit code 1 where a claim does not hold.
"""
from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

import requests
from rue311.plugin.clock import utc_text
from rue311.plugin.net import HttpSession, Limits
from rue311.plugin.open311 import Capabilities, Endpoint, Open311Client

ROWS = 10_000
DELAY_S = 0.050
END = datetime(2026, 6, 1, tzinfo=timezone.utc)
START = END - timedelta(days=85)
CAP = 1000
ROWS_PER_S = 10_000


def rows() -> list[dict[str, object]]:
    """Newest first, evenly over the 85 days, as a commune's staff would write them."""
    step = (END - START) / ROWS
    made = [END - step * number - timedelta(seconds=1) for number in range(ROWS)]
    return [
        {
            "service_request_id": f"2026-{number:06d}", "status": "closed" if number % 3 else "open",
            "status_notes": "Réparé par l'équipe voirie" if number % 3 else None, "service_name": "Nid-de-poule",
            "service_code": f"{number % 12:03d}", "description": f"Trou profond devant le n° {number}, côté école",
            "agency_responsible": "Service travaux", "service_notice": None, "requested_datetime": utc_text(at),
            "updated_datetime": utc_text(at + timedelta(hours=5)), "expected_datetime": None,
            "address": f"Rue de la Station {number % 200}, 9931 Valombre", "address_id": str(number), "zipcode": "9931",
            "lat": 50.30 + number % 100 / 1000, "long": 4.95 + number % 90 / 1000,
            "media_url": f"https://valombre.example/media/{number}.jpg",
        }
        for number, at in enumerate(made)
    ]  # fmt: skip


def as_xml(row: dict[str, object]) -> str:
    cells = "".join(f"<{k}>{escape(str(v))}</{k}>" if v is not None else f"<{k}/>" for k, v in row.items())
    return f"<request>{cells}</request>"


class Shelf:
    """The rows, already written, with the dates they are filtered by."""

    def __init__(self) -> None:
        whole = rows()
        self.dates = [str(row["requested_datetime"]) for row in whole]
        self.written = {
            "json": [json.dumps(row, ensure_ascii=False).encode() for row in whole],
            "xml": [as_xml(row).encode() for row in whole],
        }

    def answer(self, form: str, asked: dict[str, str]) -> bytes:
        first, last = asked.get("start_date", ""), asked.get("end_date", "9")
        found = [place for place, date in enumerate(self.dates) if first <= date < last]
        if "page" in asked:
            size = int(asked["page_size"])
            found = found[(int(asked["page"]) - 1) * size :][:size]
        elif "whole" not in asked:
            found = found[:CAP]
        cells = [self.written[form][place] for place in found]
        if form == "json":
            return b"[" + b",".join(cells) + b"]"
        return b'<?xml version="1.0"?><service_requests>' + b"".join(cells) + b"</service_requests>"


def serve() -> None:
    """The back end, in a process of its own: prints its port, sleeps before each answer as the path says."""
    shelf = Shelf()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 2**20

        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = dict(parse_qsl(parts.query))
            if parts.path.startswith("/far/"):
                time.sleep(DELAY_S)
            if parts.path.startswith("/whole/"):
                asked = {"whole": "1"}
            body = shelf.answer(parts.path.rpartition(".")[2], asked)
            self.send_response_only(200)
            self.send_header("Content-Type", "text/xml" if parts.path.endswith("xml") else "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


@contextlib.contextmanager
def back_end():
    server = subprocess.Popen([sys.executable, __file__, "serve"], stdout=subprocess.PIPE, text=True)
    try:
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def read_ours(base: str, form: str) -> int:
    able = Capabilities(format=form, row_cap=10**6)
    session = HttpSession()
    from rue311.plugin.open311 import Query

    return len(Open311Client(session, Endpoint(f"{base}/whole", capabilities=able)).requests(Query()))


def read_georeport(base: str, form: str) -> int:
    from georeport import GeoReport

    return len(GeoReport(f"{base}/whole", output_format=form).get_service_requests())


def measured(reader: str, base: str, form: str) -> None:
    """In a process of its own: best time of three, and how much the peak of memory grew."""
    read = {"ours": read_ours, "georeport": read_georeport}[reader]
    if reader == "georeport":
        import georeport  # noqa: F401
    HttpSession().close()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = []
    for _each in range(3):
        started = time.perf_counter()
        count = read(base, form)
        times.append(time.perf_counter() - started)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps([count, min(times), grown]))


def reading(base: str) -> bool:
    held = True
    readers = ["ours"]
    if importlib.util.find_spec("georeport"):
        readers.append("georeport")
    else:
        print("georeport is not here: pip install --target DIR georeport, then PYTHONPATH=DIR")
    for form in ("json", "xml"):
        took = {}
        for reader in readers:
            done = subprocess.run(
                [sys.executable, __file__, "read", reader, base, form], capture_output=True, text=True, check=True
            )
            count, took[reader], grown = json.loads(done.stdout)
            rate = count / took[reader]
            told = f"{count:,} rows in {took[reader]:.2f} s, {rate:,.0f} rows/s, +{grown:.0f} MB"
            print(f"reading {form}, {reader}: {told}")
            held = held and (reader != "ours" or rate >= ROWS_PER_S)
        if "georeport" in took:
            print(f"  ratio georeport / ours: {took['georeport'] / took['ours']:.2f}")
    return held


def serial_pages(base: str, size: int) -> set[str]:
    """What one would write first; whether anything moved between two pages it cannot know."""
    found: set[str] = set()
    with requests.Session() as session:
        page = 1
        while True:
            asked = {"start_date": utc_text(START), "end_date": utc_text(END), "page": page, "page_size": size}
            answer = session.get(f"{base}/far/requests.json", params=asked, timeout=30).json()
            if not answer:
                return found
            found.update(row["service_request_id"] for row in answer)
            page += 1


def serial_days(base: str) -> set[str]:
    found: set[str] = set()
    with requests.Session() as session:
        day = START
        while day < END:
            asked = {"start_date": utc_text(day), "end_date": utc_text(day + timedelta(days=1))}
            answer = session.get(f"{base}/far/requests.json", params=asked, timeout=30).json()
            found.update(row["service_request_id"] for row in answer)
            day += timedelta(days=1)
    return found


def ours(base: str, size: int) -> set[str]:
    session = HttpSession(limits=Limits())
    client = Open311Client(session, Endpoint(f"{base}/far", capabilities=Capabilities(page_size=size)))
    listing = client.window(START, END)
    session.close()
    if not listing.complete:
        print(f"not whole: {listing.why}")
        return set()
    return {one.service_request_id for one in listing.requests}


def listing(base: str) -> bool:
    held = True
    for name, size, serial in (
        ("pages of 100", 100, lambda: serial_pages(base, 100)),
        ("pages of 500", 500, lambda: serial_pages(base, 500)),
        ("no paging, 1,000 rows at most; serially day by day", 0, lambda: serial_days(base)),
    ):
        started = time.perf_counter()
        wanted = serial()
        theirs = time.perf_counter() - started
        started = time.perf_counter()
        found = ours(base, size)
        mine = time.perf_counter() - started
        print(f"listing, {name}: serial requests {theirs:.2f} s ({len(wanted):,}), ours {mine:.2f} s ({len(found):,})")
        print(f"  ratio serial / ours: {theirs / mine:.2f}")
        held = held and found == wanted and len(found) == ROWS and mine <= theirs
    return held


def main() -> int:
    print(f"machine: {os.uname().nodename}, {os.cpu_count()} processors; {1000 * DELAY_S:.0f} ms added to each answer")
    with back_end() as base:
        held = [reading(base), listing(base)]
    return 0 if all(held) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve()
    elif sys.argv[1:2] == ["read"]:
        measured(*sys.argv[2:5])
    else:
        sys.exit(main())
