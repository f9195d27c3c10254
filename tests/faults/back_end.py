"""A GeoReport back end in memory, quick enough to be measured against and as treacherous as a test wants.

In a thread of the test's own process (`with BackEnd() as back_end`), or as a process of its own: `back_end.py [JSON]`
with the options of `BackEnd`, which prints its URL; GET /_records then answers what it holds, POST /_weather?bad=0|1
turns the weather, POST /_forget empties it.
"""
from __future__ import annotations

import asyncio
import json
import random
import sys
import threading
from bisect import bisect_left
from collections import Counter
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs, urlsplit

# percent of the POSTs; together 35
POST_FAULTS = {
    "drop_before": 5, "drop_after_commit": 7, "error_503": 4, "error_502_after_commit": 5, "login_page": 4,
    "truncated": 4, "throttle_429": 2, "late_commit": 4,
}
GET_FAULTS = {"drop_before": 1, "error_503": 1, "login_page": 1, "truncated": 1, "repeat_page": 2}
LATE_S = 0.5
LOGIN = b"<!DOCTYPE html><html><title>Portail</title><form method=post><input type=password></form></html>"
SERVICES = [{"service_code": "voirie", "service_name": "Voirie", "type": "realtime", "metadata": False, "keywords": "",
             "group": "", "description": ""}]


class Dropped(Exception):
    """The line goes dead."""


def text_of(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


class BackEnd:
    """rows: requests that stand there from the start, spread over 80 days. delay_s: added to each connection and to
    each call. bad: whether the faults strike, by `seed`. moderation_s: one record in ten is listed so much later.
    renumber: one POST in so many gives ten records another number (0: never)."""

    def __init__(self, *, rows=0, delay_s=0.0, bad=False, seed=1, moderation_s=0.0, renumber=0, port=0):
        self.delay_s, self.bad, self.moderation_s, self.renumber_each = delay_s, bad, moderation_s, renumber
        self.port = port
        self.dice = random.Random(seed)
        self.struck = Counter()
        self._ready = threading.Event()
        self._tasks = set()
        self.forget()
        now = datetime.now(timezone.utc)
        for number in range(rows):
            at = now - timedelta(days=80) + timedelta(days=80) * number / rows
            self._keep({"description": f"Trou n°{number}", "lat": "50.3", "long": "4.95", "service_code": "voirie"}, at)

    def forget(self):
        self.records, self.updates, self.posted = {}, {}, Counter()
        self._order, self._next, self._version, self._listed = [], 1, 0, ({}, -1)

    # --- the server ---

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        self._thread = threading.Thread(target=lambda: asyncio.run(self.serve()), daemon=True)
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_exc):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def serve(self):
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._connection, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in list(self._tasks):
            task.cancel()

    async def _connection(self, reader, writer):
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            await asyncio.sleep(self.delay_s)
            while await self._call(reader, writer):
                pass
        except (OSError, Dropped, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _call(self, reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length") or 0))
        await asyncio.sleep(self.delay_s)
        where = urlsplit(target)
        fault = "" if where.path.startswith("/_") else self._fault(method)
        status, answer = await self._answer(method, where, body, fault)
        extra = "Retry-After: 1\r\n" if status == 429 else ""
        kind = "text/html" if answer[:1] == b"<" else "application/json"
        date = datetime.now(timezone.utc).strftime("%a, %d %b %Y %H:%M:%S GMT")
        writer.write(
            f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nDate: {date}\r\n{extra}"
            f"Content-Length: {len(answer)}\r\n\r\n".encode()
        )
        if fault == "truncated":
            writer.write(answer[: len(answer) // 2])
            await writer.drain()
            raise Dropped
        writer.write(answer)
        await writer.drain()
        return True

    def _fault(self, method):
        if not self.bad:
            return ""
        roll = self.dice.uniform(0, 100)
        for fault, weight in (POST_FAULTS if method == "POST" else GET_FAULTS).items():
            roll -= weight
            if roll < 0:
                self.struck[f"{method} {fault}"] += 1
                return fault
        return ""

    async def _answer(self, method, where, body, fault):
        """(status, body). Raises Dropped."""
        if fault == "drop_before":
            raise Dropped
        if fault in {"error_503", "login_page", "throttle_429"}:
            return {"error_503": (503, b"<h1>Busy</h1>"), "login_page": (200, LOGIN),
                    "throttle_429": (429, b'[{"code": 429, "description": "slower"}]')}[fault]
        asked = {name: values[0] for name, values in parse_qs(where.query).items()}
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()} if method == "POST" else {}
        if fault == "late_commit":
            asyncio.get_running_loop().call_later(LATE_S, self._do, method, where.path, asked, form)
            raise Dropped
        if fault == "repeat_page" and asked.get("page", "1") != "1":
            asked["page"] = str(int(asked["page"]) - 1)
        status, found = self._do(method, where.path, asked, form)
        if fault == "drop_after_commit":
            raise Dropped
        if fault == "error_502_after_commit":
            return 502, b"<h1>Bad gateway</h1>"
        return status, found if isinstance(found, bytes) else json.dumps(found).encode()

    # --- what a back end does ---

    def _do(self, method, path, asked, form):
        name = path.removesuffix(".json")
        if name.startswith("/_"):
            return self._control(name, asked)
        if name == "/services":
            return 200, SERVICES
        if name == "/requests":
            return self._create(form) if method == "POST" else (200, self._list(asked))
        if name == "/servicerequestupdates":
            return self._update(form) if method == "POST" else (200, self._updates(asked))
        found = self.records.get(name.rpartition("/")[2])
        return (200, [found["row"]]) if found else (404, [{"code": 404, "description": "not found"}])

    def _control(self, name, asked):
        if name == "/_weather":
            self.bad = asked["bad"] == "1"
        if name == "/_forget":
            self.forget()
        return 200, {
            "requests": [record["row"]["description"] for record in self.records.values()],
            "updates": list(self.updates), "struck": self.struck, "posted": self.posted,
        } if name == "/_records" else {}

    def _create(self, form):
        self.posted[form.get("description", "")] += 1
        record = self._keep(form, datetime.now(timezone.utc))
        if self.moderation_s and self.dice.random() < 0.1:
            record["from"] = self._loop.time() + self.moderation_s
        if self.renumber_each and self.bad and self.dice.random() < 1 / self.renumber_each:
            self._renumber()
        return 201, [{"service_request_id": record["row"]["service_request_id"], "service_notice": ""}]

    def _keep(self, form, at):
        number, instant = str(self._next), text_of(at)
        self._next += 1
        row = {
            "service_request_id": number, "status": "open", "status_notes": None, "service_name": "Voirie",
            "service_code": form.get("service_code"), "description": form.get("description"),
            "requested_datetime": instant, "updated_datetime": instant, "address": form.get("address_string"),
            "address_id": None, "lat": float(form["lat"]), "long": float(form["long"]), "media_url": None,
        }
        self.records[number] = record = {"row": row, "from": 0.0}
        self._order.append((instant, number))
        self._version += 1
        return record

    def _renumber(self):
        for old in self.dice.sample(sorted(self.records), min(10, len(self.records))):
            record = self.records.pop(old)
            record["row"]["service_request_id"] = new = f"N{self._next}"
            self._next += 1
            self.records[new] = record
            self._order = [(at, new if number == old else number) for at, number in self._order]
        self.struck["renumbered"] += 1
        self._version += 1

    def _list(self, asked):
        if "service_request_id" in asked:
            wanted = asked["service_request_id"].split(",")
            return [self.records[number]["row"] for number in wanted if number in self.records]
        found = self._selection(asked)
        size = int(asked.get("page_size", 1000))
        start = (int(asked.get("page", 1)) - 1) * size
        now = self._loop.time()
        return [record["row"] for record in found[start : start + size] if record["from"] <= now]

    def _selection(self, asked):
        """Kept between two pages of one listing: each page must not cost a walk through everything."""
        key = tuple(sorted((name, value) for name, value in asked.items() if not name.startswith("page")))
        kept, version = self._listed
        if version != self._version:
            kept = {}
        if key not in kept:
            kept[key] = list(self._select(asked))
        self._listed = (kept, self._version)
        return kept[key]

    def _select(self, asked):
        if "updated_after" in asked:
            low, high = asked["updated_after"], asked.get("updated_before", "9")
            rows = (self.records[number] for _, number in reversed(self._order))
            return [one for one in rows if low <= one["row"]["updated_datetime"] <= high]
        low = bisect_left(self._order, (asked.get("start_date", ""),))
        high = bisect_left(self._order, (asked.get("end_date", "9"), "~"))
        return [self.records[number] for _, number in reversed(self._order[low:high])]

    def _update(self, form):
        known = self.records.get(form["service_request_id"])
        if known is None:
            return 404, [{"code": 404, "description": "service_request_id not found"}]
        self.posted[form["update_id"]] += 1
        if form["update_id"] in self.updates:
            return 200, [{"update_id": form["update_id"]}]
        instant = text_of(datetime.now(timezone.utc))
        self.updates[form["update_id"]] = {
            "update_id": form["update_id"], "service_request_id": form["service_request_id"],
            "status": form["status"].lower(), "description": form.get("description", ""), "updated_datetime": instant,
        }
        known["row"]["updated_datetime"] = instant
        if form["status"].lower() in {"fixed", "closed"}:
            known["row"]["status"] = "closed"
        self._version += 1
        return 201, [{"update_id": form["update_id"]}]

    def _updates(self, asked):
        low, high = asked.get("start_date", ""), asked.get("end_date", "9")
        return [one for one in self.updates.values() if low <= one["updated_datetime"] <= high]


async def _alone(options):
    back_end = BackEnd(**options)
    serving = asyncio.ensure_future(back_end.serve())
    while not back_end.port or not back_end._ready.is_set():
        await asyncio.sleep(0.01)
    print(back_end.url, flush=True)  # noqa: T201
    await serving


if __name__ == "__main__":
    asyncio.run(_alone(json.loads(sys.argv[1]) if len(sys.argv) > 1 else {}))
