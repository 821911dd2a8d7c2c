import { type Probe, skip, take } from './probe.ts';

/** The length of a WAVE: its data by the bytes a second that its format says. */
export function* probeWave(sizeBytes: number): Probe {
  yield* skip(12);
  let bytesPerSecond = 0;
  while (true) {
    const header = yield* take(8);
    if (!header) return { unparseable: 'wav has no data' };
    const name = header.toString('latin1', 0, 4);
    const length = header.readUInt32LE(4);
    if (name === 'data') {
      if (bytesPerSecond === 0) return { unparseable: 'wav does not say its format' };
      // What the header claims beyond the end of the file nobody can play.
      return { media: { durationSeconds: round(Math.min(length, sizeBytes) / bytesPerSecond) } };
    }
    if (name === 'fmt ' && length >= 16 && length <= 4096) {
      const format = yield* take(length + (length & 1));
      if (!format) return { unparseable: 'wav ends inside its format' };
      bytesPerSecond = format.readUInt32LE(8);
    } else if (!(yield* skip(length + (length & 1)))) return { unparseable: 'wav is cut off' };
  }
}

export const round = (seconds: number): number => Math.round(seconds * 1000) / 1000;
