"""Ending on SIGTERM: functions at work are stopped, the state is saved, and nothing is waited for.

MiniStack lets every open request and every thread end first, and so waits for each function up to its time limit.
"""

import asyncio
import os
import signal
import sys

from patches.source_patch import Patch
from patches.targets import APP


def signal_workers(number: signal.Signals) -> None:
    from ministack.core import lambda_runtime

    for pool in list(lambda_runtime._workers.values()):
        for worker in list(pool):
            if worker._proc is not None and worker._proc.poll() is None:
                worker._proc.send_signal(number)


async def end_when_told(save) -> None:
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    await told.wait()
    # Halted, not ended: an execution would take an ended worker for a failure and go on to its next state.
    signal_workers(signal.SIGSTOP)
    # No other thread takes over while a service copies what it keeps: a change in between would lose that service.
    sys.setswitchinterval(60)
    save()
    signal_workers(signal.SIGKILL)
    os._exit(0)


PATCHES = [
    # Twice: with and without port 443.
    Patch(
        APP,
        "asyncio.run(hypercorn_serve(app, config))",
        "asyncio.run(hypercorn_serve(app, config, shutdown_trigger=lambda: end_when_told(\n"
        "                lambda: PERSIST_STATE and save_all(_build_persistence_save_dict()))))",
        count=2,
    ),
    Patch(
        APP,
        "    from hypercorn.asyncio import serve as hypercorn_serve\n",
        "    from hypercorn.asyncio import serve as hypercorn_serve\n    from patches.shutdown import end_when_told\n",
    ),
]
