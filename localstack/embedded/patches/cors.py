"""What pages of other origins may send to a bucket and read of its answers. MiniStack asks the bucket's CORS rules only
with AUTH=true, and lets every page do everything otherwise: a header that is not exposed would be missed on AWS alone."""

from patches.source_patch import Patch
from patches.targets import APP

PATCHES = [
    Patch(
        APP,
        'target = _s3_cors_target(headers.get("host", ""), path) if AUTH else None\n',
        'target = _s3_cors_target(headers.get("host", ""), path)\n',
    ),
    Patch(
        APP,
        "if AUTH and (target := _s3_cors_target(host, path, path_style=False)):\n",
        "if target := _s3_cors_target(host, path, path_style=False):\n",
    ),
    Patch(APP, "include_s3_id=True, wildcard_cors=not AUTH)", "include_s3_id=True, wildcard_cors=False)"),
    Patch(
        APP,
        'if AUTH and service == "s3":\n        # Under AUTH only the bucket',
        'if service == "s3":\n        # Under AUTH only the bucket',
    ),
]
