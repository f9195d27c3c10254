"""The service list of Valombre, as a GeoReport v2 back end gives it. All six datatypes of questions occur."""

from __future__ import annotations

from typing import Any

SERVICES = [
    # code, group, name, description, type, keywords
    (
        "VOI-01",
        "Voirie",
        "Nid-de-poule ou chaussée dégradée",
        "Trou, affaissement ou revêtement arraché sur une route communale.",
        "realtime",
        "trou,asphalte,affaissement,route",
    ),
    (
        "VOI-02",
        "Voirie",
        "Trottoir abîmé",
        "Dalle descellée, bordure cassée, revêtement soulevé par des racines.",
        "realtime",
        "dalle,bordure,piéton",
    ),
    (
        "VOI-03",
        "Voirie",
        "Panneau ou signalisation",
        "Panneau tombé, caché, tourné ou manquant; marquage effacé; feux en panne.",
        "realtime",
        "panneau,marquage,feux,miroir",
    ),
    (
        "VOI-04",
        "Voirie",
        "Obstacle sur la voie publique",
        "Branche, gravats, véhicule ou objet qui gêne le passage.",
        "realtime",
        "gravats,branche,épave",
    ),
    ("VOI-05", "Voirie", "Verglas ou neige", "Voirie à saler ou à déneiger.", "realtime", "sel,neige,glissant"),
    (
        "PRO-01",
        "Propreté",
        "Dépôt clandestin",
        "Sacs, encombrants ou déchets de chantier abandonnés.",
        "realtime",
        "déchets,sacs,encombrants",
    ),
    (
        "PRO-02",
        "Propreté",
        "Poubelle publique pleine ou cassée",
        "Corbeille qui déborde, abîmée ou renversée.",
        "realtime",
        "corbeille,déborde",
    ),
    (
        "PRO-03",
        "Propreté",
        "Graffiti ou affichage sauvage",
        "Tag ou affiche sur un bien public.",
        "batch",
        "tag,affiche",
    ),
    (
        "ECL-01",
        "Éclairage",
        "Lampadaire en panne",
        "Luminaire éteint, clignotant, ou allumé en plein jour.",
        "realtime",
        "lampe,éclairage,lumière,noir",
    ),
    (
        "ESP-01",
        "Espaces verts",
        "Arbre ou branche dangereuse",
        "Arbre penché, branche cassée, racines dangereuses.",
        "realtime",
        "arbre,branche,élagage",
    ),
    (
        "ESP-02",
        "Espaces verts",
        "Herbes hautes, haie ou entretien",
        "Accotement à faucher, haie qui déborde, parterre à entretenir.",
        "realtime",
        "tonte,haie,fauchage",
    ),
    (
        "ESP-03",
        "Espaces verts",
        "Plaine de jeux ou mobilier",
        "Jeu, banc ou barrière abîmé.",
        "realtime",
        "banc,jeu,barrière",
    ),
    (
        "EAU-01",
        "Eau et avaloirs",
        "Avaloir bouché ou taque cassée",
        "Grille bouchée, taque descellée ou bruyante.",
        "realtime",
        "égout,grille,taque",
    ),
    (
        "EAU-02",
        "Eau et avaloirs",
        "Inondation ou coulée de boue",
        "Eau ou boue sur la chaussée, cours d'eau qui déborde.",
        "realtime",
        "boue,débordement,ruisseau",
    ),
    (
        "ANO-01",
        "Propreté",
        "Animal mort ou errant",
        "Transmis au service compétent; aucun suivi public.",
        "blackbox",
        "animal,chat,chien",
    ),
]
_YES_NO = {"oui": "Oui", "non": "Non"}


def _question(
    code: str, datatype: str, text: str, *, required: bool = False, hint: str = "", values: dict[str, str] | None = None
) -> dict[str, Any]:
    question: dict[str, Any] = {
        "variable": True,
        "code": code,
        "datatype": datatype,
        "required": required,
        "datatype_description": hint,
        "order": 0,
        "description": text,
    }
    if values:
        question["values"] = [{"key": key, "name": name} for key, name in values.items()]
    return question


def _notice(text: str) -> dict[str, Any]:
    return {**_question("info", "string", text), "variable": False}


QUESTIONS = {
    "VOI-01": [
        _question(
            "taille",
            "singlevaluelist",
            "Quelle est la taille du trou ?",
            required=True,
            values={"petit": "Comme une assiette", "moyen": "Comme une roue", "grand": "Plus grand qu'une roue"},
        ),
        _question("profondeur", "number", "Profondeur estimée", hint="en centimètres"),
        _question(
            "place",
            "multivaluelist",
            "Où sur la chaussée ?",
            values={
                "droite": "Bande de droite",
                "gauche": "Bande de gauche",
                "cycle": "Piste cyclable",
                "passage": "Passage pour piétons",
            },
        ),
    ],
    "VOI-03": [
        _question(
            "genre",
            "singlevaluelist",
            "De quoi s'agit-il ?",
            required=True,
            values={
                "panneau": "Panneau",
                "marquage": "Marquage au sol",
                "feux": "Feux de signalisation",
                "miroir": "Miroir",
                "plaque": "Plaque de rue",
            },
        ),
        _question("texte", "string", "Que montre le panneau ?"),
    ],
    "VOI-04": [_question("obstacle", "string", "Quel objet gêne le passage ?", required=True)],
    "PRO-01": [
        _question(
            "dechets",
            "multivaluelist",
            "Quels déchets ?",
            required=True,
            values={
                "sacs": "Sacs",
                "encombrants": "Encombrants",
                "chantier": "Déchets de chantier",
                "pneus": "Pneus",
                "amiante": "Amiante-ciment (ne pas toucher)",
            },
        ),
        _question("volume", "number", "Volume estimé", hint="en mètres cubes"),
        _question("vu_le", "datetime", "Vu pour la première fois le"),
    ],
    "ECL-01": [
        _notice("Les lampadaires des routes régionales dépendent de la Région."),
        _question("numero", "string", "Numéro inscrit sur le poteau"),
        _question(
            "panne",
            "singlevaluelist",
            "Quelle panne ?",
            required=True,
            values={
                "eteint": "Éteint",
                "clignote": "Clignote",
                "jour": "Allumé en plein jour",
                "poteau": "Poteau abîmé",
                "rue": "Toute la rue est dans le noir",
            },
        ),
        _question("depuis", "datetime", "Depuis quand ?"),
    ],
    "ESP-01": [
        _question("menace", "singlevaluelist", "Menace-t-il de tomber sur la voie ?", required=True, values=_YES_NO),
        _question("observation", "text", "Ce que vous avez observé"),
    ],
    "EAU-01": [
        _question(
            "etat",
            "singlevaluelist",
            "État",
            values={"bouche": "Bouché", "casse": "Cassé", "manque": "Taque manquante", "bruit": "Bruyant"},
        )
    ],
    "EAU-02": [
        _question("depuis", "datetime", "Depuis quand l'eau est-elle là ?", required=True),
        _question("details", "text", "Décrivez la situation"),
    ],
}


def service_list() -> dict[str, Any]:
    """The content of services.json."""
    services, definitions = [], {}
    for code, group, name, description, kind, keywords in SERVICES:
        questions = [{**question, "order": rank + 1} for rank, question in enumerate(QUESTIONS.get(code, []))]
        services.append(
            {
                "service_code": code,
                "service_name": name,
                "description": description,
                "metadata": bool(questions),
                "type": kind,
                "keywords": keywords,
                "group": group,
            }
        )
        if questions:
            definitions[code] = {"service_code": code, "attributes": questions}
    return {"services": services, "definitions": definitions}
