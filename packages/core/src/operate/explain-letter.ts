import { deadJobSchema, envelopeSchema } from '@sluice/contracts';
import * as z from 'zod/mini';

/** What a dead message says of itself: why it died, as far as that is known, and what it was about. Ids only. */
export type Explanation = {
  readonly reason: string;
  readonly tenantId?: string;
  readonly fileId?: string;
  readonly uploadId?: string;
  readonly task?: string;
};

/** What is read of S3's event; its keys are URL-encoded. */
const arrivalSchema = z.object({
  Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })).check(z.minLength(1)),
});
const KEY = /^t\/(?<tenantId>[a-z0-9][a-z0-9-]{0,62})\/(?<uploadId>[0-9a-f-]{36})$/;

/** What Lambda writes of a call, or of a batch of a stream, that it gave up. */
const givenUpSchema = z.object({
  requestContext: z.object({ functionArn: z.string(), condition: z.string() }),
  DDBStreamBatchInfo: z.exactOptional(z.object({ batchSize: z.int() })),
});

const anyEnvelope = envelopeSchema(
  z.looseObject({ file_id: z.exactOptional(z.string()), upload_id: z.exactOptional(z.string()) }),
);
/** EventBridge's wrapping of a fact. */
const eventSchema = z.object({ detail: anyEnvelope });

/** Explains a message by what it looks like: each kind of queue holds another kind of message. Total: anything is a letter. */
export function explainLetter(letter: { queue: string; body: string; maxReceives?: number | undefined }): Explanation {
  const json = readJson(letter.body);
  const unhandled =
    letter.maxReceives === undefined
      ? `${letter.queue}: could not be delivered`
      : `${letter.queue}: not handled in ${letter.maxReceives} receives`;
  return (
    explainJob(json, unhandled) ??
    explainEnvelope(json, unhandled) ??
    explainArrival(json, unhandled) ??
    explainCall(json) ?? { reason: json === undefined ? `${unhandled}: it is no JSON` : unhandled }
  );
}

function explainJob(json: unknown, reason: string): Explanation | undefined {
  const { data } = z.safeParse(deadJobSchema, json);
  return data && { reason, tenantId: data.metadata.tenant_id, fileId: data.payload.file_id, task: data.payload.task };
}

function explainEnvelope(json: unknown, reason: string): Explanation | undefined {
  const envelope = z.safeParse(anyEnvelope, json).data ?? z.safeParse(eventSchema, json).data?.detail;
  if (envelope === undefined) return undefined;
  const { file_id: fileId, upload_id: uploadId } = envelope.payload;
  return {
    reason: `${reason}: ${envelope.message_type}`,
    tenantId: envelope.metadata.tenant_id,
    ...(fileId !== undefined && { fileId }),
    ...(uploadId !== undefined && { uploadId }),
  };
}

function explainArrival(json: unknown, reason: string): Explanation | undefined {
  const record = z.safeParse(arrivalSchema, json).data?.Records[0];
  if (record === undefined) return undefined;
  const { tenantId, uploadId } = KEY.exec(decodeKey(record.s3.object.key))?.groups ?? {};
  return { reason, ...(tenantId !== undefined && { tenantId }), ...(uploadId !== undefined && { uploadId }) };
}

function explainCall(json: unknown): Explanation | undefined {
  const call = z.safeParse(givenUpSchema, json).data;
  if (call === undefined) return undefined;
  const { functionArn, condition } = call.requestContext;
  const name = functionArn.split(':')[6] ?? functionArn;
  const what = call.DDBStreamBatchInfo === undefined ? 'a call' : `${call.DDBStreamBatchInfo.batchSize} records`;
  return { reason: `${name} gave up ${what}: ${condition}` };
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}
