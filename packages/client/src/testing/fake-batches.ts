import { type CreateUploadBody, createUploadBatchSchema } from '@sluice/contracts';
import * as z from 'zod/mini';
import { asJson, type FakeAnswer, type FakeRequest, problem } from './fake-problem.ts';
import { createUpload, type FakeState, signPart } from './fake-uploads.ts';
import { uuidV7 } from './uuid-v7.ts';

/** A type that is refused, in a batch for its one file. */
export const REFUSED_TYPE = 'application/x-refused';

/** Declares each file; one that is refused stops no other. */
export const answerBatches = (state: FakeState, request: FakeRequest, base: string): FakeAnswer => {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return problem('idempotency_key_required');
  const parsed = z.safeParse(createUploadBatchSchema, asJson(request));
  if (!parsed.success) return problem('invalid_request', 'a file of the batch is not as it should be');
  const items = parsed.data.files.map((file, index) => declare(state, file, `${key}#${index}`, base));
  return { status: 201, body: { batch_id: uuidV7(), items } };
};

const declare = (state: FakeState, file: CreateUploadBody, key: string, base: string) => {
  const { filename, relative_path } = file;
  const named = { filename, ...(relative_path !== undefined && { relative_path }) };
  if (file.mime_type === REFUSED_TYPE)
    return { ...named, error: { code: 'type_not_allowed', detail: `${REFUSED_TYPE} is not accepted` } };
  const upload = createUpload(state, file, key);
  const { upload_id, strategy, part_size, part_count } = upload.view;
  const parts = strategy === 'single' ? { parts: [signPart(state, upload, 1, base)] } : {};
  return { ...named, ...{ upload_id, strategy, part_size, part_count }, ...parts };
};
