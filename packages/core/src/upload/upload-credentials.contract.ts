import { beforeEach, describe, expect, it } from 'vitest';
import type { IssuedCredentials, UploadCredentials } from './upload-credentials.ts';

export type UploadCredentialsUnderTest = {
  readonly credentials: UploadCredentials;
  /** The time the credentials are issued at. */
  readonly now: () => number;
  /** Puts an object with them as a client's own tool would; answers the HTTP status. */
  readonly put: (issued: IssuedCredentials, body: Uint8Array) => Promise<number>;
};

const MINUTE = 60_000;

/** What every UploadCredentials does. */
export function uploadCredentialsContract(make: () => Promise<UploadCredentialsUnderTest>): void {
  let test: UploadCredentialsUnderTest;
  beforeEach(async () => {
    test = await make();
  });
  const issue = (key: string, lifeMs = 7 * 24 * 60 * MINUTE) =>
    test.credentials.issue({
      key,
      sessionName: 'upload-1',
      notAfter: new Date(Math.floor(test.now() / 1000) * 1000 + lifeMs).toISOString(),
    });
  const lifeOf = ({ expiresAt }: IssuedCredentials) => Date.parse(expiresAt) - test.now();

  describe('credentials of an upload', () => {
    it('put its object, and say where', async () => {
      const issued = await issue('t/acme/credentials-1');
      expect(issued).toMatchObject({
        key: 't/acme/credentials-1',
        bucket: expect.stringMatching(/./),
        region: expect.stringMatching(/./),
      });
      expect(await test.put(issued, Buffer.from('hello'))).toBe(200);
    });

    it('are good for an hour', async () => {
      const life = lifeOf(await issue('t/acme/credentials-2'));
      expect(life).toBeGreaterThan(55 * MINUTE);
      expect(life).toBeLessThanOrEqual(60 * MINUTE + 2000);
    });

    it.each([30, 5])('are good for no longer than an upload that ends in %i minutes', async (minutes) => {
      const life = lifeOf(await issue('t/acme/credentials-3', minutes * MINUTE));
      expect(life).toBeGreaterThan((minutes - 1) * MINUTE);
      expect(life).toBeLessThanOrEqual(minutes * MINUTE + 2000);
    });

    it('are others for each who asks', async () => {
      const issued = await Promise.all([issue('t/acme/credentials-4'), issue('t/acme/credentials-4')]);
      expect(new Set(issued.map(({ sessionToken }) => sessionToken)).size).toBe(2);
    });
  });
}
