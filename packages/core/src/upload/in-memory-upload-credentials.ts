import type { Clock } from '../runtime/index.ts';
import type { IssuedCredentials, UploadCredentials } from './upload-credentials.ts';

export type InMemoryUploadCredentials = UploadCredentials & {
  /** The key these credentials may put now, if any. */
  keyOf(issued: Pick<IssuedCredentials, 'sessionToken'>): string | undefined;
};

const HOUR = 3600 * 1000;

/** The port in memory. */
export function inMemoryUploadCredentials({ clock }: { clock: Clock }): InMemoryUploadCredentials {
  const issued = new Map<string, IssuedCredentials>();
  return {
    async issue({ key, notAfter }) {
      const n = issued.size + 1;
      const credentials = {
        accessKeyId: `access-key-${n}`,
        secretAccessKey: `secret-${n}`,
        sessionToken: `session-${n}`,
        expiresAt: new Date(Math.min(clock() + HOUR, Date.parse(notAfter))).toISOString(),
        bucket: 'content',
        key,
        region: 'us-east-1',
      };
      issued.set(credentials.sessionToken, credentials);
      return credentials;
    },
    keyOf({ sessionToken }) {
      const found = issued.get(sessionToken);
      return found !== undefined && Date.parse(found.expiresAt) > clock() ? found.key : undefined;
    },
  };
}
