import { isTypeAllowed } from '../access/index.ts';
import { RefusedError } from '../runtime/index.ts';
import type { Caller } from './deps.ts';
import type { UploadRequest } from './upload-request.ts';

/** All a page may say of a file: what is not here, such as where to call back, is for who made the token. */
const SAYABLE: ReadonlySet<string> = new Set<keyof UploadRequest>([
  'filename',
  'sizeBytes',
  'mimeType',
  'relativePath',
  'checksum',
  'metadata',
  'fingerprint',
  'sizing',
  'strategy',
]);
/** A page's own word, not a store of its own. */
const MAX_METADATA_FIELDS = 20;

/** Holds what is declared with an upload token to its limits. Throws RefusedError `token_scope`, `file_too_large`, `type_not_allowed`. */
export function assertTokenAllows({ token }: Pick<Caller, 'token'>, request: UploadRequest): void {
  if (token === undefined) {
    return;
  }
  const { limits } = token;
  if (limits === undefined) {
    throw new RefusedError('token_scope', 'this token is for one upload and makes no other: ask for one for a page');
  }
  assertSayable(request);
  if (request.sizeBytes > limits.maxBytes) {
    throw new RefusedError(
      'file_too_large',
      `the file has ${request.sizeBytes} bytes; this token allows ${limits.maxBytes}`,
      [{ pointer: '/size_bytes', detail: `at most ${limits.maxBytes}` }],
    );
  }
  if (limits.mimeTypes !== undefined && !isTypeAllowed(request.mimeType, limits.mimeTypes)) {
    const allowed = limits.mimeTypes.join(', ');
    throw new RefusedError('type_not_allowed', `${request.mimeType} is not accepted; this token allows ${allowed}`, [
      { pointer: '/mime_type', detail: `one of ${allowed}` },
    ]);
  }
}

function assertSayable(request: UploadRequest): void {
  const beyond = Object.entries(request).flatMap(([field, value]) =>
    value === undefined || SAYABLE.has(field) ? [] : [snakeCase(field)],
  );
  if (beyond.length > 0) {
    throw new RefusedError(
      'token_scope',
      `an upload token cannot set ${beyond.join(', ')}: leave it out`,
      beyond.map((field) => ({ pointer: `/${field}`, detail: 'not with an upload token' })),
    );
  }
  const fields = Object.keys(request.metadata ?? {}).length;
  if (fields > MAX_METADATA_FIELDS) {
    throw new RefusedError(
      'token_scope',
      `an upload token sets at most ${MAX_METADATA_FIELDS} fields of metadata, not ${fields}`,
      [{ pointer: '/metadata', detail: `at most ${MAX_METADATA_FIELDS} fields` }],
    );
  }
}

function snakeCase(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
