"""/_sandbox: planning faults and turning switches from another process on the same computer."""
from __future__ import annotations

from ..i18n import tr
from .call import Call
from .office import Office
from .problems import Problem
from .wire import Tree


def get_faults(office: Office, call: Call) -> Tree:
    """What is still planned."""
    _check_caller(office, call)
    return Tree("faults", office.faults.waiting())


def post_fault(office: Office, call: Call) -> Tree:
    """Plan a fault: name, and optionally times (-1: always), method (default POST), path. `name=clear` forgets all."""
    _check_caller(office, call)
    if call.get("name") == "clear":
        office.faults.clear()
        return Tree("faults", [])
    try:
        times = int(call.get("times") or 1)
        office.faults.plan(call.get("name"), times, call.get("method") or "POST", call.get("path") or "/")
    except ValueError as error:
        raise Problem(400, str(error)) from error
    return Tree("faults", office.faults.waiting())


def get_behaviour(office: Office, call: Call) -> Tree:
    """Every switch as it stands."""
    _check_caller(office, call)
    return Tree("behaviour", dict(vars(office.behaviour)))


def post_behaviour(office: Office, call: Call) -> Tree:
    """Turn the switches that are named; all of them or, when one cannot be read, none."""
    _check_caller(office, call)
    changes = {name: value for name, value in call.params if name != "api_key"}
    try:
        office.switches.turn(changes)
    except ValueError as error:
        raise Problem(400, str(error)) from error
    return get_behaviour(office, call)


def _check_caller(office: Office, call: Call) -> None:
    if not call.from_loopback:
        raise Problem(403, tr("Only this computer may plan faults."))
    office.check_key(call, staff=True)
