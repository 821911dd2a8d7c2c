"""Corrections of MiniStack 1.5.33, one module a concern. Each can be left out by name (SLUICE_PATCHES)."""

from patches import (
    callbacks,
    checksums,
    cors,
    errors,
    executions,
    reads,
    shutdown,
    signatures,
    speed,
    streams,
    timeouts,
)

GROUPS = {
    "callbacks": callbacks.PATCHES,
    "checksums": checksums.PATCHES,
    "cors": cors.PATCHES,
    "errors": errors.PATCHES,
    "executions": executions.PATCHES,
    "reads": reads.PATCHES,
    "shutdown": shutdown.PATCHES,
    "signatures": signatures.PATCHES,
    "speed": speed.PATCHES,
    "streams": streams.PATCHES,
    "timeouts": timeouts.PATCHES,
}
