import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { envelopeSchema } from './envelope.ts';
import { FACT_TYPES } from './fact-types.ts';
import { FACTS, parseFact } from './facts.ts';
import { requestedJobSchema } from './job-message.ts';

const FILE = '0199c7a0-61f2-7a66-b3d1-7e2f5c8a9b04';
const JOB = '0199c7a0-61f2-7b11-8d01-7e2f5c8a9b04';

const envelope = {
  message_id: 'm1',
  correlation_id: 'c1',
  timestamp: '2026-11-21T11:04:00.000Z',
  source_service: 'inspect',
  destination_service: 'process',
  message_type: 'job.created',
  payload: { any: 1 },
  metadata: { user_id: 'ada', tenant_id: 'acme', priority: 5 },
  retry_count: 0,
  max_retries: 3,
};

describe('facts', () => {
  it('have a payload each, and nothing else has', () => {
    expect(Object.keys(FACTS).sort()).toEqual([...FACT_TYPES].sort());
  });

  it.each(FACT_TYPES)('%s is in the past tense and carries its schema version', (type) => {
    expect(type).toMatch(/^[a-z]+\.([a-z]+ed|understood)$/);
    expect(FACTS[type].shape.schema_version.def.values).toEqual([1]);
  });

  it('are parsed with what they know', () => {
    const payload = { schema_version: 1, file_id: FILE, version: 1, run: 1, partial: false };

    expect(parseFact('file.published', payload)).toEqual({ type: 'file.published', payload });
  });

  it('are read by whoever knows less: fields added later are passed over', () => {
    const payload = { schema_version: 1, file_id: FILE, version: 1, run: 1, partial: false, added_later: true };

    expect(parseFact('file.published', payload).payload).not.toHaveProperty('added_later');
  });

  it('that lack a field are refused by its name', () => {
    expect(() => parseFact('file.published', { schema_version: 1, file_id: FILE })).toThrow(/version/);
  });
});

describe('the envelope', () => {
  const schema = envelopeSchema(z.object({ any: z.int() }));

  it('goes around a payload', () => {
    expect(z.parse(schema, envelope)).toEqual(envelope);
  });

  it.each(Object.keys(envelope))('is none without %s', (field) => {
    expect(z.safeParse(schema, { ...envelope, [field]: undefined }).success).toBe(false);
  });
});

describe('a job on its queue', () => {
  const payload = {
    job_id: JOB,
    file_id: FILE,
    version: 1,
    task: 'image.renditions',
    task_token: 'token',
    source: { bucket: 'content', key: 't/acme/u1', version_id: 'v1', size_bytes: 3, mime_type: 'image/jpeg' },
    destination: { bucket: 'renditions', prefix: 't/acme/f1/1/' },
    parameters: { quality: 80, sizes: [320, 1920] },
    limits: { max_pixels: 1, max_frames: 2, max_entries: 3 },
    callback_url: null,
    priority: 5,
    max_retries: 3,
  };

  it('names the work, its source, its destination and the token to answer', () => {
    expect(z.parse(requestedJobSchema, { ...envelope, payload }).payload).toEqual(payload);
  });

  it.each(['task_token', 'source', 'destination', 'job_id', 'limits'])('is none without %s', (field) => {
    const message = { ...envelope, payload: { ...payload, [field]: undefined } };

    expect(z.safeParse(requestedJobSchema, message).success).toBe(false);
  });
});
