"""`python -m rue311.plugin.sandbox --port 8311 --data DIR`: the back end as a process of its own."""
from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from ..errors import Rue311Error
from .behaviour import Behaviour
from .faults import Fault, FaultPlan
from .server import DEMO_JURISDICTION, SandboxServer


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGTERM or SIGINT. Answers 0, or 2 when it could not start."""
    options = _parser().parse_args(arguments)
    finished = threading.Event()
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: finished.set())
    server = _server(options)
    try:
        server.start()
    except Rue311Error as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        sys.stdout.write(f"Rue311 sandbox: {server.url}\n")
        sys.stdout.flush()
        while not finished.wait(0.5):  # a wait without end cannot be interrupted on Windows
            continue
    finally:
        server.stop()
    return 0


def _server(options: argparse.Namespace) -> SandboxServer:
    plan = FaultPlan()
    for name, times, method in options.fault:
        plan.plan(name, times, method)
    behaviour = Behaviour(
        options.latency, options.batch_delay, options.moderation, options.strict, options.require_jurisdiction
    )
    return SandboxServer(
        options.data,
        port=options.port,
        demo=options.demo,
        staff_key=options.key,
        public_key=options.public_key,
        faults=plan,
        jurisdictions=options.jurisdiction or (DEMO_JURISDICTION,),
        behaviour=behaviour,
        host=options.host,
    )


def _fault(text: str) -> tuple[str, int, str]:
    """`NAME`, `NAME:TIMES` or `NAME:TIMES:METHOD`."""
    name, times, method, *_ = [*text.split(":"), "", ""]
    return Fault(name).value, int(times or 1), method or "POST"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rue311.plugin.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8311, help="0 takes a free one (default: 8311)")
    parser.add_argument("--data", type=Path, required=True, help="folder of the records, made when missing")
    parser.add_argument("--demo", type=Path, help="folder with services.json and incidents.json for a new data folder")
    parser.add_argument("--key", default="sandbox", help="the staff's key (default: sandbox)")
    parser.add_argument("--public-key", default="public", help="the key that may only report (default: public)")
    parser.add_argument("--jurisdiction", action="append", help="a jurisdiction_id that is known; may be repeated")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this computer only)")
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        type=_fault,
        metavar="NAME[:TIMES[:METHOD]]",
        help="what the first calls suffer; TIMES -1 is always. Names: " + ", ".join(one.value for one in Fault),
    )
    parser.add_argument("--latency", type=float, default=0.0, metavar="S", help="seconds added to every answer")
    parser.add_argument("--batch-delay", type=float, default=3.0, metavar="S", help="until a token gets its number")
    parser.add_argument("--moderation", type=float, default=0.0, metavar="S", help="until a new request is listed")
    parser.add_argument("--strict", action="store_true", help="refuse unknown and empty parameters")
    parser.add_argument("--require-jurisdiction", action="store_true", help="refuse calls without jurisdiction_id")
    return parser


if __name__ == "__main__":
    sys.exit(main())
