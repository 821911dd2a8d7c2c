import { type Probe, type ProbeRequest, skip, take } from './probe.ts';

const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;

const colourTableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

/** Counts frames block by block, up to one more than `maxFrames`. */
export function* probeGif(maxFrames: number): Probe {
  const screen = yield* take(13);
  if (!screen) return { unparseable: 'gif ends inside its header' };
  let width = screen.readUInt16LE(6);
  let height = screen.readUInt16LE(8);
  let frames = 0;
  let hasAlpha = false;
  const result = (unparseable?: string) => ({
    ...(width > 0 && height > 0 && { image: { width, height, frames: Math.max(1, frames), hasAlpha, orientation: 1 } }),
    ...(unparseable && { unparseable }),
  });
  if (width === 0 || height === 0) return result('gif does not say its size');
  if (!(yield* skip(colourTableBytes(screen.readUInt8(10))))) return result('gif ends inside its header');

  while (frames <= maxFrames) {
    const block = (yield* take(1))?.readUInt8(0);
    // Writers forget the trailer often enough; every decoder accepts an end between blocks.
    if (block === undefined || block === TRAILER) return result(frames === 0 ? 'gif has no picture' : undefined);
    if (block === IMAGE) {
      const descriptor = yield* take(9);
      if (!descriptor) return result('gif ends inside a frame');
      if (frames === 0) {
        // Decoders grow the screen to a first frame that reaches beyond it, and clip later ones.
        width = Math.max(width, descriptor.readUInt16LE(0) + descriptor.readUInt16LE(4));
        height = Math.max(height, descriptor.readUInt16LE(2) + descriptor.readUInt16LE(6));
      }
      if (!(yield* skip(colourTableBytes(descriptor.readUInt8(8)) + 1))) return result('gif ends inside a frame');
      if (!(yield* skipSubBlocks())) return result('gif ends inside a frame');
      frames++;
    } else if (block === EXTENSION) {
      const label = (yield* take(1))?.readUInt8(0);
      if (label === GRAPHIC_CONTROL) {
        const control = yield* take(2);
        if (!control) return result('gif ends inside an extension');
        if ((control.readUInt8(1) & 1) === 1) hasAlpha = true;
        if (!(yield* skip(Math.max(0, control.readUInt8(0) - 1)))) return result('gif ends inside an extension');
      }
      if (!(yield* skipSubBlocks())) return result('gif ends inside an extension');
    } else return result(frames === 0 ? 'gif has a damaged block' : undefined);
  }
  return result();
}

function* skipSubBlocks(): Generator<ProbeRequest, boolean, Uint8Array | undefined> {
  while (true) {
    const length = (yield* take(1))?.readUInt8(0);
    if (length === undefined) return false;
    if (length === 0) return true;
    if (!(yield* skip(length))) return false;
  }
}
