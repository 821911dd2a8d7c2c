import type { ProxyEvent } from './proxy-event.ts';

/** The length in bytes of what was sent, before anything is decoded. */
export function bodyLength({ body, isBase64Encoded }: ProxyEvent): number {
  if (!body) return 0;
  return Buffer.byteLength(body, isBase64Encoded === true ? 'base64' : 'utf8');
}

/** The body as it was sent. A gateway that does not know a type as binary has decoded it as UTF-8. */
export function bodyBytes({ body, isBase64Encoded }: ProxyEvent): Buffer<ArrayBuffer> {
  return Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8');
}

/** The body as UTF-8. Throws a TypeError when it is not. */
export function bodyText(event: ProxyEvent): string {
  if (event.isBase64Encoded !== true) return event.body ?? '';
  return new TextDecoder('utf-8', { fatal: true }).decode(bodyBytes(event));
}
