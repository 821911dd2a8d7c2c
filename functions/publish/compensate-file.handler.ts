import { createDynamoDB, createRecordTable, createRenditionStorage, createS3, parseFile } from '@sluice/aws';
import { lifecycleInputSchema } from '@sluice/contracts';
import { createAppendFacts, createAppendInRun, createChangeRecord } from '@sluice/core/history';
import { createCompensateFile, type Ending } from '@sluice/core/publish';
import { systemClock } from '@sluice/core/runtime';
import { lifecycleFromWire } from '@sluice/core/upload';
import { readEnv, step } from '@sluice/lambda';
import * as z from 'zod/mini';
import { envSchema } from './compensate-file.env.ts';
import { endingSchema } from './ending-schema.ts';

const env = readEnv(envSchema);
const history = createRecordTable({
  client: createDynamoDB(),
  tableName: env.HISTORY_TABLE,
  kind: 'FILE',
  parse: parseFile,
});
const compensate = createCompensateFile({
  appendInRun: createAppendInRun(createAppendFacts(createChangeRecord({ store: history, clock: systemClock }))),
  renditions: createRenditionStorage({ client: createS3() }),
  renditionsBucket: env.RENDITIONS_BUCKET,
});

export const handler = step({
  service: 'publish',
  name: 'compensate-file',
  schema: z.intersection(lifecycleInputSchema, endingSchema),
  async handle({ input, log }) {
    const compensation = await compensate(lifecycleFromWire(input), endingOf(input));
    log.warn('file not published', { file_id: input.file_id, reason: compensation.code });
    return { ...compensation };
  },
});

function endingOf(input: z.infer<typeof endingSchema>): Ending {
  if (input.outcome === 'rejected') {
    return input;
  }
  const { Error: error, Cause: cause } = input.failure;
  return { outcome: 'failed', error, cause: cause ?? undefined };
}
