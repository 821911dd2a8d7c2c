import { createLanguageModel } from '@sluice/analysis/claude';
import { createLocalAnalyzers } from '@sluice/analysis/local';
import {
  createBreakerState,
  createDelayRetry,
  createDynamoDB,
  createRecordTable,
  createRenditionStorage,
  createS3,
  createSecretReader,
  createSecretsManager,
  createSqs,
  createStepFunctions,
  createTaskTokens,
  createTenantPolicies,
  parseFile,
  parseJob,
} from '@sluice/aws';
import { understandingRequestedSchema } from '@sluice/contracts';
import { createAppendFacts, createAppendInRun, createChangeRecord } from '@sluice/core/history';
import { retryDelaySeconds } from '@sluice/core/process';
import { systemClock } from '@sluice/core/runtime';
import { createAnswerUnderstanding, createUnderstandFile } from '@sluice/core/understand';
import { queue, readEnv } from '@sluice/lambda';
import { createTextRecognizer } from '@sluice/media/ocr';
import { logUnderstanding } from './log-understanding.ts';
import { createModelFromSecret } from './model-from-secret.ts';
import { envSchema } from './understand-file.env.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
const history = createRecordTable({ client, tableName: env.HISTORY_TABLE, kind: 'FILE', parse: parseFile });
const breakerState = createBreakerState({ client, tableName: env.BREAKERS_TABLE });
const understand = createUnderstandFile({
  history,
  appendInRun: createAppendInRun(createAppendFacts(createChangeRecord({ store: history, clock: systemClock }))),
  jobs: createRecordTable({ client, tableName: env.JOBS_TABLE, kind: 'JOB', parse: parseJob }),
  policies: createTenantPolicies({ client, tableName: env.TENANTS_TABLE }),
  renditions: createRenditionStorage({ client: createS3() }),
  analyzers: createLocalAnalyzers({ recognizer: createTextRecognizer() }),
  model: createModelFromSecret({
    readKey: createSecretReader({ client: createSecretsManager(), secretId: env.MODEL_SECRET_ID }),
    createModel: (apiKey) =>
      createLanguageModel({ apiKey, breakerState, ...(env.MODEL_BASE_URL !== '' && { baseUrl: env.MODEL_BASE_URL }) }),
  }),
  clock: systemClock,
});
const answer = createAnswerUnderstanding({
  understand,
  tokens: createTaskTokens({ client: createStepFunctions() }),
});

/** All that a file may take to understand, a little less than the function itself. */
const TIME_MS = 100_000;

export const handler = queue({
  service: 'understand',
  name: 'understand-file',
  schema: understandingRequestedSchema,
  delayRetry: createDelayRetry({ client: createSqs(), queueUrl: env.UNDERSTAND_QUEUE_URL }),
  async handle({ message, receiveCount, log }) {
    const { file_id } = message.payload;
    try {
      const started = performance.now();
      const understanding = await answer(message, receiveCount, AbortSignal.timeout(TIME_MS));
      logUnderstanding(log, file_id, understanding, performance.now() - started);
      return undefined;
    } catch (error) {
      log.error('file not understood', { file_id, error });
      return { retryInSeconds: retryDelaySeconds(receiveCount, message.max_retries) };
    }
  },
});
