"""Tasks that wait for a token (.waitForTaskToken)."""

from patches.source_patch import Patch
from patches.targets import STEP_FUNCTIONS

PATCHES = [
    # A function that fails while it is handed the token fails the task; MiniStack waited for ever.
    Patch(
        STEP_FUNCTIONS,
        "            _call_lambda(func_ref, lambda_payload)\n        except _ExecutionError:\n            pass\n",
        "            _call_lambda(func_ref, lambda_payload)\n        except _ExecutionError:\n"
        "            if not evt.is_set():\n                _task_tokens.pop(token, None)\n                raise\n",
    ),
    # Each retry hands out a token of its own, so that an answer to the first attempt is stale.
    Patch(
        STEP_FUNCTIONS,
        '        ctx["State"]["RetryCount"] = sum(retry_counts.values())\n        if query_language',
        '        ctx["State"]["RetryCount"] = sum(retry_counts.values())\n'
        '        if is_callback and retry_counts:\n            ctx["Task"] = {"Token": new_uuid()}\n'
        "        if query_language",
    ),
    # The answer must be JSON.
    Patch(
        STEP_FUNCTIONS,
        '    info["result"] = output\n    info["event"].set()',
        "    try:\n        json.loads(output)\n    except ValueError:\n"
        '        return error_response_json("InvalidOutput", "Invalid Output: output is not valid JSON", 400)\n'
        '    info["result"] = output\n    info["event"].set()',
    ),
]
