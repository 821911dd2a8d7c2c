import { createDynamoDB, createS3 } from '@sluice/aws';
import { assemblyMessageSchema } from '@sluice/contracts';
import { createAssembleUpload } from '@sluice/core/upload';
import { queue, readEnv } from '@sluice/lambda';
import { envSchema } from './assemble-upload.env.ts';
import { createFinishDeps } from './finish-deps.ts';

/** S3 takes minutes to put ten thousand parts together. */
const MINUTES_FOR_S3 = 9;

const s3 = createS3({ timeoutSeconds: MINUTES_FOR_S3 * 60 });
const assemble = createAssembleUpload(createFinishDeps(readEnv(envSchema), createDynamoDB(), s3));

export const handler = queue({
  service: 'upload',
  name: 'assemble-upload',
  schema: assemblyMessageSchema,
  async handle({ message: { payload, metadata }, log }) {
    const verdict = await assemble({ tenantId: metadata.tenant_id, uploadId: payload.upload_id });
    log.info('upload put together', { tenant_id: metadata.tenant_id, upload_id: payload.upload_id, verdict });
    return undefined;
  },
});
