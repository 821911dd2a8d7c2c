"""Starts MiniStack, the emulator of the local cloud, with the corrections in `patches/`.

MiniStack is read from its package, corrected in memory and never changed on disk. Each correction names the text
it replaces and how often that text must occur, so a release that moved on stops the start instead of being half
corrected.

Environment: MiniStack's own (GATEWAY_PORT, BIND_HOST, PERSIST_STATE, ...), and SLUICE_PATCHES: `all` (default),
`none`, or the groups wanted, separated by commas.
"""

import importlib.metadata
import importlib.util
import os
import sys

from patches import GROUPS
from patches.source_patch import PatchingFinder, apply_patches

PINNED = "1.5.33"


def chosen_patches(wanted: str) -> list:
    if wanted == "all":
        names = list(GROUPS)
    else:
        names = [] if wanted == "none" else wanted.split(",")
    unknown = [name for name in names if name not in GROUPS]
    if unknown:
        sys.exit(f"unknown patch groups {unknown}: choose from {', '.join(GROUPS)}")
    return [patch for name in names for patch in GROUPS[name]]


def main() -> None:
    version = importlib.metadata.version("ministack")
    if version != PINNED:
        sys.exit(f"the patches were made for ministack {PINNED}, found {version}: install the pinned version")
    # Taken out of the environment, because every function inherits what is left there.
    patches = chosen_patches(os.environ.pop("SLUICE_PATCHES", "all"))
    # Modules load at the first request that needs them: look at every patch now, not then.
    for module in {patch.module for patch in patches}:
        with open(importlib.util.find_spec(module).origin, encoding="utf-8") as source:
            apply_patches(module, source.read(), patches)
    sys.meta_path.insert(0, PatchingFinder(patches))

    from ministack.app import main as serve

    serve()


main()
