"""The services of a sandbox without demo data: few, in French, with every type of service and every datatype."""
from __future__ import annotations

from typing import Any

SERVICES: list[dict[str, Any]] = [
    {
        "service_code": "nid-de-poule",
        "service_name": "Nid-de-poule",
        "description": "Trou ou affaissement dans le revêtement d'une voirie.",
        "type": "realtime",
        "keywords": "voirie,revêtement,trou",
        "group": "Voirie",
    },
    {
        "service_code": "avaloir",
        "service_name": "Avaloir bouché",
        "description": "L'eau ne s'évacue plus.",
        "type": "realtime",
        "keywords": "eau,égout",
        "group": "Voirie",
    },
    {
        "service_code": "eclairage",
        "service_name": "Éclairage public en panne",
        "description": "Lampe éteinte, qui clignote, ou allumée en plein jour. Transmis au gestionnaire du réseau.",
        "type": "batch",
        "keywords": "lampe,luminaire",
        "group": "Éclairage",
    },
    {
        "service_code": "depot-sauvage",
        "service_name": "Dépôt sauvage",
        "description": "Déchets abandonnés sur l'espace public.",
        "type": "realtime",
        "keywords": "déchets,propreté",
        "group": "Propreté",
    },
    {
        "service_code": "arbre-danger",
        "service_name": "Arbre ou branche dangereuse",
        "description": "Arbre penché, branche cassée ou qui gêne le passage.",
        "type": "realtime",
        "keywords": "arbre,espaces verts",
        "group": "Espaces verts",
    },
    {
        "service_code": "suggestion",
        "service_name": "Suggestion",
        "description": "Une idée pour l'espace public. Elle est lue, sans suivi individuel.",
        "type": "blackbox",
        "keywords": "idée",
        "group": "Divers",
    },
]

DEFINITIONS: dict[str, dict[str, Any]] = {
    "nid-de-poule": {
        "service_code": "nid-de-poule",
        "attributes": [
            {
                "variable": False,
                "code": "consigne",
                "datatype": "string",
                "required": False,
                "order": 1,
                "description": "En cas de danger immédiat, balisez et appelez le service de garde.",
            },
            {
                "variable": True,
                "code": "taille",
                "datatype": "singlevaluelist",
                "required": True,
                "datatype_description": "Choisissez une taille.",
                "order": 2,
                "description": "Taille du trou",
                "values": [
                    {"key": "petit", "name": "Moins de 20 cm"},
                    {"key": "moyen", "name": "De 20 à 50 cm"},
                    {"key": "grand", "name": "Plus de 50 cm"},
                ],
            },
            {
                "variable": True,
                "code": "profondeur",
                "datatype": "number",
                "required": False,
                "datatype_description": "En centimètres.",
                "order": 3,
                "description": "Profondeur estimée (cm)",
            },
        ],
    },
    "eclairage": {
        "service_code": "eclairage",
        "attributes": [
            {
                "variable": True,
                "code": "poteau",
                "datatype": "string",
                "required": False,
                "datatype_description": "Le numéro est sur le fût.",
                "order": 1,
                "description": "Numéro du poteau",
            },
            {
                "variable": True,
                "code": "constate",
                "datatype": "datetime",
                "required": False,
                "order": 2,
                "description": "Constaté le",
            },
        ],
    },
    "depot-sauvage": {
        "service_code": "depot-sauvage",
        "attributes": [
            {
                "variable": True,
                "code": "dechets",
                "datatype": "multivaluelist",
                "required": True,
                "datatype_description": "Plusieurs choix possibles.",
                "order": 1,
                "description": "Nature des déchets",
                "values": [
                    {"key": "encombrants", "name": "Encombrants"},
                    {"key": "menagers", "name": "Sacs ménagers"},
                    {"key": "construction", "name": "Déchets de construction"},
                    {"key": "amiante", "name": "Amiante (ne pas toucher)"},
                ],
            },
            {
                "variable": True,
                "code": "indices",
                "datatype": "text",
                "required": False,
                "order": 2,
                "description": "Indices sur l'origine du dépôt",
            },
        ],
    },
}
