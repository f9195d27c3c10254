"""The last step of a restore: the prepared copy takes the name of the store.

A restore that is cut off between its two renames is finished here when the store is opened next; before the first
rename it never happened.
"""
from __future__ import annotations

import os
from pathlib import Path

_TAILS = ("-wal", "-shm", "-journal")


def finish_restore(store_path: Path) -> bool:
    """End a restore that was cut off, or forget one that had not begun to replace anything. Answers whether it ended.

    Called before a store is opened: otherwise a new, empty one would be made under the name.
    """
    folder = store_path.parent
    for torn in folder.glob(f"{store_path.stem}.restored-*.part*"):
        torn.unlink()
    prepared = sorted(folder.glob(f"{store_path.stem}.restored-*{store_path.suffix}"))
    if store_path.exists():
        for unused in prepared:
            unused.unlink()
        return False
    if not prepared:
        return False
    ready = prepared[-1]
    aside = ready.name.replace(".restored-", ".aside-", 1)
    for tail in _TAILS:  # a log left behind would be read into the restored store
        left = folder / (store_path.name + tail)
        if left.exists():
            os.rename(left, folder / (aside + tail))
    os.rename(ready, store_path)
    return True
