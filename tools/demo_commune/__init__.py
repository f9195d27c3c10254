"""The workshop of the fictitious commune of Valombre: land, streets, houses, names, register, incidents.

Metres in EPSG:31370 everywhere; one seeded `random.Random` per step, so that a change in one step leaves the others.
"""
