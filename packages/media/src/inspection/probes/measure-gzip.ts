import { createGunzip } from 'node:zlib';
import type { InspectionLimits } from '@sluice/core/inspect';
import { isTarHeader, TAR_BLOCK_BYTES } from './is-tar-header.ts';
import type { StructureRun } from './probe.ts';
import { probeTar } from './probe-tar.ts';
import { type ProbeRun, runProbe } from './run-probe.ts';

/** What is inflated of one content; the ratio of a longer one is that of its beginning. */
const MAX_INFLATED_BYTES = 8 * 1024 ** 3;

/**
 * Inflates a gzip content beside the pass that reads it, holding nothing of it, and counts what comes out until it is more than
 * allowed. A tar inside is walked too.
 */
export function measureGzip(limits: InspectionLimits, storedBytes: number): StructureRun {
  const ceiling = Math.min(MAX_INFLATED_BYTES, limits.maxExpansionRatio * storedBytes);
  const gunzip = createGunzip();
  let inflated = 0;
  let fed = 0;
  let failure: string | undefined;
  let isOver = false;
  let start: Buffer = Buffer.alloc(0);
  let tar: ProbeRun | undefined;
  let wake: () => void = () => undefined;

  const stop = () => {
    isOver = true;
    gunzip.destroy();
    wake();
  };
  const lookInside = (piece: Buffer) => {
    if (tar) tar.feed(piece);
    else if (start.length < TAR_BLOCK_BYTES) {
      start = Buffer.concat([start, piece]);
      if (!isTarHeader(start)) return;
      tar = runProbe(probeTar(limits, storedBytes));
      tar.feed(start);
    }
  };
  gunzip.on('data', (piece: Buffer) => {
    if (isOver) return;
    inflated += piece.length;
    lookInside(piece);
    if (inflated > ceiling) stop();
  });
  gunzip.on('error', (error) => {
    failure ??= `gzip: ${error.message}`;
    stop();
  });
  gunzip.on('end', () => stop());

  const passOn = (act: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      wake = resolve;
      act(() => resolve());
    });
  return {
    async feed(chunk) {
      if (isOver) return;
      fed += chunk.length;
      await passOn((done) => gunzip.write(chunk, () => done()));
    },
    async finish() {
      if (!isOver) await passOn((done) => gunzip.end(() => (isOver ? done() : undefined)));
      const inner = tar?.finish() ?? {};
      const whole = inflated > ceiling ? Math.round((inflated / Math.max(1, fed)) * storedBytes) : inflated;
      const uncompressedBytes = Math.max(whole, inner.archive?.uncompressedBytes ?? 0);
      return {
        archive: {
          entries: inner.archive?.entries ?? 1,
          uncompressedBytes,
          expansionRatio: uncompressedBytes / Math.max(1, storedBytes),
          depth: 1 + (inner.archive?.depth ?? 0),
        },
        ...(failure !== undefined && { unparseable: failure }),
      };
    },
  };
}
