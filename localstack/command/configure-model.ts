import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { LOCAL_REGION } from '../embedded/emulator-environment.ts';

const SECRET = 'sluice-dev-model-key';
/** What the secret holds where there is no key. */
const NO_KEY = 'none';

/** The developer's own key and address of the language model, by the names its SDK knows them by. */
export type ModelEnvironment = {
  readonly ANTHROPIC_API_KEY?: string | undefined;
  readonly ANTHROPIC_BASE_URL?: string | undefined;
};

/** CDK context that says where the model answers. */
export const modelContext = ({ ANTHROPIC_BASE_URL = '' }: ModelEnvironment): Record<string, string> =>
  ANTHROPIC_BASE_URL === '' ? {} : { modelBaseUrl: ANTHROPIC_BASE_URL };

/** Puts the developer's key into the local cloud, or takes out the one of an earlier start. Answers whether there is one. */
export const configureModel = async (endpoint: string, { ANTHROPIC_API_KEY }: ModelEnvironment): Promise<boolean> => {
  const client = new SecretsManagerClient({
    endpoint,
    region: LOCAL_REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const key = ANTHROPIC_API_KEY?.trim() || NO_KEY;
  await client.send(new PutSecretValueCommand({ SecretId: SECRET, SecretString: key }));
  client.destroy();
  return key !== NO_KEY;
};
