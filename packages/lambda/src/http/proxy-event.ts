import * as z from 'zod/mini';

/** Checked by hand: zod's records cost more than all the rest of a request that is refused. */
const texts = z.nullish(z.custom<Readonly<Record<string, string | undefined>>>((value) => isRecordOf(value, isText)));
const lists = z.nullish(z.custom<Readonly<Record<string, readonly string[]>>>((value) => isRecordOf(value, isList)));

/** What we read of the event API Gateway hands a function for a REST API (proxy integration, version 1.0). */
export const proxyEventSchema = z.object({
  httpMethod: z.string(),
  path: z.string(),
  headers: texts,
  multiValueHeaders: lists,
  queryStringParameters: texts,
  multiValueQueryStringParameters: lists,
  body: z.nullish(z.string()),
  isBase64Encoded: z.optional(z.boolean()),
});
export type ProxyEvent = z.infer<typeof proxyEventSchema>;

export type ProxyResult = {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded: false;
};

export type Headers = Readonly<Record<string, string | undefined>>;

const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'cookie', 'x-api-key']);

/**
 * Header names are case-insensitive (RFC 9110): one spelling from here on. Credentials go apart: only who authenticates
 * has a use for them, and what a handler does not have it cannot leak. One that came twice is handed over as both, which is
 * neither: nobody knows which of them a proxy before us has looked at.
 */
export function readHeaders(event: ProxyEvent): { readonly headers: Headers; readonly credentials: Headers } {
  const headers: Record<string, string | undefined> = {};
  const credentials: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(event.headers ?? {})) {
    const lower = name.toLowerCase();
    if (lower === '__proto__') continue;
    (CREDENTIALS.has(lower) ? credentials : headers)[lower] = value;
  }
  for (const [name, values] of Object.entries(event.multiValueHeaders ?? {})) {
    const lower = name.toLowerCase();
    // Cookies may come in parts.
    if (values.length > 1 && lower !== 'cookie' && CREDENTIALS.has(lower)) credentials[lower] = values.join(', ');
  }
  return { headers, credentials };
}

function isRecordOf(value: unknown, isValue: (value: unknown) => boolean): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(isValue);
}

function isText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
