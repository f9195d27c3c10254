"""Names of streets: what a Walloon register holds, with its homonyms and its abbreviations."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass

from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

from .land import Land
from .network import CORE_M, Run

# the heart of the town, the outskirts, villages and lanes draw from different drawers
HEART = """Rue du Marché|Rue des Tanneurs|Rue des Brasseurs|Rue du Collège|Ruelle des Capucins|Rue Notre-Dame|
Rue de la Halle|Rue du Beffroi|Rue des Drapiers|Ruelle du Four|Rue de l'Hôpital|Rue Basse|Rue du Prieuré|
Rue des Fossés|Rue de la Poste|Rue des Récollets|Rue du Palais de Justice|Impasse du Lion d'Or|
Rue des Forgerons|Rue Saint-Roch|Ruelle aux Chats|Rue des Bouchers|Rue du Tribunal|Rue de l'Arsenal|Rue Courte|
Rue des Écoles|Rue Sainte-Barbe|Place Verte|Rue du Théâtre|Rue de la Tour|Rue des Clarisses|Rue du Grand Puits|
Rue des Merciers|Rue de la Fontaine|Ruelle du Chapitre|Rue du Gouverneur|Rue de la Monnaie|Rue des Carmes|
Place du Vieux Marché|Rue Entre-les-Ponts|Rue du Rempart|Venelle du Bailli"""
TOWN = """Avenue Reine Astrid|Avenue Roi Albert|Avenue des Combattants|Rue des Déportés|Rue de l'Abattoir|Rue du Gaz|
Avenue de la Gare|Rue Léopold|Rue Jules Destrée|Rue Émile Verhaeren|Rue J.F. Kennedy|Avenue des Tilleuls|
Avenue des Marronniers|Rue des Acacias|Rue des Érables|Rue des Lilas|Allée des Bouleaux|Clos des Bergeronnettes|
Clos du Verger|Rue des Peupliers|Rue du Dr Lambert|Rue du Chanoine Gilson|Rue Abbé Piroux|
R. de la Pierre St.-Hubert|Av. du Centenaire|Rue Gén. Leman|Rue Alphonse Balleux|Rue Edmond Marchal|
Rue Victor Horta|Rue César Franck|Rue Adolphe Sax|Rue Georges Simenon|Rue des Champs Élysées|
Rue des Coquelicots|Rue des Bleuets|Rue des Jonquilles|Clos des Mésanges|Clos des Hirondelles|Clos du Rossignol|
Rue du Vieux Moulin|Rue des Roseaux|Rue du Rivage|Rue du Gué|Rue des Pêcheurs|Rue de la Cité|Cité Bellevue|
Rue de Bellevue|Rue du Calvaire|Rue du Chalet|Rue de l'Industrie|Rue des Ateliers|Zoning de l'Ombre|
Rue de la Papeterie|Rue des Faïenciers|Rue du Chemin de Fer|Rue de la Régence|Rue des Alliés|Rue du 11 Novembre|
Rue de la Résistance|Rue des Volontaires|Avenue Bourgmestre Collard|Rue Joseph Wauters|Rue du Parc|Rue du Stade|
Rue du Cimetière|Rue Haute|Rue des Jardins|Rue du Point du Jour|Rue du Soleil|Rue Bon Air|Clos Champêtre|
Rue de la Clairière|Rue Bois Joli|Rue du Belvédère|Avenue des Sorbiers|Avenue des Cerisiers|
Allée des Noisetiers|Rue des Aubépines|Rue des Églantiers|Rue des Genêts|Rue des Bruyères|Rue de la Colline|
Rue du Panorama|Rue de Tivoli|Rue Louis Piérard|Rue Jean Jaurès|Rue de la Coopération|Rue de l'Espérance|
Rue de l'Avenir|Rue du Progrès|Rue de la Concorde|Rue de la Justice|Rue Fr. Rops|Rue Saint-Éloi|Rue Sainte-Anne|
Rue St Antoine|Rue Ste-Marguerite|Rue Saint-Donat|Rue Saint-Hubert|Sentier des Écoliers|Rue de la Tannerie|
Rue du Lavoir|Rue du Batty|Rue du Try|Rue du Fourneau|Rue de la Forge|Rue des Cloutiers|Rue des Carrières|
Rue du Four à Chaux|Rue de la Brasserie|Rue du Pont de Pierre|Rue du Wez|Rue de la Passerelle|Rue des Saules|
Rue de l'Écluse|Rue du Barrage|Rue des Bateliers|Rue Malgras|Rue de Sorée|Rue de Fays|Rue Haut-Vent|
Avenue du Parc|Rue des Vergers|Square de la Paix|Place de la Station|Place Roi Baudouin|Boulevard de l'Ombre|
Clos de la Ferme|Clos des Trois Chênes|Rue Piervenne|Rue Walter Fostier|Rue Nestor Bouillon|Rue Camille Joset|
Rue des Glaneurs|Rue de la Moisson|Rue du Tige|Rue du Chênia|Rue Tienne aux Pierres|Rue Sul'Tchèr|Rue d'Al'Bau|
Vive Al'Rue|Rue des Violettes|Rue des Campanules|Rue des Primevères|Clos des Orchidées|Rue des Pinsons|
Rue des Alouettes|Rue de la Hulotte|Rue du Héron|Rue du Martin-Pêcheur"""
VILLAGE = """Rue du Centre|Rue de la Ferme|Rue du Village|Rue de l'École|Rue du Château|Rue de la Chapelle|Rue Grande|
Rue du Bois|Rue des Prés|Rue du Presbytère|Rue de la Source|Rue du Puits|Rue de l'Abreuvoir|Rue du Tilleul|
Rue Basse-Cour|Rue Croix de Mission|Rue de la Croix|Rue du Fond|Rue de la Vallée|Rue des Monts|Rue Al Croix|
Rue Tienne de Boton|Rue du Baty|Rue de la Gendarmerie|Rue du Culot|Ruelle du Curé|Rue de la Laiterie|Rue Maugis|
Rue des Aulnes|Rue du Sart|Rue du Damoiseau|Rue de Grandval|Rue de l'Étang|Rue des Quatre Vents|Rue du Paradis|
Rue de l'Enfer|Rue des Sorcières|Rue Tige de Ry|Rue du Comte|Rue de la Motte|Rue du Donjon|
Rue Fontaine Saint-Pierre|Rue Pré du Seigneur|Rue Hambraine|Rue du Chêne|Rue du Hêtre|Rue des Charmes|
Rue du Charron|Rue du Maréchal|Rue du Sabotier|Rue de la Scierie|Rue du Bûcheron|Rue de la Bergerie|
Rue des Moutons|Rue du Pâchis|Rue du Rondia|Rue Petit-Sart|Rue de la Pichelotte|Rue du Spinoy|Rue de Wérichet|
Rue du Milieu|Rue du Warichet|Rue de la Basse|Rue du Tombois|Rue Tienne Moseray|Rue de l'Aujoule|
Rue du Rauyisse|Rue d'En-Haut|Rue d'En-Bas|Rue du Lavoir Saint-Jean|Rue Sainte-Aldegonde|Rue Saint-Remacle|
Rue Saint-Lambert|Clos du Pré Maugis|Clos de la Fontaine|Rue du Jauviat|Rue Trieu Benoît|Rue Trieu Colin|
Rue des Fagotis|Rue du Corria|Rue des Haies|Rue de la Gayolle|Rue du Mayeur|Rue de la Vieille Poste|
Rue du Cortil|Rue Cortil Renard|Rue du Fayi|Rue de l'Ornoy|Rue Jausse|Rue du Bâtis|Rue Chapelle Notre-Dame|
Rue Es Tienne|Rue des Sources|Rue du Crucifix|Rue du Pachy|Rue de la Rochette|Rue des Crêtes|Ruelle Pirot|
Ruelle des Morts"""
LANES = """Chemin de la Messe|Chemin du Moulin|Chemin des Vaches|Sentier du Facteur|Chemin de Thiry|Chemin du Roi|
Chemin Vert|Chemin de la Ramée|Chemin des Pèlerins|Chemin du Bois Brûlé|Chemin de la Tombe|Chemin du Gibet|
Sentier Pré Hubin|Chemin Herdal|Chemin de la Sablonnière|Chemin des Charbonniers|Sentier de la Chavée|
Chemin du Laid Trou"""
# field names, when the drawers are empty
FIELDS = ("Rue du Pré", "Rue du Champ", "Rue Tienne", "Clos du Champ", "Rue de la Haie", "Sentier du Pré")
OWNERS = (
    "Colas",
    "Gilson",
    "Hanoteau",
    "Baré",
    "Pirson",
    "Lecomte",
    "Jadin",
    "Mathot",
    "Delvaux",
    "Collin",
    "Piette",
    "Lambotte",
)
RESERVE = "|".join(f"{what} {whose}" for what in FIELDS for whose in OWNERS)
HOMONYMS = ["Rue de l'Église", "Rue du Moulin", "Place Communale", "Rue des Combattants", "Rue Neuve"]
SECTIONS_WITH = {
    "Rue de l'Église": ("Valombre", "Ry-Maugis", "Sart-Damoiseau", "Fontenelle-sur-Ombre"),
    "Rue du Moulin": ("Ry-Maugis", "Fontenelle-sur-Ombre"),
    "Place Communale": ("Ry-Maugis", "Sart-Damoiseau"),
    "Rue des Combattants": ("Sart-Damoiseau", "Fontenelle-sur-Ombre"),
    "Rue Neuve": ("Valombre", "Sart-Damoiseau"),
}


@dataclass
class Street:
    """A street with its name. section: the one that holds its middle; a street may reach into the next."""

    street_id: str
    name: str
    kind: str
    section: str
    curve: BaseGeometry


class Drawer:
    """Names in a shuffled order, each given once; when the drawer is empty the next one serves."""

    def __init__(self, rng: random.Random, text: str, onward: Drawer | None = None) -> None:
        self._names = [name for name in text.replace("\n", "").split("|") if name]
        rng.shuffle(self._names)
        self._onward = onward

    def take(self) -> str:
        if not self._names and self._onward is not None:
            return self._onward.take()
        return self._names.pop()


def name_streets(rng: random.Random, land: Land, runs: list[Run], market: Polygon) -> list[Street]:
    """Give every run its name, in a stable order: old roads, the market, homonyms, then by place."""
    centre = Point(land.settlements[0].centre)
    drawers = _drawers(rng)
    named: dict[tuple[str, str], list[Run]] = defaultdict(list)
    free = []
    for run in runs:
        fixed = _fixed_name(run, centre, market)
        if fixed:
            named[(fixed, "")].append(run)
        else:
            free.append(run)
    for run, name, section in _homonyms(land, free):
        named[(name, section)].append(run)
        free.remove(run)
    for run in free:
        middle = run.curve.interpolate(0.5, normalized=True)
        named[(drawers[_zone(land, middle, centre)].take(), "")].append(run)
    return [_street(index, land, name, group) for index, ((name, _section), group) in enumerate(named.items())]


def _drawers(rng: random.Random) -> dict[str, Drawer]:
    reserve = Drawer(rng, RESERVE)
    town = Drawer(rng, TOWN, reserve)
    return {
        "heart": Drawer(rng, HEART, town),
        "town": town,
        "village": Drawer(rng, VILLAGE, Drawer(rng, LANES, reserve)),
    }


def _fixed_name(run: Run, centre: Point, market: Polygon) -> str:
    middle = run.curve.interpolate(0.5, normalized=True)
    if run.road is not None:
        inside = bool(run.road.inside) and middle.distance(centre) < CORE_M
        return run.road.inside if inside else run.road.outside
    return "Place du Marché" if market.exterior.buffer(1).contains(middle) else ""


def _homonyms(land: Land, free: list[Run]) -> list[tuple[Run, str, str]]:
    """The same name in two sections or more: the street nearest the middle of each village that is still free."""
    taken: set[int] = set()
    found = []
    heads = {s.section: s for s in reversed(land.settlements) if s.kind != "hamlet"}
    for name in HOMONYMS:
        for section in SECTIONS_WITH[name]:
            middle = Point(heads[section].centre)
            left = [run for run in free if id(run) not in taken and run.curve.length > 70]
            run = min(left, key=lambda candidate: candidate.curve.distance(middle))
            taken.add(id(run))
            found.append((run, name, section))
    return found


def _zone(land: Land, middle: Point, centre: Point) -> str:
    if not land.settlements[0].area.buffer(40).contains(middle):
        return "village"
    return "heart" if middle.distance(centre) < 330 else "town"


def _street(index: int, land: Land, name: str, group: list[Run]) -> Street:
    parts = [part for run in group for part in getattr(run.curve, "geoms", [run.curve])]
    longest = max(parts, key=lambda part: part.length)
    middle = longest.interpolate(0.5, normalized=True)
    section, _postcode = land.section_of(middle.x, middle.y)
    shape = parts[0] if len(parts) == 1 else linemerge(parts)
    return Street(f"9931{index + 1:04d}", name, group[0].kind, section, shape)
