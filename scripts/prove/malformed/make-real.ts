import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Client } from '@sluice/client';
import { ROUTES, type Route } from '@sluice/contracts';
import { makePhoto } from '../../../examples/samples/make-pictures.ts';
import { waitUntil } from '../../../localstack/processes/wait-until.ts';
import type { ProofCloud } from '../local-cloud.ts';

/** Whose things are made: a tenant that nobody else has to do with, and its admin. */
type World = {
  readonly cloud: ProofCloud;
  readonly tenant: string;
  readonly admin: Client;
  /** What was made before it, for what is made of that. */
  readonly made: Readonly<Record<string, string>>;
};

const SIZE = 64 * 1024 ** 2;
const SECONDS = 60;

/** How something is made for each path parameter; in the order of a path, what is further on may need what is before. */
const MAKERS: Readonly<Record<string, (world: World) => Promise<string> | string>> = {
  upload_token: async ({ admin }) => (await newToken(admin)).upload_token,
  token_id: async ({ admin }) => (await newToken(admin)).token_id,
  async upload_id({ admin, made: { upload_token } }) {
    if (upload_token === undefined) {
      const file = { filename: 'real.bin', size_bytes: SIZE, mime_type: 'application/octet-stream' };
      return (await admin.createUpload({ ...file, sign: 'none' })).upload_id;
    }
    const body = { filename: 'real.bin', type: 'application/octet-stream' };
    return (await admin.call(ROUTES.uppyCreateMultipart, { params: { upload_token }, body })).uploadId;
  },
  async batch_id({ admin }) {
    const file = { filename: 'real.txt', size_bytes: 1, mime_type: 'text/plain' };
    return (await admin.call(ROUTES.createUploadBatch, { body: { files: [file] } })).batch_id;
  },
  async file_id({ admin }) {
    const photo = new File([new Uint8Array(await makePhoto())], 'real.jpg', { type: 'image/jpeg' });
    const { fileId } = await admin.uploadFile(photo);
    await admin.waitForFile(fileId);
    return fileId;
  },
  name: () => 'thumbnail',
  n: () => '1',
  async key_id({ admin }) {
    const body = { name: 'real', role: 'viewer' as const, scopes: ['files:read' as const] };
    return (await admin.call(ROUTES.createApiKey, { body })).key_id;
  },
  async user_id({ admin }) {
    const params = { user_id: 'somebody-real' };
    return (await admin.call(ROUTES.putMember, { params, body: { roles: ['viewer'] } })).user_id;
  },
  async tenant_id({ cloud, tenant }) {
    const operator = cloud.clientOf('operator', tenant);
    const body = { tenant_id: `${tenant}-${Date.now()}`, name: 'real' };
    return (await operator.call(ROUTES.createTenant, { body })).tenant_id;
  },
  async review_id({ cloud, tenant, admin }) {
    // Before the tenant's first file: nobody has looked its policy up yet.
    await cloud.setPolicy(tenant, { review: { required: ['category'], threshold: 1 } });
    const { fileId } = await admin.uploadFile(new File(['a note for a person'], 'real.txt', { type: 'text/plain' }));
    return waitUntil('a review', async () => (await admin.getFile(fileId)).review_id, { timeoutMs: SECONDS * 1000 });
  },
  async letter_id({ cloud, tenant }) {
    const operator = cloud.clientOf('operator', tenant);
    const letterId = await sendLetter(cloud.cloudUrl);
    return waitUntil(
      'the letter to be kept',
      async () => {
        const { items } = await operator.call(ROUTES.listDeadLetters, {});
        return items.find(({ letter_id }) => letter_id === letterId)?.letter_id;
      },
      { timeoutMs: SECONDS * 1000 },
    );
  },
};

/** One that exists for each parameter of the route's path, in a tenant of the route's own. */
export async function makeReal(route: Route, cloud: ProofCloud, tenant: string): Promise<Record<string, string>> {
  const made: Record<string, string> = {};
  for (const name of Object.keys(route.params?.shape ?? {})) {
    const make = MAKERS[name];
    if (make === undefined) throw new TypeError(`nobody knows how to make a ${name}: say it in MAKERS`);
    made[name] = await make({ cloud, tenant, admin: cloud.clientOf('admin', tenant), made });
  }
  return made;
}

function newToken(admin: Client) {
  const body = { max_files: 10_000, max_bytes: SIZE, expires_in: 7 * 24 * 3600 };
  return admin.call(ROUTES.createUploadToken, { body });
}

async function sendLetter(endpoint: string): Promise<string> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const sqs = new SQSClient({ endpoint, region: 'us-east-1', credentials });
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const queue = QueueUrls.find((url) => /arrivals-?dead-?letters/i.test(url));
  if (queue === undefined) throw new Error(`no dead letters of arrivals among ${QueueUrls.join(', ')}`);
  const { MessageId = '' } = await sqs.send(
    new SendMessageCommand({ QueueUrl: queue, MessageBody: JSON.stringify({ proof: 'malformed' }) }),
  );
  return MessageId;
}
