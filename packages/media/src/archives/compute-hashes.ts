import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { DIGESTS, hash } from '@sluice/contracts';
import type { TaskRunner } from '@sluice/core/process';
import type * as z from 'zod/mini';
import { watchSource } from './watch-source.ts';

type Digest = (typeof DIGESTS)[number];
type Hasher = { update(bytes: Uint8Array): void; digest(): string };

/** `hash`: finds `hash`, a digest in lower-case hex for each algorithm. The content is never held. */
export const computeHashes: TaskRunner<z.output<typeof hash.parameters>> = async ({ source, parameters, signal }) => {
  const hashers = [...new Set(parameters.algorithms)].map((name) => [name, hasherOf(name)] as const);
  for await (const piece of watchSource(source, signal).stream()) {
    for (const [, hasher] of hashers) hasher.update(piece);
  }
  const value = Object.fromEntries(hashers.map(([name, hasher]) => [name, hasher.digest()]));
  return { outcome: 'succeeded', findings: { hash: { value, confidence: 1, source: 'process' } } };
};

function hasherOf(name: Digest): Hasher {
  if (name !== 'crc32') {
    const native = createHash(name);
    return { update: (bytes) => void native.update(bytes), digest: () => native.digest('hex') };
  }
  let sum = 0;
  return {
    update(bytes) {
      sum = crc32(bytes, sum);
    },
    digest: () => sum.toString(16).padStart(8, '0'),
  };
}
