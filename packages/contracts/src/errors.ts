type ErrorEntry = { readonly status: number; readonly title: string; readonly retryable: boolean };

/** Every code an answer can carry. A code never changes its meaning or its status. */
export const ERRORS = {
  invalid_request: { status: 400, title: 'the request does not fit its schema', retryable: false },
  invalid_json: { status: 400, title: 'the body is not JSON', retryable: false },
  invalid_cursor: { status: 400, title: 'the cursor is not one of ours', retryable: false },
  invalid_part: { status: 400, title: 'a part number or size is out of range', retryable: false },
  idempotency_key_required: { status: 400, title: 'the Idempotency-Key header is missing', retryable: false },
  unauthenticated: { status: 401, title: 'no valid credentials', retryable: false },
  forbidden: { status: 403, title: 'the role or scope does not allow this', retryable: false },
  token_scope: { status: 403, title: 'the upload token does not allow this', retryable: false },
  tenant_suspended: { status: 403, title: 'the tenant is suspended', retryable: false },
  not_found: { status: 404, title: 'it does not exist', retryable: false },
  method_not_allowed: { status: 405, title: 'the path exists, the method does not', retryable: false },
  state_conflict: { status: 409, title: 'its state does not allow this', retryable: false },
  already_shown: { status: 409, title: 'the secret was shown once and cannot be shown again', retryable: false },
  upload_expired: { status: 410, title: 'the upload has expired', retryable: false },
  already_exists: { status: 412, title: 'the object exists already', retryable: false },
  precondition_failed: { status: 412, title: 'it is no longer as If-Match says', retryable: false },
  body_too_large: { status: 413, title: 'the request body is too large', retryable: false },
  file_too_large: { status: 413, title: 'the file is larger than allowed', retryable: false },
  type_not_allowed: { status: 415, title: 'files of this type are not accepted', retryable: false },
  unsupported_media_type: { status: 415, title: 'the body is not of the content type this reads', retryable: false },
  idempotency_mismatch: { status: 422, title: 'this Idempotency-Key was used with another body', retryable: false },
  size_mismatch: { status: 422, title: 'what is stored is not as large as declared', retryable: false },
  checksum_mismatch: { status: 422, title: 'the checksum does not match what is stored', retryable: false },
  missing_parts: { status: 422, title: 'some parts are not stored yet', retryable: true },
  rate_limited: { status: 429, title: 'too many requests', retryable: true },
  internal_error: { status: 500, title: 'something broke on our side', retryable: true },
  unavailable: { status: 503, title: 'something this needs is down', retryable: true },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[];

/** The `type` of a problem document (RFC 9457): a name, not an address, because a deployment has no fixed one. */
export function problemType(code: ErrorCode): string {
  return `urn:sluice:problem:${code}`;
}
