import { MAX_TAKE, type Probe, type ProbeRequest, skip, take } from './probe.ts';
import { round } from './probe-wave.ts';

const [SEGMENT, INFO, CLUSTER, SCALE, DURATION] = [0x18538067, 0x1549a966, 0x1f43b675, 0x2ad7b1, 0x4489];
/** Elements before the first cluster; writers put fewer than ten there. */
const MAX_ELEMENTS = 1_000;

type Step<T> = Generator<ProbeRequest, T, Uint8Array | undefined>;

/** The length of a Matroska or WebM, from the `Info` of its segment; a live recording says none. */
export function* probeMatroska(): Probe {
  for (let i = 0; i < MAX_ELEMENTS; i++) {
    const id = yield* takeNumber(true);
    const size = id === undefined ? undefined : yield* takeNumber(false);
    if (id === undefined) return i === 0 ? { unparseable: 'matroska ends inside its header' } : {};
    if (size === undefined) return { unparseable: 'matroska has a damaged element' };
    if (id === SEGMENT) continue;
    if (id === CLUSTER) return {};
    if (id === INFO && size <= MAX_TAKE) {
      const info = yield* take(size);
      if (!info) return { unparseable: 'matroska is cut off' };
      const seconds = readInfo(info);
      return seconds === undefined ? {} : { media: { durationSeconds: round(seconds) } };
    }
    if (!(yield* skip(size))) return { unparseable: 'matroska is cut off' };
  }
  return {};
}

/** A number whose first byte says by its leading zeros how long it is (RFC 8794); an id keeps the mark, a size loses it. */
function* takeNumber(keepMark: boolean): Step<number | undefined> {
  const first = (yield* take(1))?.readUInt8(0);
  if (first === undefined || first === 0) return undefined;
  const length = Math.clz32(first) - 23;
  const rest = length > 1 ? yield* take(length - 1) : Buffer.alloc(0);
  if (!rest) return undefined;
  let value = keepMark ? first : first & (0xff >> length);
  for (const byte of rest) value = value * 256 + byte;
  return value;
}

function readInfo(info: Buffer): number | undefined {
  let scale = 1_000_000;
  let duration: number | undefined;
  for (let at = 0; at + 2 < info.length; ) {
    const idLength = Math.clz32(info.readUInt8(at)) - 23;
    if (idLength < 1 || idLength > 4 || at + idLength >= info.length) break;
    const id = info.readUIntBE(at, idLength);
    const size = info.readUInt8(at + idLength) & 0x7f;
    const value = info.subarray(at + idLength + 1, at + idLength + 1 + size);
    if (id === SCALE && value.length >= 1 && value.length <= 6) scale = value.readUIntBE(0, value.length);
    if (id === DURATION && value.length === 4) duration = value.readFloatBE(0);
    if (id === DURATION && value.length === 8) duration = value.readDoubleBE(0);
    at += idLength + 1 + size;
  }
  const seconds = duration === undefined ? undefined : (duration * scale) / 1e9;
  return seconds !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
