import type { InspectionLimits } from '@sluice/core/inspect';
import type { Probe } from './probe.ts';
import { probeBoxes } from './probe-boxes.ts';
import { probeGif } from './probe-gif.ts';
import { probeJpeg } from './probe-jpeg.ts';
import { probePng } from './probe-png.ts';
import { probeWebp } from './probe-webp.ts';

/** How many bytes the choice needs to see. */
export const PROBE_CHOICE_BYTES = 12;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

/** The probe of the format that the first bytes announce, when it is one that is read front to back. */
export function chooseProbe(start: Buffer, limits: InspectionLimits): Probe | undefined {
  const text = start.toString('latin1', 0, PROBE_CHOICE_BYTES);
  if (start.subarray(0, 3).equals(JPEG)) return probeJpeg();
  if (start.subarray(0, 8).equals(PNG)) return probePng();
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return probeGif(limits.maxFrames);
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return probeWebp(limits.maxFrames);
  if (text.slice(4, 8) === 'ftyp') return probeBoxes();
  return undefined;
}
