"""A correction as data, and the import hook that applies it."""

import hashlib
import importlib.abc
import importlib.machinery
import os
import sys
import tempfile
from dataclasses import dataclass


@dataclass(frozen=True)
class Patch:
    module: str
    old: str
    new: str
    count: int = 1


def apply_patches(module: str, source: str, patches: list[Patch]) -> str:
    for patch in patches:
        if patch.module != module:
            continue
        found = source.count(patch.old)
        if found != patch.count:
            sys.exit(f"patch of {module} does not fit: expected {patch.count} of {patch.old!r}, found {found}")
        source = source.replace(patch.old, patch.new)
    return source


class PatchingLoader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, patches: list[Patch]):
        super().__init__(name, path)
        self.patches = patches

    def source_to_code(self, data, path, *args, **kwargs):
        source = apply_patches(self.name, bytes(data).decode("utf-8"), self.patches)
        return super().source_to_code(source.encode("utf-8"), path, *args, **kwargs)


class PatchingFinder(importlib.abc.MetaPathFinder):
    def __init__(self, patches: list[Patch]):
        self.patches = patches
        self.modules = {patch.module for patch in patches}
        # Compiled code is cached apart from the unpatched package's, and apart for each set of patches.
        digest = hashlib.sha256(repr(patches).encode()).hexdigest()[:16]
        sys.pycache_prefix = os.path.join(sys.pycache_prefix or tempfile.gettempdir(), digest)

    def find_spec(self, name, path=None, target=None):
        if name not in self.modules:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = PatchingLoader(name, spec.origin, self.patches)
        return spec
