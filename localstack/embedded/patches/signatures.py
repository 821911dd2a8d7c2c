"""Signatures of uploads. MiniStack verifies those of signed URLs, and those of signed forms only with AUTH=true."""

from patches.source_patch import Patch
from patches.targets import S3

PATCHES = [
    Patch(
        S3,
        'only under AUTH=true."""\n    from ministack.app import AUTH\n',
        'only under AUTH=true."""\n    AUTH = True\n',
    ),
]
