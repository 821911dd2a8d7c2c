import { MAIN_OUTPUT, type PutOutput, type TaskAnswer } from '@sluice/core/process';
import { drawSvg } from '../images/draw-svg.ts';

export type WaveformRequest = {
  /** How many samples come, and how many of them are a second. */
  readonly samples: number;
  readonly rate: number;
  readonly points: number;
  readonly colour: string;
  readonly height: number;
};

/**
 * Lowest and highest value of equal parts of a sound, read as it comes: signed samples of 16 bits, little-endian. As JSON in
 * the form of audiowaveform's version 2, eight bits a value, and as a picture.
 */
export async function drawWaveform(
  bytes: AsyncIterable<Uint8Array>,
  { samples, rate, points, colour, height }: WaveformRequest,
  put: PutOutput,
): Promise<TaskAnswer> {
  const samplesPerPixel = Math.max(1, Math.ceil(samples / points));
  const length = Math.ceil(samples / samplesPerPixel);
  const data = new Int8Array(length * 2);
  let at = 0;
  let odd: number | undefined;
  const take = (value: number): void => {
    const point = Math.floor(at++ / samplesPerPixel) * 2;
    const eight = Math.max(-128, Math.min(127, Math.round(value / 256)));
    data[point] = Math.min(data[point] ?? 0, eight);
    data[point + 1] = Math.max(data[point + 1] ?? 0, eight);
  };
  for await (const chunk of bytes) {
    let start = 0;
    if (odd !== undefined && chunk.length > 0) {
      take(((((chunk[0] ?? 0) << 8) | odd) << 16) >> 16);
      start = 1;
      odd = undefined;
    }
    const whole = start + Math.floor((chunk.length - start) / 2) * 2;
    for (let i = start; i < whole; i += 2) take(((((chunk[i + 1] ?? 0) << 8) | (chunk[i] ?? 0)) << 16) >> 16);
    if (whole < chunk.length) odd = chunk[whole];
  }
  const json = {
    version: 2,
    channels: 1,
    sample_rate: rate,
    samples_per_pixel: samplesPerPixel,
    bits: 8,
    length,
    data: [...data],
  };
  await put(MAIN_OUTPUT, 'application/json', new TextEncoder().encode(JSON.stringify(json)));
  const drawn = await drawSvg(svgOf(data, length, colour, height), 100_000_000, { exact: true });
  if (drawn.outcome !== 'drawn') return drawn;
  await put('picture', 'image/png', drawn.png, { width: Math.max(1, length), height });
  const peak = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 128;
  const value = {
    points: length,
    seconds: Math.round((samples / rate) * 1000) / 1000,
    peak: Math.round(peak * 1000) / 1000,
  };
  return { outcome: 'succeeded', findings: { waveform: { value, confidence: 1, source: 'process' } } };
}

function svgOf(data: Int8Array, length: number, colour: string, height: number): string {
  const y = (value: number): number => Math.round((0.5 - value / 256) * height * 10) / 10;
  const bars = Array.from({ length }, (_, i) => {
    const [low, high] = [y(data[i * 2] ?? 0), y(data[i * 2 + 1] ?? 0)];
    return `M${i} ${Math.min(high, low - 1)}h1V${low}h-1z`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.max(1, length)}" height="${height}"><path fill="${colour}" d="${bars.join('')}"/></svg>`;
}
