"""What every test may ask for: a quiet Qt without screen, and the shared real data where it is present."""
from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# how quick the computer is decides nothing here; a failure prints what makes it happen again
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("house")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if "XDG_RUNTIME_DIR" not in os.environ:
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="rue311-runtime-")  # mkdtemp makes it 0700, as Qt wants

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout, which is the plugin's folder."""
    return ROOT


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with the real register, boundaries and localities; the test is skipped where it is absent."""
    folder = Path(os.environ.get("RUE311_REAL_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "addresses" / "openaddress-bewal.zip").is_file():
        pytest.skip(f"needs the real address register, which is not in {folder} (set RUE311_REAL_DATA)")
    return folder
