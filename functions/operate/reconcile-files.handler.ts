import { createReconcile, FilesNotReconciledError } from '@sluice/core/operate';
import { readEnv, schedule } from '@sluice/lambda';
import * as z from 'zod/mini';
import { createReconcileDeps } from './reconcile-deps.ts';
import { envSchema } from './reconcile-files.env.ts';

const reconcile = createReconcile(createReconcileDeps(readEnv(envSchema)));

/** By hand it may look at files to which something happened a moment ago: after a restart no execution is alive. */
const requestSchema = z.object({ older_than_seconds: z.int().check(z.minimum(0)) });

/** Where the pass before stopped: thousands of files may wait for people, and those behind them must have their turn. */
let after: string | undefined;

export const handler = schedule({
  service: 'operate',
  name: 'reconcile-files',
  async handle({ correlationId, event, log }) {
    const request = z.safeParse(requestSchema, event);
    const { resumed, givenUp, failed, next } = await reconcile({
      correlationId,
      after,
      ...(request.success && { olderThanSeconds: request.data.older_than_seconds }),
    });
    after = next;
    for (const { tenantId, fileId, stage, run, detail } of resumed) {
      log.warn('file resumed', { tenant_id: tenantId, file_id: fileId, stage, run, detail });
    }
    for (const { tenantId, fileId, reason, detail } of givenUp) {
      log.error('file given up', { tenant_id: tenantId, file_id: fileId, reason, detail });
    }
    for (const { tenantId, fileId, error } of failed) {
      log.error('file not reconciled', { tenant_id: tenantId, file_id: fileId, error });
    }
    if (failed.length > 0) throw new FilesNotReconciledError(failed.length);
  },
});
