"""Discovery, GET services and GET services/{code}."""
from __future__ import annotations

from ..i18n import tr
from .call import Call
from .listing import COMMON
from .office import Office
from .problems import Problem
from .wire import Tree

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


def get_discovery(office: Office, call: Call) -> Tree:
    """Where the endpoint is and what it speaks."""
    office.check_names(call, COMMON)
    endpoint = {
        "specification": SPECIFICATION,
        "url": office.base_url,
        "changeset": office.changeset,
        "type": "test",
        "formats": ["text/xml", "application/json"],
    }
    discovery = {
        "changeset": office.changeset,
        "contact": tr("Training back end of Rue311, on this computer."),
        "key_service": tr("Ask the person who started the exercise for the key."),
        "endpoints": [endpoint],
    }
    return Tree("discovery", discovery)


def get_services(office: Office, call: Call) -> Tree:
    """Every service."""
    office.check_jurisdiction(call)
    office.check_names(call, COMMON)
    return Tree("services", office.catalogue.services())


def get_definition(office: Office, call: Call) -> Tree:
    """What a service asks."""
    office.check_jurisdiction(call)
    office.check_names(call, COMMON)
    definition = office.catalogue.definition(call.parts[1])
    if definition is None:
        raise Problem(404, tr("The service_code that was provided was not found."))
    return Tree("service_definition", definition)
