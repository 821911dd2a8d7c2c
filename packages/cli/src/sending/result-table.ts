import { fitPath, fitText } from '../terminal/display-width.ts';
import { escapeText } from '../terminal/escape-text.ts';
import { formatBytes } from '../terminal/format-values.ts';
import type { Paint } from '../terminal/paint.ts';
import { renderTable } from '../terminal/render-table.ts';
import { describeFindings, tagsIn } from './describe-findings.ts';
import type { FileResult } from './file-result.ts';
import { styleOf } from './status-style.ts';

/** Columns of what a file is, where nothing else limits a line: the rest is in `sluice show`. */
const MOST_WORDS = 64;

/** The results as a table for people. */
export const resultTable = (results: readonly FileResult[], paint: Paint, columns: number): string[] =>
  renderTable<FileResult>(
    results,
    [
      { title: 'file', text: ({ file }) => escapeText(file), flexible: fitPath },
      { title: 'kind', text: ({ kind }) => kind ?? '–' },
      {
        title: 'status',
        text: ({ status, reason }) => `${status ?? 'not sent'}${reason === null ? '' : `: ${escapeText(reason)}`}`,
        style: styleOf,
      },
      {
        title: 'size',
        text: ({ size_bytes }) => (size_bytes === null ? '–' : formatBytes(size_bytes)),
        align: 'right',
      },
      {
        title: 'renditions',
        text: ({ renditions }) => (renditions.length === 0 ? '–' : String(renditions.length)),
        align: 'right',
      },
      {
        title: 'what it is',
        text: ({ findings }) => fitText(escapeText(describeFindings(findings) ?? '–'), MOST_WORDS),
        flexible: fitText,
      },
      { title: 'tags', text: ({ findings }) => escapeText(tagsIn(findings).join(', ') || '–') },
      { title: 'seconds', text: ({ seconds }) => seconds.toFixed(1), align: 'right' },
    ],
    paint,
    columns,
  );
