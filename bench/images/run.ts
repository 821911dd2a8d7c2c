import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEFAULT_RENDITIONS, type Rendition } from '@sluice/core/process';
import { createImageRenderer } from '@sluice/media/images';
import sharp from 'sharp';
import type { Bench } from '../bench.ts';
import { median } from '../measure.ts';
import { makePhoto } from './make-photo.ts';

const GOALS = { naive: 0.1, vips: 1, psnr: -0.5, bytes: 1.2 };

/** Processor time of the three renditions of a 12 MP photograph, against what sharp does by itself and against the vips command. */
export const benchImages: Bench = async ({ rounds = 15 }) => {
  // Before the renderer closes its loader: the drawing is an SVG.
  const photo = await makePhoto();
  const folder = await mkdtemp(join(tmpdir(), 'sluice-images-'));
  const path = join(folder, 'photo.jpg');
  await writeFile(path, photo);
  const { render } = createImageRenderer();
  const ours = async () => {
    const image = await render(photo, DEFAULT_RENDITIONS, { maxPixels: 100_000_000 });
    if (image.outcome !== 'rendered') throw new Error(image.detail);
    return image.renditions;
  };
  try {
    await ours();
    const times = { ours: [] as number[], naive: [] as number[], vips: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.ours.push(await processorSeconds(ours));
      times.naive.push(await processorSeconds(() => naive(photo)));
      times.vips.push(await vipsSeconds(path, folder));
    }
    const seconds = { ours: median(times.ours), naive: median(times.naive), vips: median(times.vips) };
    const result = {
      ...seconds,
      of_naive: round3(seconds.ours / seconds.naive),
      of_vips: Number.isNaN(seconds.vips)
        ? 'the vips command is not there, or cannot write AVIF'
        : round3(seconds.ours / seconds.vips),
      ...(await compare(photo, await ours(), await naive(photo))),
    };
    console.log(JSON.stringify({ ...result, goals: GOALS }, null, 2));
    return (
      result.of_naive <= GOALS.naive &&
      (typeof result.of_vips === 'string' || result.of_vips <= GOALS.vips) &&
      Math.min(result.psnr_webp, result.psnr_avif) >= GOALS.psnr &&
      result.avif_bytes <= GOALS.bytes
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const round3 = (value: number): number => Math.round(value * 1000) / 1000;

/** What is written without knowing more: each rendition decodes on its own, with the defaults of its format. */
async function naive(photo: Buffer): Promise<Buffer[]> {
  const box = { width: 1920, height: 1920, fit: 'inside' } as const;
  return [
    await sharp(photo)
      .rotate()
      .resize(320, 320, { fit: 'cover', position: 'attention' })
      .jpeg({ quality: 78 })
      .toBuffer(),
    await sharp(photo).rotate().resize(box).webp({ quality: 80 }).toBuffer(),
    await sharp(photo).rotate().resize(box).avif({ quality: 55 }).toBuffer(),
  ];
}

/** Of all threads of this process, user and system. */
async function processorSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The same three by the command, as the shell counts its time; NaN where it cannot. */
async function vipsSeconds(path: string, folder: string): Promise<number> {
  const commands = [
    `vips thumbnail ${path} '${folder}/a.jpg[Q=78]' 320 --height 320 --crop attention`,
    `vips thumbnail ${path} '${folder}/b.webp[Q=80]' 1920 --height 1920`,
    `vips thumbnail ${path} '${folder}/c.avif[Q=55]' 1920 --height 1920`,
  ].join(' && ');
  try {
    const { stderr } = await promisify(execFile)('bash', ['-c', `TIMEFORMAT='%U %S'; time { ${commands}; }`]);
    const [user = Number.NaN, system = Number.NaN] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
    return user + system;
  } catch {
    return Number.NaN;
  }
}

/** How much nearer to the picture ours are, in dB, and how many more bytes the AVIF has. */
async function compare(
  photo: Buffer,
  [, webp, avif]: readonly Rendition[],
  [, naiveWebp, naiveAvif]: readonly Buffer[],
) {
  if (!webp || !avif || !naiveWebp || !naiveAvif) throw new Error('a rendition is missing');
  const reference = await sharp(photo).rotate().resize({ width: 1920, height: 1920, fit: 'inside' }).raw().toBuffer();
  const psnr = async (bytes: Uint8Array) => {
    const pixels = await sharp(bytes).removeAlpha().raw().toBuffer();
    let sum = 0;
    for (let i = 0; i < reference.length; i++) sum += ((reference[i] ?? 0) - (pixels[i] ?? 0)) ** 2;
    return 10 * Math.log10(255 ** 2 / (sum / reference.length));
  };
  return {
    psnr_webp: round3((await psnr(webp.bytes)) - (await psnr(naiveWebp))),
    psnr_avif: round3((await psnr(avif.bytes)) - (await psnr(naiveAvif))),
    avif_bytes: round3(avif.bytes.byteLength / naiveAvif.byteLength),
  };
}
