"""Fixed waits that AWS does not have, cut to what the emulator needs."""

from patches.source_patch import Patch
from patches.targets import LAMBDA, LAMBDA_RUNTIME, STEP_FUNCTIONS

PATCHES = [
    # After every invocation MiniStack waits 50 ms for log lines of a silent function. The worker now ends its
    # log with a marker, and the wait ends there.
    Patch(
        LAMBDA_RUNTIME,
        "settled = true;\n",
        'settled = true;\n        _stderrWrite("\\u0001end-of-log\\n");\n',
    ),
    Patch(
        LAMBDA_RUNTIME,
        """\
                lines.append(self._stderr_queue.get_nowait())
                last_received_at = time.time()
""",
        """\
                line = self._stderr_queue.get_nowait()
                text, marker, _ = line.partition("\\x01end-of-log")
                if text or not marker:
                    lines.append(text)
                if marker:
                    break
                last_received_at = time.time()
""",
    ),
    # Every execution starts 150 ms late.
    Patch(STEP_FUNCTIONS, "    time.sleep(0.15)\n\n    sm = _state_machines", "    time.sleep(0.01)\n\n    sm = _state_machines"),
    # Event source mappings wake up 50 ms after a write.
    Patch(LAMBDA, "_ESM_IDLE_WAKE_GAP_SECONDS = 0.05", "_ESM_IDLE_WAKE_GAP_SECONDS = 0.005"),
]
