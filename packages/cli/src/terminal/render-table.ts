import { displayWidth, padText } from './display-width.ts';
import type { Paint } from './paint.ts';

export type Column<Row> = {
  readonly title: string;
  /** Safe to show: escape what others wrote. */
  readonly text: (row: Row) => string;
  readonly align?: 'right';
  /** Takes what the others leave. At most one column of a table. */
  readonly flexible?: (text: string, columns: number) => string;
  readonly style?: (row: Row) => Parameters<Paint>[0] | undefined;
};

const GAP = '  ';
const LEAST_FLEXIBLE = 12;

/** Lines of a table at most `columns` wide, as far as its one flexible column can give way. */
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
  const total = widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length);
  const flexible = shape.findIndex((column) => column.flexible);
  if (flexible >= 0 && total > columns)
    widths[flexible] = Math.max(LEAST_FLEXIBLE, (widths[flexible] ?? 0) - (total - columns));

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
