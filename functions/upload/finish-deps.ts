import {
  createDynamoDB,
  createLifecycle,
  createObjectStorage,
  createRecordTable,
  createS3,
  createStepFunctions,
  createUploadQuotas,
  parseFile,
  parseUpload,
} from '@sluice/aws';
import { createRegisterFile } from '@sluice/core/catalog';
import { createAppendFacts, createChangeRecord } from '@sluice/core/history';
import { systemClock } from '@sluice/core/runtime';
import type { FinishDeps } from '@sluice/core/upload';
import type { Env } from './accept-object.env.ts';

/** What all ends of an upload need to let its file flow: the client's complete, S3's event and who sweeps do the same. */
export function createFinishDeps(env: Env, client = createDynamoDB(), s3 = createS3()): FinishDeps {
  const history = createRecordTable({ client, tableName: env.HISTORY_TABLE, kind: 'FILE', parse: parseFile });
  return {
    uploads: createRecordTable({ client, tableName: env.UPLOADS_TABLE, kind: 'UPLOAD', parse: parseUpload }),
    storage: createObjectStorage({ client: s3, bucket: env.CONTENT_BUCKET }),
    quotas: createUploadQuotas({ client, tableName: env.UPLOADS_TABLE }),
    registerFile: createRegisterFile(createAppendFacts(createChangeRecord({ store: history, clock: systemClock }))),
    lifecycle: createLifecycle({ client: createStepFunctions(), stateMachineArn: env.STATE_MACHINE_ARN }),
    clock: systemClock,
  };
}
