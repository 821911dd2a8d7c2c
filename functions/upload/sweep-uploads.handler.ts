import { createAssemblyQueue, createDynamoDB, createOpenUploads, createSqs } from '@sluice/aws';
import { systemClock } from '@sluice/core/runtime';
import { createSweepUploads, UploadsNotSweptError } from '@sluice/core/upload';
import { readEnv, schedule } from '@sluice/lambda';
import { createFinishDeps } from './finish-deps.ts';
import { createKnownContentsOf } from './known-contents.ts';
import { envSchema } from './sweep-uploads.env.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
const sweep = createSweepUploads({
  ...createFinishDeps(env, client),
  knownContents: createKnownContentsOf(env, client),
  openUploads: createOpenUploads({ client, tableName: env.UPLOADS_TABLE }),
  assembly: createAssemblyQueue({ client: createSqs(), queueUrl: env.ASSEMBLY_QUEUE_URL }),
});

/** The next tick goes on where this one stopped: a tick that cannot be taken is a letter and an alarm. */
const SWEEP_FOR_MS = 45_000;

export const handler = schedule({
  service: 'upload',
  name: 'sweep-uploads',
  async handle({ log }) {
    const { notable, failed } = await sweep({ until: systemClock() + SWEEP_FOR_MS });
    for (const { tenantId, uploadId, look } of notable) {
      log.info('upload swept', { tenant_id: tenantId, upload_id: uploadId, verdict: look });
    }
    for (const { tenantId, uploadId, error } of failed) {
      log.error('upload not swept', { tenant_id: tenantId, upload_id: uploadId, error });
    }
    if (failed.length > 0) throw new UploadsNotSweptError(failed.length);
  },
});
