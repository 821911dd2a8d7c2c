import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { deployStacks, type LocalTarget } from '../../localstack/deploy-stacks.ts';
import { downCloud, upCloud } from '../../localstack/embedded/local-cloud.ts';

/** What an end-to-end test knows of the cloud it runs against. */
export type TestCloud = {
  readonly target: LocalTarget;
  readonly endpoint: string;
  readonly apiUrl: string;
  readonly issuerUrl: string;
  /** The key its issuer signs with: tests sign what the issuer never would. */
  readonly issuerKeyFile: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    cloud: TestCloud;
  }
}

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * A cloud of the tests' own, on free ports and without state, beside whatever a developer has running. With
 * SLUICE_TEST_ENDPOINT the stacks are deployed to a LocalStack that runs there instead.
 */
export async function setup(project: TestProject): Promise<() => Promise<unknown>> {
  const home = join(root, '.sluice', 'test');
  mkdirSync(home, { recursive: true });
  const localstack = process.env.SLUICE_TEST_ENDPOINT;
  const target: LocalTarget = localstack ? 'localstack' : 'embedded';
  // A run that was killed could not clean up after itself.
  await downCloud({ root: home });
  const { cloudUrl, issuerUrl } = await upCloud({
    root: home,
    installRoot: root,
    persist: false,
    cloudPort: 4666,
    issuerPort: 4670,
  });
  const stop = () => downCloud({ root: home });
  try {
    const endpoint = localstack ?? cloudUrl;
    const outDir = join(root, '.sluice', `assembly-test-${target}`);
    const { apiUrl } = await deployStacks({ root, target, endpoint, issuerUrl, outDir, log: () => {} });
    if (apiUrl === undefined) {
      throw new Error('the stacks have no outputs RestApiId and StageName: look at infra/stacks/api.ts');
    }
    const issuerKeyFile = join(home, '.sluice', 'issuer', 'key.json');
    project.provide('cloud', { target, endpoint, apiUrl, issuerUrl, issuerKeyFile });
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
