"""Failures keep the name AWS gives them: state machines match Retry and Catch on it."""

from patches.source_patch import Patch
from patches.targets import LAMBDA, LAMBDA_RUNTIME, STEP_FUNCTIONS

PATCHES = [
    # The name of the thrown error instead of Runtime.HandlerError, and its stack.
    Patch(
        LAMBDA_RUNTIME,
        'error: String(err.message || err), trace: err.stack || ""',
        'error: String(err.message || err), trace: err.stack || "", '
        'errorType: err && err.name ? String(err.name) : err instanceof Error ? "Error" : typeof err',
    ),
    Patch(
        LAMBDA_RUNTIME,
        "error: e.message, trace: e.stack",
        'error: e.message, trace: e.stack, errorType: String(e.name || "Error")',
    ),
    # A process that ended in the middle of a call.
    Patch(
        LAMBDA_RUNTIME,
        '{"status": "error", "error": "Worker process died"}',
        '{"status": "error", "errorType": "Runtime.ExitError", '
        '"error": f"RequestId: {request_id} Error: Runtime exited with error: signal or exit status"}',
    ),
    Patch(
        LAMBDA,
        '            error_type = "Runtime.HandlerError"\n            if _RIE',
        '            error_type = result.get("errorType") or "Runtime.HandlerError"\n            if _RIE',
    ),
    Patch(
        LAMBDA,
        '                    "errorType": error_type,\n                },\n                "error": True,\n'
        '                "log": "\\n".join(filter(None, [result.get("log", ""), result.get("trace"',
        '                    "errorType": error_type,\n'
        '                    **({"trace": result["trace"].split("\\n")} if result.get("trace") else {}),\n'
        '                },\n                "error": True,\n'
        '                "log": "\\n".join(filter(None, [result.get("log", ""), result.get("trace"',
    ),
    # A throttled function is Lambda.TooManyRequestsException to a state machine.
    Patch(
        STEP_FUNCTIONS,
        '                body.get("errorType", "Lambda.Unknown"),',
        '                body.get("errorType") or "Lambda." + body.get("__type", "Unknown"),',
    ),
    Patch(
        STEP_FUNCTIONS,
        '        raise _ExecutionError("Lambda.Unknown", str(body))',
        "        raise _ExecutionError(\n"
        '            "Lambda.TooManyRequestsException" if "TooManyRequests" in str(body) else "Lambda.Unknown", str(body))',
    ),
]
