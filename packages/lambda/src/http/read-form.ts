import { RefusedError } from '@sluice/core/runtime';
import { bodyBytes } from './body-bytes.ts';
import type { ProxyEvent } from './proxy-event.ts';

/**
 * The fields of a form (RFC 7578), each a text or a File. A field that is given twice is a list, which no schema of ours
 * takes. Throws RefusedError `unsupported_media_type`, `invalid_request`.
 */
export async function readForm(event: ProxyEvent, contentType = ''): Promise<Record<string, unknown>> {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) {
    throw new RefusedError(
      'unsupported_media_type',
      'send the body as content-type multipart/form-data with its boundary',
    );
  }
  const fields = new Map<string, unknown>();
  for (const [name, value] of await parseForm(bodyBytes(event), contentType)) {
    fields.set(name, fields.has(name) ? [fields.get(name), value].flat() : value);
  }
  return Object.fromEntries(fields);
}

async function parseForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    // Node's own parser: it takes the body whole, which its limit allows.
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new RefusedError('invalid_request', 'the body is not a form with the boundary its content-type names', [
      { pointer: '', detail: 'is not multipart/form-data' },
    ]);
  }
}
