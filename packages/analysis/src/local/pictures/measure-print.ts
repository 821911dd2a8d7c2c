import type { Luminance } from './measure-edges.ts';

/** Pixels of a side; at 800 pixels a side a letter of a page is about as high. */
const CELL = 12;
/** Fewer cells beside each other are a corner, not a word. */
const MIN_RUN = 3;

/**
 * How much of a picture looks printed on, 0 to 1: cells in rows that have two tones, one of them most of the cell, and change
 * between them as often as strokes do. Twenty milliseconds, where reading takes seconds.
 */
export function measurePrint(luminance: Luminance): number {
  const columns = Math.floor(luminance.width / CELL);
  const rows = Math.floor(luminance.height / CELL);
  let printed = 0;
  for (let row = 0; row < rows; row += 1) {
    let run = 0;
    for (let column = 0; column <= columns; column += 1) {
      if (column < columns && isPrinted(luminance, column * CELL, row * CELL)) {
        run += 1;
        continue;
      }
      if (run >= MIN_RUN) printed += run;
      run = 0;
    }
  }
  return printed / Math.max(1, columns * rows);
}

function isPrinted({ values, width }: Luminance, left: number, top: number): boolean {
  let low = 255;
  let high = 0;
  for (let y = 0; y < CELL; y += 1) {
    for (let x = 0; x < CELL; x += 1) {
      const value = values[(top + y) * width + left + x] ?? 0;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (high - low < 80) return false;
  const quarter = (high - low) / 4;
  const middle = (high + low) / 2;
  let light = 0;
  let dark = 0;
  let changes = 0;
  for (let y = 0; y < CELL; y += 1) {
    let before: boolean | undefined;
    for (let x = 0; x < CELL; x += 1) {
      const value = values[(top + y) * width + left + x] ?? 0;
      if (value > high - quarter) light += 1;
      if (value < low + quarter) dark += 1;
      const isLight = value > middle;
      if (before !== undefined && isLight !== before) changes += 1;
      before = isLight;
    }
  }
  const ground = Math.max(light, dark) / (CELL * CELL);
  return ground > 0.5 && ground < 0.95 && changes >= CELL;
}
