import type { Route } from '@sluice/contracts';
import { RefusedError } from '@sluice/core/runtime';
import * as z from 'zod/mini';
import { describeIssues, type FieldError } from '../parsing/describe-issue.ts';
import type { ProxyEvent } from './proxy-event.ts';

const nothing = z.strictObject({});

export type ParsedRequest = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

/**
 * Path, query and body as the route's schemas say. Throws a RefusedError with every field that does not fit, of all
 * three at once, so that a caller need not ask again for each.
 */
export function parseRequest(
  route: Route,
  event: ProxyEvent,
  params: Record<string, string>,
  contentType: string | undefined,
): ParsedRequest {
  const json = route.body === undefined ? undefined : readJson(event, contentType);
  const errors: FieldError[] = [];
  const parse = (schema: z.ZodMiniType | undefined, value: unknown, prefix: string): unknown => {
    const parsed = z.safeParse(schema ?? nothing, value, { reportInput: true });
    if (parsed.success) return schema === undefined ? undefined : parsed.data;
    errors.push(...describeIssues(parsed.error.issues, prefix));
    return undefined;
  };
  const parsed = {
    params: parse(route.params, params, '/path'),
    query: parse(route.query, readQuery(event), '/query'),
    body: route.body === undefined ? undefined : parse(route.body, json, ''),
  };
  if (errors.length > 0) {
    throw new RefusedError('invalid_request', `${errors.length} of its fields do not fit, see errors`, errors);
  }
  return parsed;
}

/** The length in bytes of what was sent, before anything is decoded. */
export function bodyLength(event: ProxyEvent): number {
  if (!event.body) return 0;
  return Buffer.byteLength(event.body, event.isBase64Encoded === true ? 'base64' : 'utf8');
}

function readJson(event: ProxyEvent, contentType: string | undefined): unknown {
  if (!/^application\/json\s*(?:;|$)/i.test(contentType ?? '')) {
    throw new RefusedError('unsupported_media_type', 'send the body as content-type application/json');
  }
  try {
    return JSON.parse(decodeBody(event));
  } catch {
    throw new RefusedError('invalid_json', 'the body is not JSON in UTF-8');
  }
}

function decodeBody(event: ProxyEvent): string {
  const body = event.body ?? '';
  if (event.isBase64Encoded !== true) return body;
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body, 'base64'));
}

/** A parameter that is given twice is a list, which no schema of ours takes: it is refused instead of half read. */
function readQuery(event: ProxyEvent): Record<string, unknown> {
  const single = Object.entries(event.queryStringParameters ?? {});
  const multiple = Object.entries(event.multiValueQueryStringParameters ?? {});
  return Object.fromEntries([
    ...single,
    ...multiple.map(([name, values]) => [name, values?.length === 1 ? values[0] : values]),
  ]);
}
