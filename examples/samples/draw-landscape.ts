import sharp, { type Sharp } from 'sharp';

/** Letters as strokes on a 4 x 6 grid: text would need a font that the machine may not have. */
const LETTERS: Readonly<Record<string, string>> = {
  S: 'M4 1 L3 0 L1 0 L0 1 L0 2 L4 4 L4 5 L3 6 L1 6 L0 5',
  L: 'M0 0 L0 6 L4 6',
  U: 'M0 0 L0 5 L1 6 L3 6 L4 5 L4 0',
  I: 'M2 0 L2 6',
  C: 'M4 1 L3 0 L1 0 L0 1 L0 5 L1 6 L3 6 L4 5',
  E: 'M4 0 L0 0 L0 6 L4 6 M0 3 L3 3',
};

/** The word, drawn with strokes; `unit` is one grid step in pixels. */
export function drawWord(word: string, x: number, y: number, unit: number, colour: string): string {
  const paths = [...word].map(
    (letter, i) => `<path transform="translate(${i * 5.5} 0)" d="${LETTERS[letter] ?? ''}"/>`,
  );
  const style = `fill="none" stroke="${colour}" stroke-width="0.9" stroke-linecap="round" stroke-linejoin="round"`;
  return `<g transform="translate(${x} ${y}) scale(${unit})" ${style}>${paths.join('')}</g>`;
}

export type Landscape = {
  readonly width: number;
  readonly height: number;
  /** Where the sun stands between rising (0) and setting (1). */
  readonly hour: number;
};

/** A sky with a sun over hills and a lake, and our name in the grass: a picture with an up and a down. */
export function drawLandscape({ width: w, height: h, hour }: Landscape): Sharp {
  const sunX = w * (0.15 + 0.7 * hour);
  const sunY = h * (0.42 - 0.28 * Math.sin(Math.PI * hour));
  const unit = Math.min(w, h) / 75;
  const hill = (y: number, bend: number, colour: string): string =>
    `<path fill="${colour}" d="M0 ${h * y} C ${w * 0.3} ${h * (y - bend)}, ${w * 0.55} ${h * (y + bend)}, ${w} ${h * (y - bend / 2)} L ${w} ${h} L 0 ${h} Z"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}">
    <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#2f6fb5"/><stop offset="0.6" stop-color="#f4c58c"/></linearGradient></defs>
    <rect width="${w}" height="${h}" fill="url(#sky)"/>
    <circle cx="${sunX}" cy="${sunY}" r="${Math.min(w, h) * 0.09}" fill="#fff3c4"/>
    ${hill(0.58, 0.16, '#5d7f99')}${hill(0.68, 0.1, '#3f7052')}
    <ellipse cx="${w * 0.62}" cy="${h * 0.8}" rx="${w * 0.26}" ry="${h * 0.06}" fill="#7fb4cf"/>
    ${hill(0.88, 0.05, '#2c4d31')}${drawWord('SLUICE', w * 0.08, h * 0.88, unit, '#f7f3e3')}
  </svg>`;
  return sharp(Buffer.from(svg));
}
