import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** A function with an API of two routes, as it would be deployed. */
const source = `
import { accessRoutes } from '@sluice/contracts';
import { api, createJwtAuthenticator, originsSchema, readEnv } from '@sluice/lambda';
import * as z from 'zod/mini';
const env = readEnv(z.object({ ISSUER: z.string(), AUDIENCE: z.string(), ALLOWED_ORIGINS: originsSchema }));
const getMe = async ({ principal }) => ({ status: 200, body: { user_id: principal.userId } });
export const handler = api({
  service: 'access',
  routes: { ...accessRoutes, again: { ...accessRoutes.getMe, path: '/v1/again' } },
  handlers: { getMe, again: getMe },
  authenticate: createJwtAuthenticator({ issuer: env.ISSUER, audience: env.AUDIENCE, claims: { tenant: 't', roles: 'r' } }),
  origins: env.ALLOWED_ORIGINS,
});`;

describe('the bundle of an API function', () => {
  it('with router, schemas, log, metrics and token checks is under 130 KB', async () => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'ts' },
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node24',
      format: 'cjs',
      mainFields: ['module', 'main'],
      legalComments: 'none',
      metafile: true,
      write: false,
    });

    expect(outputFiles[0]?.contents.length).toBeGreaterThan(50_000);
    expect(outputFiles[0]?.contents.length).toBeLessThan(130_000);
    // Routes of other services, facts and the document's writer have no business here.
    const dragged = Object.entries(metafile.outputs['<stdout>']?.inputs ?? metafile.outputs['stdin.js']?.inputs ?? {})
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path);
    expect(dragged.length).toBeGreaterThan(20);
    expect(
      dragged.filter((path) =>
        /routes\/(upload|catalog|operate|index)|events\/|openapi\/|zod\/v4\/(classic|locales)/.test(path),
      ),
    ).toEqual([]);
  });
});
