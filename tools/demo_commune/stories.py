"""Incidents of Valombre: some fresh, some old, some told twice, most with what was done about them."""

from __future__ import annotations

import random
from typing import Any

from .addresses import Doorstep
from .services import SERVICES

TEXTS: dict[str, list[str]] = {
    "VOI-01": [
        "Gros trou au milieu de la bande de droite, les voitures font un écart.",
        "Nid-de-poule devant le numéro indiqué, plein d'eau quand il pleut.",
        "La chaussée s'affaisse le long de la tranchée de l'été dernier.",
        "Trois nids-de-poule à la suite, dangereux pour les vélos.",
        "Revêtement arraché sur deux mètres depuis le gel.",
        "Trou dans la chaussée à hauteur du passage pour piétons.",
    ],
    "VOI-02": [
        "Dalle descellée, une dame âgée a failli tomber.",
        "Bordure cassée par un camion de livraison.",
        "Le trottoir est soulevé par les racines du tilleul.",
        "Trottoir effondré sur un mètre carré, barrière posée par les riverains.",
    ],
    "VOI-03": [
        "Le panneau stop est couché dans le fossé.",
        "Passage pour piétons presque effacé devant l'école.",
        "Le miroir du carrefour est tourné vers le ciel.",
        "Plaque de rue disparue, les livreurs se perdent.",
    ],
    "VOI-04": [
        "Gravats tombés d'une remorque dans le virage.",
        "Grosse branche en travers du chemin après le vent de cette nuit.",
        "Barrières de chantier oubliées sur le trottoir depuis trois semaines.",
    ],
    "VOI-05": ["Plaque de verglas sous le pont du chemin de fer.", "La côte n'a pas été salée, le bus ne passe pas."],
    "PRO-01": [
        "Une dizaine de sacs noirs et un matelas derrière la bulle à verre.",
        "Pneus et bidons déposés à l'entrée du bois.",
        "Déchets de rénovation abandonnés le long du sentier.",
        "Frigo et télévision à côté des bulles à verre.",
        "Sacs éventrés par les corneilles, il y en a partout.",
    ],
    "PRO-02": [
        "La poubelle déborde depuis le marché de vendredi.",
        "Poubelle de l'arrêt de bus arrachée de son poteau.",
    ],
    "PRO-03": ["Tags sur le mur de l'école, visibles de la rue.", "Affiches collées sur l'abribus."],
    "ECL-01": [
        "Lampadaire éteint depuis une semaine, le virage est très sombre.",
        "Lampe qui clignote toute la nuit devant les chambres.",
        "Toute la rue est dans le noir depuis l'orage.",
        "Le lampadaire reste allumé en plein jour.",
        "Poteau penché après un accrochage, la trappe est ouverte.",
    ],
    "ESP-01": [
        "Branche cassée qui pend au-dessus du trottoir.",
        "Le vieux peuplier penche vers la route depuis la tempête.",
    ],
    "ESP-02": [
        "Haie qui oblige à descendre du trottoir avec une poussette.",
        "Accotement plus fauché, on ne voit plus les voitures au carrefour.",
        "Les orties envahissent le sentier de l'école.",
    ],
    "ESP-03": ["Planche du banc cassée, clous apparents.", "La balançoire n'a plus qu'une chaîne."],
    "EAU-01": [
        "Avaloir bouché par les feuilles, l'eau entre dans le garage.",
        "La taque claque à chaque passage de voiture, on ne dort plus.",
        "Grille d'avaloir cassée, un pied d'enfant peut y passer.",
        "Avaloir qui sent très mauvais depuis quinze jours.",
    ],
    "EAU-02": [
        "Coulée de boue venue du champ, la route est glissante.",
        "Le ruisseau a débordé sur le chemin au pied du pont.",
    ],
    "ANO-01": ["Chat mort sur le bas-côté."],
}
# which service how often, out of 60
OFTEN = {
    "VOI-01": 10,
    "VOI-02": 5,
    "VOI-03": 4,
    "VOI-04": 3,
    "VOI-05": 2,
    "PRO-01": 8,
    "PRO-02": 3,
    "PRO-03": 2,
    "ECL-01": 8,
    "ESP-01": 2,
    "ESP-02": 4,
    "ESP-03": 2,
    "EAU-01": 5,
    "EAU-02": 2,
}
AGENCY = {
    "VOI": "Service travaux",
    "PRO": "Service propreté",
    "ECL": "Gestionnaire de l'éclairage",
    "ESP": "Service espaces verts",
    "EAU": "Service travaux",
    "ANO": "Service environnement",
}
CLOSING = [
    "Réparé par l'équipe communale.",
    "Nettoyé, merci pour votre signalement.",
    "Remis en état.",
    "Intervention faite par le gestionnaire du réseau.",
    "Terminé; contrôle fait sur place.",
]
ON_THE_WAY = [
    "Transmis à l'équipe de secteur.",
    "Visite sur place faite, intervention à planifier.",
    "Matériel commandé, délai de deux semaines.",
    "Planifié pour la semaine prochaine.",
    "Sécurisé en attendant la réparation.",
]
TWICE = {
    "VOI-01": "Il y a un gros trou dans la rue, j'ai abîmé une jante.",
    "PRO-01": "Encore des déchets jetés au même endroit.",
    "ECL-01": "L'éclairage public ne marche plus devant chez nous.",
    "EAU-01": "L'avaloir ne boit plus, grande flaque à chaque pluie.",
}
STREETS_FIRST = 0.62  # share of incidents in the town itself


def make_incidents(rng: random.Random, doorsteps: list[Doorstep]) -> list[dict[str, Any]]:
    """About sixty incidents, oldest first; ages in days before the day on which they are loaded."""
    town = [step for step in doorsteps if step.section == "Valombre"]
    villages = [step for step in doorsteps if step.section != "Valombre"]
    told = []
    for code, count in OFTEN.items():
        texts = TEXTS[code] * 3
        for index in range(count):
            step = rng.choice(town if rng.random() < STREETS_FIRST else villages)
            told.append((code, texts[index], step, _age(rng), rng.uniform(-9, 9), rng.uniform(-9, 9)))
    told += _told_again(rng, told)
    oldest = max(range(len(told)), key=lambda index: told[index][3])
    told[oldest] = (*told[oldest][:3], 198.4, *told[oldest][4:])
    told.sort(key=lambda item: -item[3])
    names = {code: name for code, _group, name, *_rest in SERVICES}
    return [_incident(rng, index, names, *item) for index, item in enumerate(told)]


def _age(rng: random.Random) -> float:
    """Days; most are recent, the oldest waits since half a year."""
    return round(min(200.0, 0.1 + rng.expovariate(1 / 32)), 2)


def _told_again(rng: random.Random, told: list[tuple[str, str, Doorstep, float, float, float]]) -> list[Any]:
    """The same thing seen by a second person, less than 50 m away and a little later."""
    again = []
    for code, text in TWICE.items():
        first = next(item for item in sorted(told, key=lambda item: item[3]) if item[0] == code and item[3] > 2)
        age = round(max(0.1, first[3] - rng.uniform(0.3, 1.8)), 2)
        again.append((code, text, first[2], age, first[4] + rng.uniform(8, 18), first[5] - rng.uniform(8, 18)))
    return again


def _incident(  # noqa: PLR0917  one told story
    rng: random.Random,
    index: int,
    names: dict[str, str],
    code: str,
    text: str,
    step: Doorstep,
    age: float,
    east: float,
    north: float,
) -> dict[str, Any]:
    incident_id = f"VAL-{index + 1:04d}"
    updates, closed = _history(rng, incident_id, code, age)
    incident: dict[str, Any] = {
        "service_request_id": incident_id,
        "status": "closed" if closed else "open",
        "status_notes": updates[-1]["description"] if updates else "",
        "service_code": code,
        "service_name": names[code],
        "description": text,
        "agency_responsible": AGENCY[code[:3]],
        "address": step.text,
        "address_id": step.address_id,
        "zipcode": step.postcode,
        "lat": round(step.lat + north / 111_200, 6),
        "long": round(step.lon + east / 71_100, 6),
        "age_days": age,
        "updated_age_days": updates[-1]["age_days"] if updates else age,
        "updates": updates,
    }
    return incident


def _history(rng: random.Random, incident_id: str, code: str, age: float) -> tuple[list[dict[str, Any]], bool]:
    """What was done: nothing yet for the youngest; the older, the more likely it is over."""
    if age < 1.5:
        return [], False
    steps = ["investigating"] if rng.random() < 0.75 else []
    if steps and rng.random() < 0.6:
        steps.append(rng.choice(("action_scheduled", "in_progress")))
    closed = rng.random() < (0.7 if age > 45 else 0.35 if age > 12 else 0.1)
    if closed:
        steps.append("closed")
    updates, left = [], age
    for number, status in enumerate(steps):
        left = round(left * rng.uniform(0.35, 0.85), 2)
        text = {"investigating": "Signalement bien reçu.", "closed": rng.choice(CLOSING)}.get(
            status, rng.choice(ON_THE_WAY)
        )
        if status == "investigating" and rng.random() < 0.3:
            text = f"Pris en charge par le {AGENCY[code[:3]].lower()}."
        updates.append(
            {"update_id": f"{incident_id}-{number + 1}", "status": status, "description": text, "age_days": left}
        )
    return updates, closed
