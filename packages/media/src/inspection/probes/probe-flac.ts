import { type Probe, take } from './probe.ts';
import { round } from './probe-wave.ts';

/** The length of a FLAC, from the block that comes first: samples by samples a second. 0 samples mean unknown. */
export function* probeFlac(): Probe {
  const start = yield* take(4 + 4 + 34);
  if (!start) return { unparseable: 'flac ends inside its header' };
  const rate = start.readUIntBE(18, 3) >> 4;
  const samples = (start.readUInt8(21) & 0xf) * 2 ** 32 + start.readUInt32BE(22);
  if (rate === 0) return { unparseable: 'flac does not say its rate' };
  return samples === 0 ? {} : { media: { durationSeconds: round(samples / rate) } };
}
