import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deployStacks } from '../localstack/deploy-stacks.ts';
import { startEmulator } from '../localstack/embedded/start-emulator.ts';
import { startIssuer } from '../localstack/issuer/start-issuer.ts';

export type BenchCloud = {
  readonly apiUrl: string;
  readonly issuerUrl: string;
  readonly config: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  readonly stop: () => Promise<void>;
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const log = (line: string) => process.stderr.write(`${line}\n`);

/** An embedded cloud of the bench's own, with our stacks, beside whatever else runs. */
export async function startBenchCloud(): Promise<BenchCloud> {
  const home = join(root, '.sluice', 'bench');
  mkdirSync(home, { recursive: true });
  const emulator = await startEmulator({ root: home, installRoot: root, port: 4766 });
  const issuer = await startIssuer({ root: home, port: 4770 });
  const stop = async () => {
    await emulator.stop();
    await issuer.stop();
  };
  try {
    const { endpoint } = emulator;
    const { issuerUrl } = issuer;
    const outDir = join(root, '.sluice', 'assembly-bench');
    const { apiUrl = '' } = await deployStacks({ root, target: 'embedded', endpoint, issuerUrl, outDir, log });
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    return { apiUrl, issuerUrl, config: { endpoint, region: 'us-east-1', credentials }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** For JSON.stringify: three digits are enough. */
export function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}
