import { createHash } from 'node:crypto';
import type { ContentSource, InspectionLimits, Scan, Scanner, ScanVerdict } from '@sluice/core/inspect';
import { ContentSizeMismatchError } from './errors.ts';
import { keepEdges } from './keep-edges.ts';
import { createTextMeter, type TextEncoding } from './measure-text.ts';
import { chooseProbe, PROBE_CHOICE_BYTES } from './probes/choose-probe.ts';
import type { StructureFacts, StructureRun } from './probes/probe.ts';

/** All that one sequential pass over a content tells. */
export type StreamScan = {
  readonly sha256: string;
  readonly scanned: ScanVerdict;
  /** Set when the whole content reads as text. */
  readonly encoding: TextEncoding | undefined;
  readonly structure: StructureFacts | undefined;
  readonly head: Buffer;
  readonly tail: Buffer;
};

/** Reads the content once, in the memory of its edges whatever its size. */
export async function scanStream(
  source: ContentSource,
  limits: InspectionLimits,
  scanner: Scanner,
): Promise<StreamScan> {
  const scan = scanner.open();
  try {
    return await readOnce(source, limits, scan);
  } finally {
    scan.abort();
  }
}

async function readOnce(source: ContentSource, limits: InspectionLimits, scan: Scan): Promise<StreamScan> {
  const hash = createHash('sha256');
  const edges = keepEdges(source.sizeBytes);
  const text = createTextMeter();
  let size = 0;
  let start: Buffer = Buffer.alloc(0);
  let probe: StructureRun | undefined;

  for await (const piece of source.stream()) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    size += chunk.length;
    hash.update(chunk);
    edges.feed(chunk);
    text.feed(chunk);
    await scan.feed(chunk);
    if (probe) await probe.feed(chunk);
    else if (start.length < PROBE_CHOICE_BYTES) {
      start = Buffer.concat([start, chunk]);
      if (start.length < PROBE_CHOICE_BYTES) continue;
      probe = chooseProbe(start, limits, source.sizeBytes);
      await probe?.feed(start);
    }
  }
  if (size !== source.sizeBytes) {
    throw new ContentSizeMismatchError(`content of ${source.sizeBytes} bytes streamed ${size}: read it again`);
  }
  if (!probe && start.length < PROBE_CHOICE_BYTES) {
    probe = chooseProbe(start, limits, source.sizeBytes);
    await probe?.feed(start);
  }
  const { head, tail } = edges.finish();
  return {
    sha256: hash.digest('hex'),
    scanned: await scan.finish(),
    encoding: text.finish(head),
    structure: await probe?.finish(),
    head,
    tail,
  };
}
