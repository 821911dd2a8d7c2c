import type { Route } from '@sluice/contracts';
import { describeIssues, type FieldError } from '@sluice/contracts';
import { RefusedError } from '@sluice/core/runtime';
import * as z from 'zod/mini';
import { bodyText } from './body-bytes.ts';
import type { ProxyEvent } from './proxy-event.ts';
import { readForm } from './read-form.ts';

const nothing = z.strictObject({});

export type ParsedRequest = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

/**
 * Path, query and body as the route's schemas say. Throws a RefusedError with every field that does not fit, of all
 * three at once, so that a caller need not ask again for each.
 */
export async function parseRequest(
  route: Route,
  event: ProxyEvent,
  params: Record<string, string>,
  contentType: string | undefined,
): Promise<ParsedRequest> {
  const body = route.body === undefined ? undefined : await readBody(route, event, contentType);
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
    body: route.body === undefined ? undefined : parse(route.body, body, ''),
  };
  if (errors.length > 0) {
    throw new RefusedError('invalid_request', `${errors.length} of its fields do not fit, see errors`, errors);
  }
  return parsed;
}

function readBody(route: Route, event: ProxyEvent, contentType: string | undefined): unknown {
  return route.bodyKind === 'form' ? readForm(event, contentType) : readJson(event, contentType);
}

function readJson(event: ProxyEvent, contentType: string | undefined): unknown {
  if (!/^application\/json\s*(?:;|$)/i.test(contentType ?? '')) {
    throw new RefusedError('unsupported_media_type', 'send the body as content-type application/json');
  }
  try {
    return JSON.parse(bodyText(event));
  } catch {
    throw new RefusedError('invalid_json', 'the body is not JSON in UTF-8');
  }
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
