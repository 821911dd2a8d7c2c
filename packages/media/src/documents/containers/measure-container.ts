import type { DocumentLimits } from '@sluice/core/process';
import { type Entry, fromBufferPromise } from 'yauzl';
import type { RefusedDocument } from '../format-reader.ts';

export type MeasuredContainer = {
  readonly outcome: 'measured';
  /** Inflated content of the wanted entries, by name. */
  readonly parts: ReadonlyMap<string, Buffer>;
};

const LOCAL_HEADER = Buffer.from('PK\x03\x04', 'latin1');
/** A presentation with a workbook with a picture: what people make is flat. */
const MAX_DEPTH = 3;

type Budget = {
  bytes: number;
  /** Some parsers allocate what an entry declares. */
  declaredBytes: number;
  entries: number;
};

/**
 * Inflates a ZIP container and the containers inside of it, counting what really comes out (declared sizes lie), and stops at the
 * ceiling. Holds one read buffer, the wanted parts and a nested container, nothing else. Throws when it is no sound ZIP.
 */
export async function measureContainer(
  content: Buffer,
  limits: Pick<DocumentLimits, 'maxInflatedBytes' | 'maxEntries'>,
  isWanted: (name: string) => boolean = () => false,
): Promise<MeasuredContainer | RefusedDocument> {
  const parts = new Map<string, Buffer>();
  const { maxInflatedBytes, maxEntries } = limits;
  const left = { bytes: maxInflatedBytes, declaredBytes: maxInflatedBytes, entries: maxEntries };
  const refusal = await inflateAll(content, left, 1, isWanted, parts);
  if (refusal === undefined) return { outcome: 'measured', parts };
  const details: Record<typeof refusal, string> = {
    encrypted: 'its entries are encrypted',
    expansion_too_high: `it inflates to more than ${maxInflatedBytes} bytes or than it says, or is nested too deeply`,
    too_many_entries: `it has more than ${maxEntries} entries`,
  };
  return { outcome: refusal, detail: details[refusal] };
}

type Refusal = Exclude<RefusedDocument['outcome'], 'unparseable'>;

async function inflateAll(
  content: Buffer,
  left: Budget,
  depth: number,
  isWanted: (name: string) => boolean,
  parts: Map<string, Buffer>,
): Promise<Refusal | undefined> {
  if (depth > MAX_DEPTH) return 'expansion_too_high';
  const zip = await fromBufferPromise(content, { decodeStrings: false, validateEntrySizes: false });
  if (zip.entryCount > left.entries) return 'too_many_entries';
  for await (const entry of zip.eachEntry()) {
    if (--left.entries < 0) return 'too_many_entries';
    if (entry.isEncrypted()) return 'encrypted';
    left.declaredBytes -= entry.uncompressedSize;
    if (left.declaredBytes < 0) return 'expansion_too_high';
    const name = nameOf(entry);
    const wanted = isWanted(name);
    const chunks: Buffer[] = [];
    let isContainer = false;
    let seen = 0;
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError('a stream of bytes was expected');
      if (seen === 0) isContainer = chunk.subarray(0, LOCAL_HEADER.length).equals(LOCAL_HEADER);
      seen += chunk.length;
      left.bytes -= chunk.length;
      // A parser believes what an entry declares, and holds the rest twice.
      if (left.bytes < 0 || seen > entry.uncompressedSize) return 'expansion_too_high';
      if (wanted || isContainer) chunks.push(chunk);
    }
    // Which of two of a name a parser reads is anybody's guess.
    if (wanted && parts.has(name)) throw new Error(`two entries are called ${name}`);
    if (wanted) parts.set(name, Buffer.concat(chunks));
    if (isContainer) {
      const nested = await measureNested(Buffer.concat(chunks), left, depth);
      if (nested !== undefined) return nested;
    }
  }
  return undefined;
}

/** An entry that only begins as a container is data like any other, and so is one that is locked. */
async function measureNested(content: Buffer, left: Budget, depth: number): Promise<Refusal | undefined> {
  try {
    const refusal = await inflateAll(content, left, depth + 1, () => false, new Map());
    return refusal === 'encrypted' ? undefined : refusal;
  } catch {
    return undefined;
  }
}

const nameOf = ({ fileName }: Entry): string => fileName.toString('utf8').replaceAll('\\', '/');
