import { createDynamoDB, createProbes, createS3, createSqs, createStepFunctions } from '@sluice/aws';
import { operateRoutes } from '@sluice/contracts';
import { api, originsSchema, readEnv } from '@sluice/lambda';
import * as z from 'zod/mini';
import { envSchema } from './api.env.ts';
import { createOperateHandlers } from './operate-handlers.ts';

const env = readEnv(envSchema);
const probes = createProbes({
  dynamoDB: createDynamoDB(),
  s3: createS3(),
  sqs: createSqs(),
  stepFunctions: createStepFunctions(),
});
const history = probes.table(env.HISTORY_TABLE);
const machine = probes.stateMachine(env.STATE_MACHINE_ARN);
const content = probes.bucket(env.CONTENT_BUCKET);

export const handler = api({
  service: 'operate',
  routes: operateRoutes,
  handlers: createOperateHandlers({
    upload: [probes.table(env.UPLOADS_TABLE), content, machine],
    inspect: [history, content],
    process: [probes.table(env.JOBS_TABLE), probes.queue(env.IMAGE_QUEUE_URL), probes.bucket(env.RENDITIONS_BUCKET)],
    publish: [history],
    catalog: [history],
  }),
  // Health and the API document are for everyone: nothing here asks who is calling.
  authenticate: async () => ({ kind: 'refused', reason: 'operate has no route for members' }),
  origins: z.parse(originsSchema, env.ALLOWED_ORIGINS),
});
