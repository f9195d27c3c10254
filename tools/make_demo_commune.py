"""Make resources/demo: the fictitious commune of Valombre, the same at every run.

build/venv/bin/python tools/make_demo_commune.py [FOLDER]
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from demo_commune import addresses, files, houses, names, network, services, stories
from demo_commune.land import make_land

DEMO = Path(__file__).resolve().parents[1] / "resources" / "demo"
SEED = 311


def main(folder: Path) -> None:
    """Write the five files; each step has its own seed."""
    folder.mkdir(parents=True, exist_ok=True)
    land = make_land(SEED)
    runs, square = network.make_network(random.Random(SEED + 1), land)
    streets = names.name_streets(random.Random(SEED + 2), land, runs, square)
    buildings = houses.build(random.Random(SEED + 3), land, streets, square)
    register, doorsteps = addresses.make_register(random.Random(SEED + 4), land, buildings)
    files.write_register(folder / "addresses.zip", register)
    files.write_map(folder / "commune.gpkg", land, streets, buildings, square)
    files.write_json(folder / "services.json", services.service_list())
    incidents = stories.make_incidents(random.Random(SEED + 5), doorsteps)
    files.write_json(folder / "incidents.json", incidents)
    files.write_json(folder / "profile.json", files.profile(land))
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(
        f"{len(streets)} streets, {len(buildings)} buildings, {register.count(chr(10)) - 1} register lines, "
        f"{len(incidents)} incidents, {size / 1e6:.2f} MB in {folder}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO)
