import { displayWidth, padText } from './display-width.ts';
import type { Paint } from './paint.ts';

export type Column<Row> = {
  readonly title: string;
  /** Safe to show: escape what others wrote. */
  readonly text: (row: Row) => string;
  readonly align?: 'right';
  /** Gives way where the table is too wide: cuts a text to so many columns. */
  readonly flexible?: (text: string, columns: number) => string;
  readonly style?: (row: Row) => Parameters<Paint>[0] | undefined;
};

const GAP = '  ';
const LEAST_FLEXIBLE = 12;

/** Takes from the widest of the flexible columns until the table fits or none can give more. */
const narrow = (widths: number[], flexible: readonly number[], columns: number): void => {
  const gaps = GAP.length * (widths.length - 1);
  let excess = widths.reduce((sum, width) => sum + width, gaps) - columns;
  for (; excess > 0; excess -= 1) {
    const widest = flexible.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
    const width = widest === undefined ? 0 : (widths[widest] ?? 0);
    if (widest === undefined || width <= LEAST_FLEXIBLE) return;
    widths[widest] = width - 1;
  }
};

/** Lines of a table at most `columns` wide, as far as its flexible columns can give way. */
export const renderTable = <Row>(
  rows: readonly Row[],
  shape: readonly Column<Row>[],
  paint: Paint,
  columns: number,
): string[] => {
  const texts = rows.map((row) => shape.map((column) => column.text(row)));
  const widths = shape.map((column, index) =>
    Math.max(displayWidth(column.title), ...texts.map((cells) => displayWidth(cells[index] ?? ''))),
  );
  narrow(
    widths,
    shape.flatMap((column, index) => (column.flexible ? [index] : [])),
    columns,
  );

  const line = (cells: readonly string[], style: (index: number) => Parameters<Paint>[0] | undefined): string =>
    cells
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        const padded =
          shape[index]?.align === 'right'
            ? ' '.repeat(Math.max(0, width - displayWidth(cell))) + cell
            : padText(cell, width, shape[index]?.flexible);
        const name = style(index);
        return name === undefined ? padded : paint(name, padded);
      })
      .join(GAP)
      .trimEnd();

  return [
    line(
      shape.map(({ title }) => title),
      () => 'dim',
    ),
    ...rows.map((row, at) => line(texts[at] ?? [], (index) => shape[index]?.style?.(row))),
  ];
};
