"""Functions go on reading tables' streams after a restart."""

from patches.source_patch import Patch
from patches.targets import LAMBDA

PATCHES = [
    # A table's stream begins anew with the process, so a position kept from before would skip as many records as were
    # read then. Without one, a mapping begins where it says: at the oldest record.
    Patch(
        LAMBDA,
        '        _restore_esm_positions(_dynamodb_stream_positions, data.get("dynamodb_stream_positions", {}))\n',
        "",
    ),
]
