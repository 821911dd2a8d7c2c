"""Time limits of tasks and machines: seconds or a path, heartbeats, and an execution that ends meanwhile.

`sfn` below is MiniStack's own module of Step Functions, imported late because it imports us.
"""

import contextvars
import threading
import time

from patches.source_patch import Patch
from patches.targets import STEP_FUNCTIONS

FOREVER = 99_999_999
# How often a waiting task looks at its limits; an answer wakes it at once.
LOOK_EVERY = 0.25


def limits_of(state_def: dict, raw_input, ctx: dict, execution: dict) -> dict:
    """What `wait_for_answer` needs, counted from now: the moment the task is scheduled."""
    from ministack.services import stepfunctions as sfn

    def seconds(field: str):
        path = state_def.get(field + "Path")
        return sfn._resolve_path_or_ctx(path, raw_input, ctx) if path else state_def.get(field)

    timeout = seconds("TimeoutSeconds")
    return {
        "timeout": FOREVER if timeout is None else float(timeout),
        "heartbeat": seconds("HeartbeatSeconds"),
        "scheduled": time.monotonic(),
        "execution": execution,
    }


def wait_for_answer(answered: threading.Event, token: str, limits: dict):
    """None once the token was answered, else the error and cause that end the task."""
    from ministack.services import stepfunctions as sfn

    deadline = limits["scheduled"] + limits["timeout"]
    last_beat, beat_at = None, limits["scheduled"]
    while not answered.wait(timeout=min(LOOK_EVERY, max(0.0, deadline - time.monotonic()))):
        now = time.monotonic()
        if limits["execution"]["status"] != "RUNNING":
            return "States.TaskAborted", "the execution is no longer running"
        beat = (sfn._task_tokens.get(token) or {}).get("heartbeat")
        if beat != last_beat:
            last_beat, beat_at = beat, now
        if now >= deadline:
            return "States.Timeout", ""
        if limits["heartbeat"] and now - beat_at >= float(limits["heartbeat"]):
            return "States.HeartbeatTimeout", ""
    return None


def arm_machine(execution: dict, definition: dict) -> None:
    """Ends the execution as TIMED_OUT after the machine's own TimeoutSeconds."""
    from ministack.services import stepfunctions as sfn

    def expire():
        if execution["status"] != "RUNNING":
            return
        execution.update(status="TIMED_OUT", stopDate=sfn.now_iso(), error="States.Timeout", cause=None)
        sfn._add_event(execution, "ExecutionTimedOut", {"executionTimedOutEventDetails": {"error": "States.Timeout"}})
        sfn._emit_execution_status_event(execution)

    if definition.get("TimeoutSeconds"):
        # The account and region of the request live in context variables, which a new thread does not inherit.
        timer = threading.Timer(float(definition["TimeoutSeconds"]), contextvars.copy_context().run, (expire,))
        timer.daemon = True
        timer.start()


PATCHES = [
    Patch(
        STEP_FUNCTIONS,
        'resource, effective, ctx["Task"]["Token"], state_def)',
        'resource, effective, ctx["Task"]["Token"], limits_of(state_def, raw_input, ctx, execution))',
    ),
    Patch(
        STEP_FUNCTIONS,
        'elif "TimeoutSeconds" in state_def and ":activity:" not in resource:',
        'elif ("TimeoutSeconds" in state_def or "TimeoutSecondsPath" in state_def) and ":activity:" not in resource:',
    ),
    Patch(
        STEP_FUNCTIONS,
        'resource, effective, state_def["TimeoutSeconds"])',
        'resource, effective, limits_of(state_def, raw_input, ctx, execution)["timeout"])',
    ),
    Patch(
        STEP_FUNCTIONS,
        """\
    timeout = state_def.get("TimeoutSeconds", 99999)
    if not evt.wait(timeout=timeout):
        _task_tokens.pop(token, None)
        raise _ExecutionError("States.Timeout",
                              "Task timed out waiting for callback")
""",
        """\
    ended = wait_for_answer(evt, token, limits)
    if ended:
        _task_tokens.pop(token, None)
        raise _ExecutionError(*ended)
""",
    ),
    Patch(
        STEP_FUNCTIONS,
        "def _invoke_with_callback(resource, input_data, token, state_def):\n",
        "from patches.timeouts import arm_machine, limits_of, wait_for_answer\n\n\n"
        "def _invoke_with_callback(resource, input_data, token, limits):\n",
    ),
    # AWS matches a missed heartbeat with States.Timeout too, and neither with States.TaskFailed.
    Patch(
        STEP_FUNCTIONS,
        '    return "States.TaskFailed" in error_equals and error != "States.Timeout"',
        '    if error == "States.HeartbeatTimeout" and "States.Timeout" in error_equals:\n        return True\n'
        '    return "States.TaskFailed" in error_equals and error not in ("States.Timeout", "States.HeartbeatTimeout")',
    ),
    Patch(
        STEP_FUNCTIONS,
        '    all_states = definition.get("States", {})\n    current_name = definition.get("StartAt")\n'
        "    if not current_name or current_name not in all_states:\n        _fail_execution",
        "    arm_machine(execution, definition)\n"
        '    all_states = definition.get("States", {})\n    current_name = definition.get("StartAt")\n'
        "    if not current_name or current_name not in all_states:\n        _fail_execution",
    ),
    # What was aborted or timed out stays so.
    Patch(
        STEP_FUNCTIONS,
        "def _fail_execution(execution, error, cause):\n",
        'def _fail_execution(execution, error, cause):\n    if execution["status"] != "RUNNING":\n        return\n',
    ),
]
