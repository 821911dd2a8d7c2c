"""What Schemathesis is told of our API: real ids for paths that are not themselves what is malformed, redirects left
alone, and a count of what was answered.

SLUICE_REAL: JSON, each path parameter's real value. SLUICE_SEEN: the file the counts are written to.
"""

import atexit
import json
import os
import random
from collections import Counter

import schemathesis
from schemathesis.core.parameters import ParameterLocation

REAL = json.loads(os.environ["SLUICE_REAL"])
SEEN = {"statuses": Counter(), "codes": Counter(), "real_paths": 0}
# Any text is a token by its schema, so it cannot be malformed: a wrong one only hides what is behind it.
CREDENTIAL = "upload_token"
ELSEWHERE = (ParameterLocation.QUERY, ParameterLocation.HEADER, ParameterLocation.BODY)


@schemathesis.hook
def filter_body(context, body):
    # All fields of a form are text: a number cannot be told from its digits there, which are a good tag, and an empty
    # list is no field at all.
    content_types = context.operation.get_request_payload_content_types()
    if "multipart/form-data" not in content_types or not isinstance(body, dict):
        return True
    return not any(isinstance(value, (bool, int, float, list, dict, type(None))) for value in body.values())


@schemathesis.hook
def before_call(context, case, kwargs):
    # Where a 307 leads is S3, which is not in our document.
    kwargs["allow_redirects"] = False
    given = {name for name in REAL if name in (case.path_parameters or {})}
    if not given:
        return
    # The same case is always sent alike, so that a failure can be seen again.
    chance = random.Random(repr((case.path_parameters, case.query, case.headers, case.body)))
    real = given if chance.random() < 0.9 else given - {CREDENTIAL}
    if any(case.meta.is_negative_at(location) for location in ELSEWHERE):
        real = real if chance.random() < 0.8 else real & {CREDENTIAL}
    else:
        # One malformed piece after pieces that are real.
        real = real - {chance.choice(sorted(given - {CREDENTIAL} or given))}
    for name in real:
        case.path_parameters[name] = REAL[name]
    SEEN["real_paths"] += real == given


@schemathesis.hook
def after_call(context, case, response):
    SEEN["statuses"][response.status_code] += 1
    if response.status_code >= 400:
        try:
            SEEN["codes"][response.json()["code"]] += 1
        except (ValueError, KeyError, TypeError):
            SEEN["codes"]["none"] += 1


@atexit.register
def write_counts():
    with open(os.environ["SLUICE_SEEN"], "w") as file:
        json.dump(SEEN, file)
