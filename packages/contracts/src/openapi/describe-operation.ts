import * as z from 'zod/mini';
import type { OperationId } from '../routes/index.ts';
import type { Route, TokenReach } from '../routes/route.ts';
import { BODY_EXAMPLES } from './examples.ts';
import { codesByStatus, problemContent, responseName } from './problem-responses.ts';
import type { SchemaRenderer } from './render-schemas.ts';

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Taken; the Location says how it goes on',
  204: 'Done',
  304: 'Nothing new since what `If-None-Match` names',
  302: 'Found at the Location',
  307: 'Send it to the Location, the body with it',
  503: 'Unhealthy, or something this needs is down',
};
const REQUEST_ID_HEADER = { 'X-Request-Id': { $ref: '#/components/headers/XRequestId' } };
const WITH_LOCATION = ['201', '202', '302', '307'];
const LOCATION_HEADER = { Location: { $ref: '#/components/headers/Location' } };

/** One route as an operation of the document. */
export function describeOperation(route: Route, { render }: SchemaRenderer) {
  return {
    operationId: route.operationId,
    tags: [route.service],
    summary: route.summary,
    description: describeAccess(route),
    security: securityOf(route),
    parameters: [
      ...describeParameters('path', route.params, render),
      ...describeParameters('query', route.query, render),
      { $ref: '#/components/parameters/XRequestId' },
      ...(304 in route.answers ? [{ $ref: '#/components/parameters/IfNoneMatch' }] : []),
      ...(route.errors.includes('precondition_failed') ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
      ...(route.idempotency === 'key' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
      ...(route.idempotency === 'optional' ? [{ $ref: '#/components/parameters/OptionalIdempotencyKey' }] : []),
    ],
    ...describeRequest(route, render),
    responses: describeResponses(route, render),
  };
}

type Security = { readonly [scheme in 'accessToken' | 'uploadToken']?: readonly [] };

/** Any one of them will do. What is in the path is a parameter, for which the document has no scheme. */
function securityOf({ auth }: Route): Security[] {
  if (auth.kind === 'public' || auth.kind === 'upload_token') return [];
  const takesToken = auth.kind === 'member' && auth.uploadToken !== undefined;
  return [{ accessToken: [] }, ...(takesToken ? [{ uploadToken: [] as const }] : [])];
}

function describeAccess({ auth }: Route): string {
  if (auth.kind === 'public') return 'For everyone, without credentials.';
  if (auth.kind === 'upload_token') return `For the upload token in the path: ${TOKENS[auth.reach]}.`;
  if (auth.kind === 'operator') return 'For the role `operator`, which belongs to no tenant.';
  const own = auth.own ? ' Below admin, only what you made yourself.' : '';
  const token = auth.uploadToken === undefined ? '' : ` An upload token will do: ${TOKENS[auth.uploadToken]}.`;
  return `For the role \`${auth.role}\` and those above it. A machine’s key needs the scope \`${auth.scope}\`.${own}${token}`;
}

const TOKENS: Readonly<Record<TokenReach, string>> = {
  page: 'one for many uploads',
  upload: 'one for many uploads, for those made with it, or that of this very upload',
};

function describeParameters(place: 'path' | 'query', schema: Route['params'], render: SchemaRenderer['render']) {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: place,
    required: !z.safeParse(field, undefined).success,
    schema: render(field),
  }));
}

function describeRequest({ operationId, body, bodyKind = 'json' }: Route, render: SchemaRenderer['render']) {
  // OpenAPI's way to say that any bytes may follow.
  if (bodyKind === 'unread') return { requestBody: { content: { 'application/octet-stream': {} } } };
  if (body === undefined) return {};
  const example = BODY_EXAMPLES[operationId as OperationId];
  const content = { schema: render(body), ...(example !== undefined && { example }) };
  const type = bodyKind === 'form' ? 'multipart/form-data' : 'application/json';
  return { requestBody: { required: true, content: { [type]: content } } };
}

function describeResponses(route: Route, render: SchemaRenderer['render']) {
  const problems = codesByStatus(route);
  const responses: Record<string, unknown> = {};
  for (const [status, codes] of Object.entries(problems)) {
    responses[status] = { $ref: `#/components/responses/${responseName(codes)}` };
  }
  for (const [status, schema] of Object.entries(route.answers)) {
    const codes = problems[Number(status)];
    const content = {
      ...(schema !== null && { 'application/json': { schema: render(schema) } }),
      ...(codes !== undefined && problemContent(codes)),
    };
    responses[status] = {
      description: DESCRIPTIONS[Number(status)] ?? status,
      headers: { ...REQUEST_ID_HEADER, ...(WITH_LOCATION.includes(status) && LOCATION_HEADER) },
      ...(Object.keys(content).length > 0 && { content }),
    };
  }
  return responses;
}
