import { ALL_ROUTES, type OperationId } from '@sluice/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { callApi, type Person, tokenOf } from '../support/call-api.ts';
import { pageToken } from '../support/page-token.ts';
import { putFile } from '../support/put-file.ts';
import { putReview } from '../support/put-review.ts';
import { createUpload, formOf, putParts, sendFile } from '../support/send-file.ts';

const OWNER: Person = { role: 'editor', tenant: 'acme' };

/** Everyone who may come, each against what OWNER made in tenant acme. */
const CALLERS = {
  anonymous: undefined,
  'the owner': OWNER,
  'a viewer': { role: 'viewer', tenant: 'acme' },
  'another editor': { role: 'editor', tenant: 'acme', subject: '0b0c9a52-7f0e-8a3c-a111-000000000001' },
  'a reviewer': { role: 'reviewer', tenant: 'acme' },
  'an admin': { role: 'admin', tenant: 'acme' },
  'another tenant’s viewer': { role: 'viewer', tenant: 'globex' },
  'another tenant’s editor': { role: 'editor', tenant: 'globex' },
  'another tenant’s reviewer': { role: 'reviewer', tenant: 'globex' },
  'another tenant’s admin': { role: 'admin', tenant: 'globex' },
  'an operator': { role: 'operator' },
  'an upload token': { tokenOf: 'acme' },
  'another tenant’s upload token': { tokenOf: 'globex' },
} as const satisfies Record<string, Person | { readonly tokenOf: string } | undefined>;
/** An admin's key of tenant acme that is for reading files and nothing else. */
const KEY = 'a key with files:read only';
type Caller = keyof typeof CALLERS | typeof KEY;
const ALL_CALLERS = [...(Object.keys(CALLERS) as (keyof typeof CALLERS)[]), KEY] as const;

type Kind =
  | 'public'
  | 'own upload'
  | 'upload collection'
  | 'people’s upload collection'
  | 'own upload token'
  | 'token page'
  | 'upload of a token'
  | 'file'
  | 'own file'
  | 'file of an admin'
  | 'file collection'
  | 'review'
  | 'review collection'
  | 'self'
  | 'tenant of one’s own'
  | 'member'
  | 'change of one’s own tenant'
  | 'API key'
  | 'platform';

/** What each kind of thing answers whom; `ok` stands for the row's own status. */
const EXPECTED: Record<Kind, Record<Caller, number | 'ok'>> = {
  public: everyone('ok'),
  'own upload': {
    ...everyone(404),
    anonymous: 401,
    'an operator': 403,
    'the owner': 'ok',
    'an admin': 'ok',
    'a viewer': 403,
    [KEY]: 403,
    'another tenant’s viewer': 403,
  },
  'upload collection': {
    ...everyone('ok'),
    anonymous: 401,
    'an operator': 403,
    'a viewer': 403,
    [KEY]: 403,
    'another tenant’s viewer': 403,
  },
  'people’s upload collection': {
    ...everyone('ok'),
    ...tokens(403),
    anonymous: 401,
    'an operator': 403,
    'a viewer': 403,
    [KEY]: 403,
    'another tenant’s viewer': 403,
  },
  'own upload token': {
    ...everyone(404),
    ...tokens(403),
    anonymous: 401,
    'an operator': 403,
    'the owner': 'ok',
    'an admin': 'ok',
    'a viewer': 403,
    [KEY]: 403,
    'another tenant’s viewer': 403,
  },
  // Their token is in the path: who sends an access token there is nobody.
  'token page': { ...everyone(401), ...tokens('ok') },
  'upload of a token': { ...everyone(401), 'an upload token': 'ok', 'another tenant’s upload token': 404 },
  file: { ...everyone('ok'), ...foreign(404), ...tokens(403), anonymous: 401, 'an operator': 403 },
  'file collection': { ...everyone('ok'), ...tokens(403), anonymous: 401, 'an operator': 403 },
  'own file': {
    ...everyone(403),
    anonymous: 401,
    'the owner': 'ok',
    'an admin': 'ok',
    ...foreign(404),
    'another tenant’s viewer': 403,
  },
  'file of an admin': { ...everyone(403), anonymous: 401, 'an admin': 'ok', 'another tenant’s admin': 404 },
  review: {
    ...everyone(403),
    anonymous: 401,
    'an operator': 403,
    'a reviewer': 'ok',
    'an admin': 'ok',
    'another tenant’s reviewer': 404,
    'another tenant’s admin': 404,
  },
  'review collection': {
    ...everyone(403),
    anonymous: 401,
    'an operator': 403,
    'a reviewer': 'ok',
    'an admin': 'ok',
    'another tenant’s reviewer': 'ok',
    'another tenant’s admin': 'ok',
  },
  // Not even an admin, of any tenant.
  platform: { ...everyone(403), anonymous: 401, 'an operator': 'ok' },
  self: { ...everyone('ok'), ...tokens(403), anonymous: 401, 'an operator': 403, [KEY]: 403 },
  'tenant of one’s own': { ...everyone('ok'), ...tokens(403), anonymous: 401, 'an operator': 403, [KEY]: 403 },
  member: { ...everyone('ok'), ...foreign(404), ...tokens(403), anonymous: 401, 'an operator': 403, [KEY]: 403 },
  'change of one’s own tenant': {
    ...everyone(403),
    anonymous: 401,
    'an admin': 'ok',
    'another tenant’s admin': 'ok',
  },
  'API key': { ...everyone(403), anonymous: 401, 'an admin': 'ok', 'another tenant’s admin': 404 },
};

type Row = {
  readonly kind: Kind;
  readonly ok: number;
  readonly path: (credential: string) => Promise<string> | string;
  readonly body?: unknown;
  readonly form?: () => FormData;
};

const photo = { filename: 'matrix.txt', mimeType: 'text/plain', bytes: new TextEncoder().encode('a matrix') };
const large = { filename: 'matrix.bin', mimeType: 'application/octet-stream', bytes: new Uint8Array(16 * 1024 ** 2) };
/** The smallest picture that can be rendered. */
const ONE_PIXEL_PNG = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
);
let fileId = '';
let ownerId = '';
let renditionFileId = '';
let apiKey = '';

/** An upload in parts that was made with the token of tenant acme, as Uppy's client names it. */
const uppyUpload = async (credential: string, part = '') => {
  const base = `/compat/uppy/${await sharedToken('acme')}/s3/multipart`;
  const { body } = await callApi('POST', base, { body: { filename: 'x.txt', type: 'text/plain' } });
  const query = new URLSearchParams({ key: body.key, partNumbers: '1,2' });
  return `/compat/uppy/${credential}/s3/multipart/${body.uploadId}${part}?${query}`;
};

const pending = async () => (await createUpload(OWNER, large)).body.upload_id;
const stored = async () => {
  const { body } = await createUpload(OWNER, photo);
  await putParts(body, photo.bytes);
  return body.upload_id;
};

/** A new open review in tenant acme, which no flow waits for. */
const pathOfReview = async (verb?: string) => {
  const reviewId = await putReview({ tenantId: 'acme', fileId, ownerId: 'somebody else' });
  return `/v1/reviews/${reviewId}${verb === undefined ? '' : `/${verb}`}`;
};

/** A new file of OWNER, without an object: only who may touch it comes so far as to look for one. */
const pathOfFile = async (status: 'published' | 'deleted', verb?: string) => {
  const id = await putFile({ tenantId: 'acme', ownerId, status });
  return `/v1/files/${id}${verb === undefined ? '' : `/${verb}`}`;
};

/** A new key of tenant acme. */
const newKey = async () => {
  const body = { name: 'matrix', role: 'admin', scopes: ['files:read'] };
  const answer = await callApi('POST', '/v1/api-keys', { as: CALLERS['an admin'], body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

/** One row a route: without one this does not compile, and the first test fails. */
const ROWS: Record<OperationId, Row> = {
  createUpload: {
    kind: 'upload collection',
    ok: 201,
    path: () => '/v1/uploads',
    body: { filename: 'x.txt', mime_type: 'text/plain', size_bytes: 1 },
  },
  initiateUpload: {
    kind: 'upload collection',
    ok: 201,
    path: () => '/v1/uploads/initiate',
    body: { filename: 'x.txt', mime_type: 'text/plain', size_bytes: 1 },
  },
  listUploads: { kind: 'upload collection', ok: 200, path: () => '/v1/uploads' },
  getUpload: { kind: 'own upload', ok: 200, path: async () => `/v1/uploads/${await pending()}` },
  abortUpload: { kind: 'own upload', ok: 204, path: async () => `/v1/uploads/${await pending()}` },
  signParts: {
    kind: 'own upload',
    ok: 200,
    path: async () => `/v1/uploads/${await pending()}/parts`,
    body: { parts: [{ n: 1 }] },
  },
  listParts: { kind: 'own upload', ok: 200, path: async () => `/v1/uploads/${await pending()}/parts` },
  putChunk: { kind: 'own upload', ok: 307, path: async () => `/v1/uploads/${await pending()}/chunk?chunk_index=0` },
  getUploadStatus: { kind: 'own upload', ok: 200, path: async () => `/v1/uploads/${await pending()}/status` },
  issueCredentials: { kind: 'own upload', ok: 200, path: async () => `/v1/uploads/${await pending()}/credentials` },
  completeUpload: { kind: 'own upload', ok: 200, path: async () => `/v1/uploads/${await stored()}/complete` },
  createUploadBatch: {
    kind: 'upload collection',
    ok: 201,
    path: () => '/v1/upload-batches',
    body: { files: [{ filename: 'x.txt', mime_type: 'text/plain', size_bytes: 1 }] },
  },
  getUploadBatch: {
    kind: 'own upload',
    ok: 200,
    path: async () => {
      const body = { files: [{ filename: 'x.txt', mime_type: 'text/plain', size_bytes: 1 }] };
      const created = await callApi('POST', '/v1/upload-batches', { as: OWNER, body });
      return `/v1/upload-batches/${created.body.batch_id}`;
    },
  },
  createUploadToken: {
    kind: 'people’s upload collection',
    ok: 201,
    path: () => '/v1/upload-tokens',
    body: { max_files: 1, max_bytes: 10, expires_in: 60 },
  },
  revokeUploadToken: {
    kind: 'own upload token',
    ok: 204,
    path: async () => `/v1/upload-tokens/${(await pageToken(OWNER)).token_id}`,
  },
  uppyGetParams: {
    kind: 'token page',
    ok: 200,
    path: (credential) => `/compat/uppy/${credential}/s3/params?filename=x.txt&type=text/plain`,
  },
  uppyCreateMultipart: {
    kind: 'token page',
    ok: 200,
    path: (credential) => `/compat/uppy/${credential}/s3/multipart`,
    body: { filename: 'x.txt', type: 'text/plain' },
  },
  uppyListParts: { kind: 'upload of a token', ok: 200, path: (credential) => uppyUpload(credential) },
  uppyAbortMultipart: { kind: 'upload of a token', ok: 200, path: (credential) => uppyUpload(credential) },
  uppySignPart: { kind: 'upload of a token', ok: 200, path: (credential) => uppyUpload(credential, '/1') },
  uppySignParts: { kind: 'upload of a token', ok: 200, path: (credential) => uppyUpload(credential, '/batch') },
  // Nothing is stored of it yet.
  uppyCompleteMultipart: {
    kind: 'upload of a token',
    ok: 422,
    path: (credential) => uppyUpload(credential, '/complete'),
    body: { parts: [] },
  },
  listFiles: { kind: 'file collection', ok: 200, path: () => '/v1/files' },
  createFile: { kind: 'people’s upload collection', ok: 201, path: () => '/v1/files', form: () => formOf(photo) },
  getFile: { kind: 'file', ok: 200, path: () => `/v1/files/${fileId}` },
  deleteFile: { kind: 'own file', ok: 204, path: () => pathOfFile('published') },
  restoreFile: { kind: 'own file', ok: 200, path: () => pathOfFile('deleted', 'restore') },
  purgeFile: { kind: 'file of an admin', ok: 200, path: () => pathOfFile('deleted', 'purge') },
  getFileHistory: { kind: 'file', ok: 200, path: () => `/v1/files/${fileId}/history` },
  getFileContent: { kind: 'file', ok: 200, path: () => `/v1/files/${fileId}/content` },
  listRenditions: { kind: 'file', ok: 200, path: () => `/v1/files/${fileId}/renditions` },
  getRendition: { kind: 'file', ok: 200, path: () => `/v1/files/${renditionFileId}/renditions/thumbnail` },
  listReviews: { kind: 'review collection', ok: 200, path: () => '/v1/reviews' },
  getReview: { kind: 'review', ok: 200, path: () => pathOfReview() },
  claimReview: { kind: 'review', ok: 200, path: () => pathOfReview('claim') },
  // Nobody has claimed it: who may would have to claim it first.
  renewReview: { kind: 'review', ok: 409, path: () => pathOfReview('renew') },
  releaseReview: { kind: 'review', ok: 200, path: () => pathOfReview('release') },
  decideReview: { kind: 'review', ok: 409, path: () => pathOfReview('decision'), body: { decision: 'approve' } },
  escalateReview: { kind: 'review', ok: 200, path: () => pathOfReview('escalate'), body: { comment: 'for an admin' } },
  getMe: { kind: 'self', ok: 200, path: () => '/v1/me' },
  getSignIn: { kind: 'public', ok: 200, path: () => '/v1/auth' },
  getOwnTenant: { kind: 'tenant of one’s own', ok: 200, path: () => '/v1/tenant' },
  patchOwnTenant: { kind: 'change of one’s own tenant', ok: 200, path: () => '/v1/tenant', body: { name: 'a matrix' } },
  listMembers: { kind: 'tenant of one’s own', ok: 200, path: () => '/v1/members' },
  getMember: { kind: 'member', ok: 200, path: () => '/v1/members/matrix' },
  putMember: {
    kind: 'change of one’s own tenant',
    ok: 200,
    path: () => '/v1/members/matrix-put',
    body: { roles: ['viewer'] },
  },
  removeMember: { kind: 'change of one’s own tenant', ok: 204, path: () => '/v1/members/matrix-removed' },
  createApiKey: {
    kind: 'change of one’s own tenant',
    ok: 201,
    path: () => '/v1/api-keys',
    body: { name: 'matrix', scopes: ['files:read'] },
  },
  listApiKeys: { kind: 'change of one’s own tenant', ok: 200, path: () => '/v1/api-keys' },
  revokeApiKey: { kind: 'API key', ok: 204, path: async () => `/v1/api-keys/${(await newKey()).key_id}` },
  rotateApiKey: {
    kind: 'API key',
    ok: 200,
    path: async () => `/v1/api-keys/${(await newKey()).key_id}/rotate`,
    body: { overlap_seconds: 0 },
  },
  createTenant: {
    kind: 'platform',
    ok: 201,
    path: () => '/v1/tenants',
    body: { tenant_id: 'matrix-created', name: 'Matrix' },
  },
  listTenants: { kind: 'platform', ok: 200, path: () => '/v1/tenants' },
  getTenant: { kind: 'platform', ok: 200, path: () => '/v1/tenants/matrix-known' },
  patchTenant: { kind: 'platform', ok: 200, path: () => '/v1/tenants/matrix-known', body: { name: 'Known' } },
  getHealth: { kind: 'public', ok: 200, path: () => '/health' },
  getVersionedHealth: { kind: 'public', ok: 200, path: () => '/v1/health' },
  getOpenApi: { kind: 'public', ok: 200, path: () => '/v1/openapi.json' },
  listDeadLetters: { kind: 'platform', ok: 200, path: () => '/v1/dead-letters' },
  // Nothing died here: who may come hears that it is not there.
  getDeadLetter: { kind: 'platform', ok: 404, path: () => '/v1/dead-letters/none' },
  redriveDeadLetter: { kind: 'platform', ok: 404, path: () => '/v1/dead-letters/none/redrive' },
  getExecution: { kind: 'platform', ok: 200, path: () => `/v1/executions/${fileId}?tenant_id=acme` },
  redriveExecution: { kind: 'platform', ok: 200, path: () => `/v1/executions/${fileId}/redrive?tenant_id=acme` },
  getReconciliation: { kind: 'platform', ok: 200, path: () => '/v1/reconciliation' },
  reconcile: { kind: 'platform', ok: 200, path: () => '/v1/reconciliation', body: {} },
};

beforeAll(async () => {
  ({ file_id: fileId, owner_id: ownerId } = await sendFile(OWNER, photo));
  apiKey = (await newKey()).api_key;
  const known = { tenant_id: 'matrix-known', name: 'Known' };
  expect((await callApi('POST', '/v1/tenants', { as: CALLERS['an operator'], body: known })).status).toBe(201);
  const member = await callApi('PUT', '/v1/members/matrix', { as: CALLERS['an admin'], body: { roles: ['viewer'] } });
  expect(member.status).toBe(200);
  renditionFileId = (await sendFile(OWNER, { filename: 'dot.png', mimeType: 'image/png', bytes: ONE_PIXEL_PNG }))
    .file_id;
});

describe('every route, for every role, of one’s own tenant and of another', () => {
  it('has a row', () => {
    expect(Object.keys(ROWS).sort()).toEqual(ALL_ROUTES.map(({ operationId }) => operationId).sort());
  });

  describe.each(ALL_ROUTES.map((route) => [route.operationId, route] as const))('%s', (operationId, route) => {
    const row = ROWS[operationId as OperationId];
    it.each(ALL_CALLERS)('answers %s as it should', async (caller) => {
      const expected = EXPECTED[row.kind][caller];
      const credential = caller === KEY ? apiKey : await credentialOf(CALLERS[caller]);
      const answer = await callApi(route.method, await row.path(credential), {
        ...(caller === KEY ? { apiKey } : await credentialsOf(CALLERS[caller])),
        body: row.body,
        form: row.form?.(),
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(expected === 'ok' ? row.ok : expected);
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      if (answer.status >= 400) {
        expect(answer.body).toMatchObject({
          status: answer.status,
          code: expect.any(String),
          request_id: expect.any(String),
        });
      }
      if (caller.endsWith('upload token') && answer.status === 403) expect(answer.body.code).toBe('token_scope');
    });
  });

  it('is proved to keep what one made from the others, where it says so', () => {
    const own = ALL_ROUTES.filter(({ auth, path }) => auth.kind === 'member' && auth.own && path.includes('{'));
    expect(own.length).toBeGreaterThan(0);
    for (const { operationId } of own) {
      const { kind } = ROWS[operationId as OperationId];
      const expected = EXPECTED[kind];
      expect([operationId, expected['the owner'], expected['another editor'], expected['an admin']]).toEqual([
        operationId,
        'ok',
        // Everyone in the tenant may see its files: who may not change one is told so.
        kind === 'own file' ? 403 : 404,
        'ok',
      ]);
    }
  });

  it('lists to another tenant nothing of this one', async () => {
    for (const path of ['/v1/files?limit=200', '/v1/uploads?limit=200', '/v1/reviews?limit=200']) {
      const { body } = await callApi('GET', path, { as: CALLERS['another tenant’s admin'] });
      const ids = body.items.map((item: { file_id?: string }) => item.file_id);
      expect(ids).not.toContain(fileId);
    }
  });
});

function everyone<T>(answer: T): Record<Caller, T> {
  return Object.fromEntries(ALL_CALLERS.map((caller) => [caller, answer])) as Record<Caller, T>;
}

/** Whoever made it, a token is no more than that. */
function tokens<T>(answer: T) {
  return { 'an upload token': answer, 'another tenant’s upload token': answer };
}

async function credentialsOf(caller: (typeof CALLERS)[keyof typeof CALLERS]): Promise<Parameters<typeof callApi>[2]> {
  if (caller === undefined || 'role' in caller) return { as: caller };
  return { headers: { authorization: `Bearer ${await sharedToken(caller.tokenOf)}` } };
}

/** What would be in a path that has one. */
async function credentialOf(caller: (typeof CALLERS)[keyof typeof CALLERS]): Promise<string> {
  if (caller === undefined) return 'nothing';
  return 'role' in caller ? tokenOf(caller) : sharedToken(caller.tokenOf);
}

const madeTokens = new Map<string, Promise<string>>();

/** A token of an admin of the tenant, made once. */
function sharedToken(tenant: string): Promise<string> {
  const made = madeTokens.get(tenant) ?? pageToken({ role: 'admin', tenant }).then((token) => token.upload_token);
  madeTokens.set(tenant, made);
  return made;
}

function foreign<T>(answer: T) {
  return {
    'another tenant’s viewer': answer,
    'another tenant’s editor': answer,
    'another tenant’s reviewer': answer,
    'another tenant’s admin': answer,
  };
}
