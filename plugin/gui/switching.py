"""From one commune to another, and between real work and training in the same commune."""
from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .folders import PROFILE_FILE
from .training import training_profile

if TYPE_CHECKING:
    from ..commune import Commune, Profile
    from .workplace import Workplace

TRAINING = "-training"


def profile_of(commune: Commune) -> Profile:
    """The profile this computer already has for a commune, else a first one. Raises what `load_profile` raises."""
    from ..commune import profile_for

    return kept_or(profile_for(commune))


def kept_or(fresh: Profile) -> Profile:
    """The kept settings of the commune with the same id, else `fresh`."""
    from ..commune import load_profile
    from .workplace import Workplace

    path = Workplace.folder_of(fresh) / PROFILE_FILE
    return load_profile(path) if path.is_file() else fresh


def has_twin(workplace: Workplace) -> bool:
    """Tell whether the open commune has both sides, real and training; the demo commune is training only."""
    profile = workplace.profile
    return profile is not None and (not profile.training or profile.id.endswith(TRAINING))


def enter_training(workplace: Workplace) -> None:
    """Close the real store and open the commune's training twin, which shares nothing but the address register."""
    profile = workplace.profile
    if profile is None or profile.training:
        return
    twin = training_profile(profile)
    if workplace.register is not None:
        twin = replace(twin, register=str(workplace.register_path()))
    workplace.open(twin)


def leave_training(workplace: Workplace) -> None:
    """Back to real work in the same commune."""
    profile = workplace.profile
    if profile is None or not has_twin(workplace) or not profile.training:
        return
    from ..commune import BackEnd

    real = replace(profile, id=profile.id[: -len(TRAINING)], training=False, back_end=BackEnd(url=""))
    workplace.open(kept_or(real))
