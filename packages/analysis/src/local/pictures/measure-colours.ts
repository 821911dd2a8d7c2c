import type { Pixels } from './pixels.ts';

export type ColourFacts = {
  /** Share of the most common colour, of 4096. */
  readonly background: number;
  /** How many colours cover nine tenths of the picture. */
  readonly colours: number;
  /** Share of pixels that are not grey. */
  readonly colourful: number;
  /** Share of pixels as light as paper. */
  readonly light: number;
  /** Names of the colours that cover at least an eighth, largest first. */
  readonly names: readonly string[];
};

export function measureColours({ data, width, height }: Pixels): ColourFacts {
  const total = width * height;
  const counts = new Uint32Array(4096);
  let colourful = 0;
  let light = 0;
  for (let at = 0; at < total * 3; at += 3) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    const slot = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4);
    counts[slot] = (counts[slot] ?? 0) + 1;
    const high = Math.max(red, green, blue);
    const low = Math.min(red, green, blue);
    if (high - low > 32) colourful += 1;
    if ((red * 77 + green * 151 + blue * 28) >> 8 > 200) light += 1;
  }
  const sorted = [...counts].sort((a, b) => b - a);
  return {
    background: (sorted[0] ?? 0) / total,
    colours: countColours(sorted, total * 0.9),
    colourful: colourful / total,
    light: light / total,
    names: nameColours(counts, total),
  };
}

function countColours(sorted: readonly number[], enough: number): number {
  let covered = 0;
  for (const [index, count] of sorted.entries()) {
    covered += count;
    if (covered >= enough) return index + 1;
  }
  return sorted.length;
}

function nameColours(counts: Uint32Array, total: number): readonly string[] {
  const shares = new Map<string, number>();
  for (const [slot, count] of counts.entries()) {
    if (count === 0) continue;
    const name = nameColour((slot >> 8) * 17, ((slot >> 4) & 15) * 17, (slot & 15) * 17);
    shares.set(name, (shares.get(name) ?? 0) + count / total);
  }
  return [...shares]
    .filter(([, share]) => share >= 0.125)
    .sort((a, b) => b[1] - a[1])
    .map(([name]) => name);
}

/** Every thirty degrees of the colour wheel. */
const HUES = [
  'red',
  'orange',
  'yellow',
  'green',
  'green',
  'green',
  'turquoise',
  'blue',
  'blue',
  'purple',
  'pink',
  'pink',
];

/** One of a dozen everyday names; channels are 0 to 255. */
export function nameColour(red: number, green: number, blue: number): string {
  const high = Math.max(red, green, blue);
  const spread = high - Math.min(red, green, blue);
  if (high < 50) return 'black';
  if (spread < 32) return high > 215 ? 'white' : 'grey';
  const sector =
    high === red
      ? ((green - blue) / spread + 6) % 6
      : high === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  const hue = HUES[Math.round(sector * 2) % 12] ?? 'grey';
  // Dark orange and dark yellow are what wood, earth and fur are.
  return (hue === 'orange' || hue === 'yellow') && high < 160 ? 'brown' : hue;
}
