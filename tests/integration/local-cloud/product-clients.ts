import {
  createDynamoDB,
  createEventBridge,
  createS3,
  createSecretsManager,
  createSqs,
  createStepFunctions,
  createSts,
} from '@sluice/aws';
import { vi } from 'vitest';
import { LOCAL_REGION } from '../../../localstack/embedded/emulator-environment.ts';

/** The clients functions use, constructed as there: from an environment that names the cloud and nothing else. */
export const productClients = (endpoint: string) => {
  const environment = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  // It stays: a client looks for its endpoint when it is first used.
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const clients = {
    dynamo: createDynamoDB(),
    s3: createS3(),
    sfn: createStepFunctions(),
    sqs: createSqs(),
    eventBridge: createEventBridge(),
    secrets: createSecretsManager(),
    sts: createSts(),
  };
  return {
    ...clients,
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
      vi.unstubAllEnvs();
    },
  };
};
export type ProductClients = ReturnType<typeof productClients>;
