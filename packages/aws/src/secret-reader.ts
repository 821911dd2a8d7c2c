import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Clock, systemClock } from '@sluice/core/runtime';

type Config = {
  readonly client: SecretsManagerClient;
  /** Its name or ARN. */
  readonly secretId: string;
  /** @default systemClock */
  readonly clock?: Clock;
};

/** The secret exists without a text. */
export class SecretEmptyError extends Error {
  override readonly name = 'SecretEmpty';
  constructor(secretId: string) {
    super(`secret ${secretId} has no text: give it a value`);
  }
}

/** A rotated secret is seen after this long. */
const KEPT_MILLISECONDS = 5 * 60_000;

/** Reads one secret of Secrets Manager when it is first needed, and again every five minutes. */
export function createSecretReader({ client, secretId, clock = systemClock }: Config): () => Promise<string> {
  let kept: { secret: Promise<string>; until: number } | undefined;
  return () => {
    if (kept === undefined || kept.until <= clock()) {
      const secret = readSecret(client, secretId);
      kept = { secret, until: clock() + KEPT_MILLISECONDS };
      secret.catch(() => {
        kept = undefined;
      });
    }
    return kept.secret;
  };
}

async function readSecret(client: SecretsManagerClient, SecretId: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
  if (!SecretString) {
    throw new SecretEmptyError(SecretId);
  }
  return SecretString;
}
