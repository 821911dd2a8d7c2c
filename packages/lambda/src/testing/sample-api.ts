import type { Member, Principal } from '@sluice/core/access';
import { fixedClock, sequentialIds } from '@sluice/core/runtime';
import { type ApiOptions, api } from '../http/api.ts';
import type { RouteHandlers } from '../http/route-types.ts';
import type { Authenticate } from '../identity/authentication.ts';
import { createLog } from '../log/create-log.ts';
import { sampleRoutes } from './sample-routes.ts';

export type SampleHandlers = RouteHandlers<typeof sampleRoutes>;

export const editor: Member = { kind: 'member', userId: 'ada', tenantId: 'acme', roles: ['editor'], scopes: 'all' };

export const sampleHandlers: SampleHandlers = {
  readSign: async () => ({ status: 200, body: { text: 'open' } }),
  listBooks: async ({ params, query }) => ({ status: 200, body: { shelf_id: params.shelf_id, limit: query.limit } }),
  addBook: async ({ body, idempotencyKey }) => ({ status: 201, body: { title: body.title, key: idempotencyKey } }),
  copyBook: async ({ body, idempotencyKey = 'none' }) => ({
    status: 201,
    body: { text: `${body.file.name} ${body.file.type} ${await body.file.text()}`, key: idempotencyKey },
  }),
  sendBook: async () => ({ status: 307, headers: { location: 'https://storage.test/1' } }),
  removeShelf: async () => ({ status: 204 }),
  closeLibrary: async ({ principal }) => ({ status: 200, body: { by: principal.userId } }),
  openBook: async () => ({ status: 302, headers: { location: 'https://books.test/1' } }),
};

/** A valid request to add a book; tests change one thing of it. */
export const addBookRequest = {
  httpMethod: 'POST',
  path: '/shelves/poems/books',
  headers: {
    Authorization: 'Bearer any',
    'Content-Type': 'application/json',
    'Idempotency-Key': 'key-1',
  } as Record<string, string>,
  body: JSON.stringify({ title: 'Flights' }) as string | null,
  isBase64Encoded: false,
  queryStringParameters: null as Record<string, string> | null,
  multiValueQueryStringParameters: null as Record<string, string[]> | null,
};
export type SampleRequest = typeof addBookRequest & {
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
};

export const INVOCATION_ID = '7d0f3c52-8a7e-4d0e-9b43-0a1c9a6f3f11';

/** An API on the sample routes that lets everybody in as an editor, and what it logged. */
export function sampleApi(
  changes: {
    readonly handlers?: Partial<SampleHandlers>;
    readonly authenticate?: Authenticate;
    readonly principal?: Principal;
    readonly options?: Partial<ApiOptions<typeof sampleRoutes>>;
  } = {},
) {
  const lines: string[] = [];
  const principal = changes.principal ?? editor;
  const handle = api({
    service: 'upload',
    routes: sampleRoutes,
    handlers: { ...sampleHandlers, ...changes.handlers },
    authenticate: changes.authenticate ?? (async () => ({ kind: 'authenticated', principal })),
    origins: ['https://console.test'],
    log: createLog({ service: 'upload', write: (line) => lines.push(line) }),
    ids: sequentialIds(fixedClock()),
    ...changes.options,
  });
  return {
    lines,
    logged: () => lines.map((line): Record<string, unknown> => JSON.parse(line)),
    call: async (request: Partial<SampleRequest> = {}, context: { getRemainingTimeInMillis?: () => number } = {}) => {
      const result = await handle({ ...addBookRequest, ...request }, { awsRequestId: INVOCATION_ID, ...context });
      return { ...result, json: result.body === '' ? undefined : JSON.parse(result.body) };
    },
  };
}

/** A valid request to read the public sign. */
export const readSignRequest: Partial<SampleRequest> = { httpMethod: 'GET', path: '/sign', headers: {}, body: null };
/** A valid request to list books. */
export const listBooksRequest: Partial<SampleRequest> = { httpMethod: 'GET', path: '/shelves/poems/books', body: null };
