"""Where a batch job goes, put together from its parameters."""
from __future__ import annotations

from dataclasses import replace

from rue311.plugin.commune import BackEnd, demo_profile, save_profile


def test_the_profile_tells_where_the_commune_is(qgis_app, tmp_path, root):
    """It settles what positions in metres mean; an address given by hand changes nothing of that."""
    from rue311.plugin.processing.back_end import Asked, back_end_of

    profile = replace(demo_profile(root / "resources"), back_end=BackEnd("http://127.0.0.1:1/v2", "valombre.example"))
    path = tmp_path / "profile.json"
    save_profile(profile, path)
    for asked in (Asked(profile=path), Asked(profile=path, endpoint="http://127.0.0.1:2/v2")):
        assert back_end_of(asked).endpoint.extent == profile.extent
    assert back_end_of(Asked(endpoint="http://127.0.0.1:2/v2")).endpoint.extent is None
