"""The questions that come before a batch: is this the back end, what time is it there, which services has it now."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from ..clock import parse_utc, utc_text
from ..i18n import tr
from ..net import TransportError
from ..open311 import Open311Error, Service, ServiceDefinition
from .backoff import RETRY_AFTER_CAP_S
from .errors import PausedByServer
from .run import Run

DEFINITIONS_AGE = timedelta(hours=24)


def preflight(run: Run) -> None:
    """Ask for the services; a login page or a dead line shows here, before anything is sent.

    Keeps services and their definitions for the next day without network. Raises what the client raises.
    """
    respect_pause(run)
    run.tell(0.02, tr("Asking the back end for its services"))
    services = run.client.services()
    run.service_types = {service.service_code: service.type for service in services}
    _keep(run, services)
    learn_time(run)


def learn_time(run: Run) -> None:
    """Find out the back end's time from a small listing; where it does not tell, one looks further around."""
    now = run.clock.now()
    try:
        run.server_clock.learn(run.client.window(now - timedelta(seconds=2), now).server_time)
    except Open311Error:
        return  # some servers fail on odd windows; the windows that matter say so themselves


def respect_pause(run: Run) -> None:
    """Raises PausedByServer while the back end's Retry-After runs."""
    text = run.store.setting(_pause_key(run))
    if not text:
        return
    left = (parse_utc(text) - run.clock.now()).total_seconds()
    if 0 < left <= RETRY_AFTER_CAP_S:  # more can only come from a clock that was set back
        raise PausedByServer(left)


def pause(run: Run, seconds: float) -> None:
    """Remember that the back end wants silence, for every operation and every process."""
    until = run.clock.now() + timedelta(seconds=min(seconds, RETRY_AFTER_CAP_S))
    run.store.set_setting(_pause_key(run), utc_text(until))


def _pause_key(run: Run) -> str:
    return f"pause {run.endpoint}"


def _keep(run: Run, services: Sequence[Service]) -> None:
    shapes = [service.as_mapping() for service in services]
    known = run.store.services()
    fresh = _definitions(run, services, changed=shapes != known)
    if shapes != known or fresh:
        run.store.save_services(shapes, fresh)
    else:
        run.store.set_setting("services_utc", utc_text(run.clock.now()))


def _definitions(run: Run, services: Sequence[Service], *, changed: bool) -> Mapping[str, Mapping[str, Any]]:
    """The definitions that are missing or old; one that cannot be had stays as it was known."""
    asked, changeset = run.store.setting("definitions_utc"), _changeset(run)
    old = not asked or abs(run.clock.now() - parse_utc(asked)) > DEFINITIONS_AGE
    old = old or (bool(changeset) and changeset != run.store.setting(_changeset_key(run)))
    found = {}
    for service in services:
        if not service.metadata or not (old or changed or run.store.definition(service.service_code) is None):
            continue
        run.check()
        try:
            definition = run.client.definition(service.service_code)
        except Open311Error:
            continue  # announced and not there: the form then asks the plain questions only
        found[service.service_code] = shape_of(definition)
    if old or changed:
        run.store.set_setting("definitions_utc", utc_text(run.clock.now()))
        run.store.set_setting(_changeset_key(run), changeset)
    return found


def _changeset(run: Run) -> str:
    """The back end's own word for the state of its services, where a test of the connection found that it has one."""
    if not any(point.name == "discovery" and point.value is True for point in run.store.capabilities(run.endpoint)):
        return ""
    try:
        return run.client.changeset()
    except (TransportError, Open311Error):
        return ""  # then a day decides


def _changeset_key(run: Run) -> str:
    return f"changeset {run.endpoint}"


def shape_of(definition: ServiceDefinition) -> dict[str, Any]:
    """The definition in GeoReport's JSON shape, as the store keeps it."""
    return definition.as_mapping()
