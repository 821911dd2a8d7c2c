"""Starting and ending an execution."""

from patches.source_patch import Patch
from patches.targets import STEP_FUNCTIONS

# https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html: the forbidden characters.
FORBIDDEN_IN_NAMES = set(" <>{}[]?*\"#%\\^|~`$&,;:/")


def is_execution_name(name: str) -> bool:
    printable = all(ord(c) >= 32 and not 127 <= ord(c) < 160 for c in name)
    return 1 <= len(name) <= 80 and printable and not FORBIDDEN_IN_NAMES & set(name)


PATCHES = [
    # The same name and input while that execution runs answers the same execution.
    Patch(
        STEP_FUNCTIONS,
        '    if exec_arn in _executions:\n        return error_response_json(\n            "ExecutionAlreadyExists"',
        "    running = _executions.get(exec_arn)\n"
        '    if running and running["status"] == "RUNNING" and running["input"] == data.get("input", "{}"):\n'
        '        return json_response({"executionArn": exec_arn, "startDate": running["startDate"]})\n'
        '    if exec_arn in _executions:\n        return error_response_json(\n            "ExecutionAlreadyExists"',
    ),
    # Twice: StartExecution and StartSyncExecution.
    Patch(
        STEP_FUNCTIONS,
        '    name = data.get("name") or new_uuid()\n    exec_arn = (f"arn:aws:states:',
        '    name = data.get("name") or new_uuid()\n'
        "    from patches.executions import is_execution_name\n"
        "    if not is_execution_name(name):\n"
        '        return error_response_json("InvalidName", f"Invalid Name: {name!r}", 400)\n'
        '    exec_arn = (f"arn:aws:states:',
        count=2,
    ),
    # A Parallel state fails with its first branch. The others run on unobserved, where AWS stops them.
    Patch(
        STEP_FUNCTIONS,
        "    for t in threads:\n        t.join()\n\n    for err in errors:\n        if err is not None:\n"
        "            raise err if isinstance(err, _ExecutionError) else _ExecutionError(\n"
        '                "States.BranchFailed"',
        "    while any(t.is_alive() for t in threads) and not any(errors):\n        time.sleep(0.005)\n\n"
        "    for err in errors:\n        if err is not None:\n"
        "            raise err if isinstance(err, _ExecutionError) else _ExecutionError(\n"
        '                "States.BranchFailed"',
    ),
]
