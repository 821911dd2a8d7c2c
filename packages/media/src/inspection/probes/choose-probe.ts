import type { InspectionLimits } from '@sluice/core/inspect';
import { isTarHeader } from './is-tar-header.ts';
import { measureGzip } from './measure-gzip.ts';
import type { Probe, StructureRun } from './probe.ts';
import { probeBoxes } from './probe-boxes.ts';
import { probeFlac } from './probe-flac.ts';
import { probeGif } from './probe-gif.ts';
import { probeJpeg } from './probe-jpeg.ts';
import { probeMatroska } from './probe-matroska.ts';
import { probePng } from './probe-png.ts';
import { probeTar } from './probe-tar.ts';
import { probeWave } from './probe-wave.ts';
import { probeWebp } from './probe-webp.ts';
import { runProbe } from './run-probe.ts';

/** How many bytes the choice needs to see. */
export const PROBE_CHOICE_BYTES = 512;
const MAGIC_BYTES = 12;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
const MATROSKA = Buffer.from([0x1a, 0x45, 0xdf, 0xa3]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

/** The probe of the format that the first bytes announce, when it is one that is read front to back. */
export function chooseProbe(start: Buffer, limits: InspectionLimits, sizeBytes: number): StructureRun | undefined {
  if (start.subarray(0, 3).equals(GZIP)) return measureGzip(limits, sizeBytes);
  const probe = chooseReader(start, limits, sizeBytes);
  return probe && runProbe(probe);
}

function chooseReader(start: Buffer, limits: InspectionLimits, sizeBytes: number): Probe | undefined {
  const text = start.toString('latin1', 0, MAGIC_BYTES);
  if (start.subarray(0, 3).equals(JPEG)) return probeJpeg();
  if (start.subarray(0, 8).equals(PNG)) return probePng();
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return probeGif(limits.maxFrames);
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return probeWebp(limits.maxFrames);
  if (text.slice(4, 8) === 'ftyp') return probeBoxes();
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return probeWave(sizeBytes);
  if (text.startsWith('fLaC')) return probeFlac();
  if (start.subarray(0, 4).equals(MATROSKA)) return probeMatroska();
  return isTarHeader(start) ? probeTar(limits, sizeBytes) : undefined;
}
