"""CRC checksums at native speed, and the checksum of a whole object for multipart uploads that ask for it."""

from patches.source_patch import Patch
from patches.targets import S3

try:
    from awscrt import checksums as native
except ImportError:
    native = None

# A multipart object's checksum is either of all its bytes or of its parts' checksums. Only CRCs can do the first,
# CRC64NVME does nothing else: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
WHOLE_OBJECT = "FULL_OBJECT"
OF_PARTS = "COMPOSITE"


def multipart_checksum_type(algorithm: str | None, headers: dict):
    """(type, None), or (None, message) when the algorithm cannot do what the caller asks."""
    asked = (headers.get("x-amz-checksum-type") or "").upper()
    if not algorithm:
        return None, None
    possible = {"CRC64NVME": (WHOLE_OBJECT,), "SHA1": (OF_PARTS,), "SHA256": (OF_PARTS,)}.get(
        algorithm, (OF_PARTS, WHOLE_OBJECT)
    )
    if asked and asked not in possible:
        return None, f"The {asked} checksum type cannot be used with the {algorithm.lower()} checksum algorithm."
    return asked or possible[0], None


def checksum_type_of(checksums: dict) -> str:
    """Read from the value, which tells it everywhere an object is kept: `<digest>-<parts>` is one of parts."""
    return OF_PARTS if any("-" in value for value in checksums.values()) else WHOLE_OBJECT


PATCHES = [
    Patch(
        S3,
        "def _crc64nvme(body: bytes) -> int:\n",
        "from patches import checksums as _sluice_checksums\n\n\n"
        "def _crc64nvme(body: bytes) -> int:\n"
        "    if _sluice_checksums.native:\n        return _sluice_checksums.native.crc64nvme(body)\n",
    ),
    Patch(
        S3,
        "def _crc32c(body: bytes) -> int:\n",
        "def _crc32c(body: bytes) -> int:\n"
        "    if _sluice_checksums.native:\n        return _sluice_checksums.native.crc32c(body)\n",
    ),
    # CreateMultipartUpload
    Patch(
        S3,
        "    checksum_algorithm, csum_err = _resolve_multipart_checksum_algorithm(headers)\n"
        "    if csum_err:\n        return csum_err\n",
        "    checksum_algorithm, csum_err = _resolve_multipart_checksum_algorithm(headers)\n"
        "    if csum_err:\n        return csum_err\n"
        "    checksum_type, refusal = _sluice_checksums.multipart_checksum_type(checksum_algorithm, headers)\n"
        '    if refusal:\n        return _error("InvalidRequest", refusal, 400)\n',
    ),
    Patch(
        S3,
        '        "checksum_algorithm": checksum_algorithm,\n        "created": now_iso(),\n',
        '        "checksum_algorithm": checksum_algorithm,\n        "checksum_type": checksum_type,\n'
        '        "created": now_iso(),\n',
    ),
    Patch(
        S3,
        '        csum_headers["x-amz-checksum-type"] = "COMPOSITE"\n',
        '        csum_headers["x-amz-checksum-type"] = checksum_type\n',
    ),
    # PostObject: a form's checksum is verified as a header's is.
    Patch(
        S3,
        "    etag = f'\"{md5_hash(file_value)}\"'\n    obj = _build_object_record(file_value, synth, etag=etag)\n",
        "    checksums, csum_err = _resolve_object_checksums(file_value, fields)\n"
        "    if csum_err:\n        return csum_err\n"
        "    etag = f'\"{md5_hash(file_value)}\"'\n"
        "    obj = _build_object_record(file_value, synth, etag=etag, checksums=checksums)\n",
    ),
    # UploadPart: once an algorithm is named, a part without its checksum is refused, not summed up silently.
    Patch(
        S3,
        "    if algorithm and algorithm not in checksums:\n"
        "        computed = _compute_s3_checksum(algorithm, body)\n"
        "        if computed is not None:\n            checksums[algorithm] = computed\n"
        "    return checksums, None\n",
        "    if algorithm and algorithm not in checksums:\n"
        "        return {}, _error(\n"
        '            "InvalidRequest",\n'
        '            f"Checksum Type mismatch occurred, expected checksum Type: {algorithm.lower()}, "\n'
        '            f"actual checksum Type: {next((name.lower() for name in checksums), None)}",\n'
        "            400,\n        )\n"
        "    return checksums, None\n",
    ),
    # CompleteMultipartUpload
    Patch(
        S3,
        "    composite = _composite_checksum(checksum_algorithm, part_digests)\n",
        "    if upload.get(\"checksum_type\") == _sluice_checksums.WHOLE_OBJECT:\n"
        '        composite = _compute_s3_checksum(checksum_algorithm, b"".join(combined_parts))\n'
        "    else:\n        composite = _composite_checksum(checksum_algorithm, part_digests)\n",
    ),
    Patch(
        S3,
        '        SubElement(root, "ChecksumType").text = "COMPOSITE"\n',
        '        SubElement(root, "ChecksumType").text = upload.get("checksum_type") or "COMPOSITE"\n',
    ),
    # HeadObject, GetObject and GetObjectAttributes, of any version
    Patch(
        S3,
        'h["x-amz-checksum-type"] = obj.get("checksum_type") or "FULL_OBJECT"',
        'h["x-amz-checksum-type"] = _sluice_checksums.checksum_type_of(stored)',
    ),
    Patch(
        S3,
        'SubElement(cks, "ChecksumType").text = "COMPOSITE" if record.get("parts") else "FULL_OBJECT"',
        'SubElement(cks, "ChecksumType").text = _sluice_checksums.checksum_type_of(checksums)',
    ),
    # PutObject answers the checksum it verified.
    Patch(
        S3,
        '    resp_headers = {"ETag": obj["etag"], "Content-Length": "0"}\n    resp_headers.update(sse_headers)\n'
        "    _maybe_replicate(bucket_name, key, obj, body, pending_tags)\n",
        '    resp_headers = {"ETag": obj["etag"], "Content-Length": "0"}\n    resp_headers.update(sse_headers)\n'
        '    resp_headers.update({f"x-amz-checksum-{alg.lower()}": value for alg, value in checksums.items()})\n'
        '    if checksums:\n        resp_headers["x-amz-checksum-type"] = _sluice_checksums.WHOLE_OBJECT\n'
        "    _maybe_replicate(bucket_name, key, obj, body, pending_tags)\n",
    ),
]
