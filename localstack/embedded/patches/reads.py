"""Reads of one version of an object: they are ranged, and named by the request, like every other read."""

from patches.source_patch import Patch
from patches.targets import S3

PATCHES = [
    # GetObject with a versionId: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    Patch(
        S3,
        '                include_checksums = (headers.get("x-amz-checksum-mode") or "").upper() == "ENABLED"\n'
        "                vobj = _object_record_from_version(v)\n",
        '                range_header = headers.get("range", "")\n'
        '                checksum_mode_on = (headers.get("x-amz-checksum-mode") or "").upper() == "ENABLED"\n'
        "                include_checksums = checksum_mode_on and not range_header\n"
        "                vobj = _object_record_from_version(v)\n",
    ),
    Patch(
        S3,
        "                body = _version_body(bucket, bucket_name, key, v)\n"
        "                if body is None:\n                    break\n"
        "                return 200, resp_headers, body\n",
        "                body = _version_body(bucket, bucket_name, key, v)\n"
        "                if body is None:\n                    break\n"
        "                _apply_response_overrides(resp_headers, query_params)\n"
        "                if not range_header:\n                    return 200, resp_headers, body\n"
        "                rng = _parse_range(range_header, len(body))\n"
        "                if rng is None:\n"
        '                    unsatisfied = {"Content-Type": "application/xml", "Content-Range": f"bytes */{len(body)}"}\n'
        "                    return 416, unsatisfied, _xml_body(_range_error_xml(bucket_name, key))\n"
        "                start, end = rng\n"
        '                resp_headers["Content-Length"] = str(end + 1 - start)\n'
        '                resp_headers["Content-Range"] = f"bytes {start}-{end}/{len(body)}"\n'
        "                return 206, resp_headers, body[start : end + 1]\n",
    ),
]
