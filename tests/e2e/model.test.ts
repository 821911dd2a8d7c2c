import { GetFunctionConfigurationCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { BEHAVIOUR_NAMES, type FakeClaude, INJECTIONS, startFakeClaude } from '@sluice/analysis/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { awsClients } from '../support/aws-clients.ts';
import { type Answer, callApi, type Person } from '../support/call-api.ts';
import { eventually } from '../support/eventually.ts';
import { functionOf } from '../support/look-inside.ts';
import { sendFile } from '../support/send-file.ts';
import { setPolicy } from '../support/set-policy.ts';

const TENANT = 'modelled';
const editor: Person = { role: 'editor', tenant: TENANT };
const cautious: Person = { role: 'editor', tenant: 'cautious' };
/** Behaviours that hold a call until its time is over: proved in the gateway's own tests, too slow to repeat by the dozen. */
const SLOW = new Set<string>(['stall', 'slow']);

let fake: FakeClaude;
let restore: () => Promise<unknown>;

const setKey = (SecretString: string) =>
  new SecretsManagerClient({
    endpoint: inject('cloud').endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  }).send(new PutSecretValueCommand({ SecretId: 'sluice-dev-model-key', SecretString }));

const sendText = (as: Person, filename: string, text: string): Promise<Answer['body']> =>
  sendFile(as, { filename, mimeType: 'text/plain', bytes: new TextEncoder().encode(text) });

const sourcesOf = ({ findings }: Answer['body']): unknown[] =>
  Object.values(findings).map((finding) => (finding as { source: unknown }).source);

beforeAll(async () => {
  fake = await startFakeClaude({ behave: 'answer' });
  await setPolicy('cautious', { review: { required: ['category'], threshold: 1 } });
  await setKey('test-key');
  const { lambda } = awsClients();
  const FunctionName = await functionOf('understand', 'UnderstandFile');
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const configure = (Variables: Record<string, string>) =>
    lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  await configure({ ...Environment?.Variables, MODEL_BASE_URL: fake.url });
  restore = () => configure(Environment?.Variables ?? {});
}, 120_000);

afterAll(async () => {
  await setKey('none');
  await restore();
  await fake.stop();
});

describe('a model with a key', () => {
  it('is asked for what local analyzers leave unsure, and each finding says who found it', async () => {
    const file = await sendText(
      editor,
      'note.txt',
      'The ferry leaves at nine. Bring the red folder, and mind the step.',
    );
    expect(file.status).toBe('published');
    expect(fake.requests().length).toBeGreaterThan(0);
    const sources = new Set(sourcesOf(file));
    expect(sources).toContain('claude');
    expect(sources).toContain('local');
    expect([...sources].every((source) => ['local', 'claude', 'inspect', 'process'].includes(String(source)))).toBe(
      true,
    );
  });
});

describe('a model that misbehaves', () => {
  it('in every way it can leaves every file at rest, with what was found here', { timeout: 300_000 }, async () => {
    const behaviours = BEHAVIOUR_NAMES.filter((name) => !SLOW.has(name));
    let next = 0;
    fake.setBehaviour(() => behaviours[next++ % behaviours.length] ?? 'answer');
    const files = await Promise.all(
      Array.from({ length: behaviours.length }, (_, n) =>
        sendText(editor, `note ${n}.txt`, `Note ${n} of the harbour.`),
      ),
    );
    expect(files.map(({ status }) => status)).toEqual(files.map(() => 'published'));
    for (const file of files) {
      const sources = sourcesOf(file);
      expect(sources.some((source) => source === 'local' || source === 'claude')).toBe(true);
      for (const { confidence } of Object.values<{ confidence: number }>(file.findings)) {
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('files that give orders to a model that obeys', () => {
  it('change nothing: not their status, not the thresholds, not other files', { timeout: 300_000 }, async () => {
    // The breaker may still be open after what went before: it tries again after a minute.
    fake.setBehaviour('obey');
    await eventually(
      'the model to be asked again',
      async () => {
        const before = fake.requests().length;
        await sendText(editor, 'probe.txt', 'A probe of the harbour.');
        return fake.requests().length > before;
      },
      120,
    );
    const bystander = await sendText(cautious, 'bystander.txt', 'Minutes of a quiet meeting.');
    const { body: before } = await callApi('GET', `/v1/files/${bystander.file_id}`, { as: cautious });
    const asked = fake.requests().length;
    const orders = INJECTIONS.filter(({ subject }) => subject.mimeType === 'text/plain').slice(0, 10);
    const files = await Promise.all(
      orders.map(({ subject }) => sendText(cautious, subject.filename, subject.pages?.join('\f') ?? '')),
    );
    expect(fake.requests().length).toBeGreaterThan(asked);
    // They wait for a person, as any file of this tenant does, whatever they make the model say.
    expect(files.map(({ status }) => status)).toEqual(files.map(() => 'pending_review'));
    for (const { findings } of files) {
      for (const [name, { source }] of Object.entries<{ source: string }>(findings)) {
        expect(source).not.toBe('person');
        expect(['moderation', 'pii'].includes(name) && source === 'claude').toBe(false);
      }
    }
    const { body: after } = await callApi('GET', `/v1/files/${bystander.file_id}`, { as: cautious });
    expect(after).toEqual(before);
  });
});
