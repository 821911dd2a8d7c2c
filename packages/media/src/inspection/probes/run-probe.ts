import { MAX_TAKE, type Probe, type ProbeRequest, type StructureFacts } from './probe.ts';

export type ProbeRun = {
  feed(chunk: Buffer): void;
  /** Tells the probe that the content is over, and answers what it found. */
  finish(): StructureFacts;
};

const NOTHING = Buffer.alloc(0);

/** A damaged length shows as a read outside its block: that is bad content, anything else is our mistake. */
function advance(probe: Probe, bytes: Uint8Array | undefined): IteratorResult<ProbeRequest, StructureFacts> {
  try {
    return probe.next(bytes);
  } catch (error) {
    if (error instanceof RangeError) return { done: true, value: { unparseable: 'a length points outside its block' } };
    throw error;
  }
}

/** Drives a probe with chunks of any size, so that no format has to know how the stream was cut. */
export function runProbe(probe: Probe): ProbeRun {
  let found: StructureFacts | undefined;
  let request: ProbeRequest = { skip: 0 };
  let missing = 0;
  let held: Buffer = NOTHING;

  const answer = (bytes: Uint8Array | undefined): void => {
    held = NOTHING;
    const next = advance(probe, bytes);
    if (next.done) {
      found = next.value;
      return;
    }
    request = next.value;
    if ('take' in request) {
      if (request.take > MAX_TAKE) throw new Error(`probe asked for ${request.take} bytes, the most is ${MAX_TAKE}`);
      missing = request.take;
    } else if ('skip' in request) missing = request.skip;
  };

  const taken = (chunk: Buffer): number => {
    const used = Math.min(missing, chunk.length);
    missing -= used;
    if (missing > 0) held = Buffer.concat([held, chunk]);
    else answer(held.length === 0 ? chunk.subarray(0, used) : Buffer.concat([held, chunk.subarray(0, used)]));
    return used;
  };

  const skipped = (chunk: Buffer): number => {
    const used = Math.min(missing, chunk.length);
    missing -= used;
    if (missing === 0) answer(NOTHING);
    return used;
  };

  const sought = (chunk: Buffer, pattern: Uint8Array): number => {
    const before = held.length;
    const bytes = before === 0 ? chunk : Buffer.concat([held, chunk]);
    const at = bytes.indexOf(pattern);
    if (at >= 0) {
      answer(NOTHING);
      return at + pattern.length - before;
    }
    held = Buffer.from(bytes.subarray(Math.max(0, bytes.length - pattern.length + 1)));
    return chunk.length;
  };

  const consume = (chunk: Buffer): number => {
    if ('take' in request) return taken(chunk);
    if ('skip' in request) return skipped(chunk);
    return sought(chunk, request.seek);
  };

  answer(undefined);
  return {
    feed(chunk) {
      let rest = chunk;
      while (found === undefined && rest.length > 0) rest = rest.subarray(consume(rest));
    },
    finish() {
      // A request for nothing is met even at the end.
      while (found === undefined) answer('seek' in request || missing > 0 ? undefined : NOTHING);
      return found;
    },
  };
}
