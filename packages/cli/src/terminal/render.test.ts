import { FILE_STATUSES, isAtRest } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { displayWidth, fitText } from './display-width.ts';
import { formatBytes, formatSeconds } from './format-values.ts';
import { createPaint } from './paint.ts';
import { renderBar, stageOf } from './render-bar.ts';
import { renderTable } from './render-table.ts';
import { renderTree } from './render-tree.ts';

describe('values', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [9_999, '10.0 kB'],
    [99_960, '100 kB'],
    [999_600, '1.00 MB'],
    [53_687_091_200_000, '53.7 TB'],
  ])('%i bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
  it.each([
    [0, '0.0 s'],
    [0.44, '0.4 s'],
    [119.94, '119.9 s'],
    [125, '2 min 5 s'],
  ])('%f seconds are %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text));
});

describe('renderBar', () => {
  it('grows through the six stages and is full at the end', () => {
    const full = (place: Parameters<typeof renderBar>[0]) => renderBar(place).replaceAll('╌', '').length;
    const places = [{ uploaded: 0 }, { uploaded: 99 }, { status: 'uploaded' }, { status: 'processing' }] as const;
    expect([...places.map(full), full({ status: 'publishing' }), full({ status: 'published' })]).toEqual([
      0, 2, 3, 6, 15, 18,
    ]);
  });
  it('knows the stage of every status that is not at rest, and of a file that waits for a person', () => {
    for (const status of FILE_STATUSES)
      expect(stageOf({ status }) !== undefined).toBe(!isAtRest(status) || status === 'pending_review');
  });
});

describe('renderTable', () => {
  const shape = [
    { title: 'name', text: (row: string) => row, flexible: fitText },
    { title: 'n', text: (row: string) => String(row.length), align: 'right' as const },
  ];
  it('aligns columns by what they take on the screen', () => {
    expect(renderTable(['日本', 'abcde'], shape, createPaint(false), 80)).toEqual(['name   n', '日本   2', 'abcde  5']);
  });
  it('gives way in its flexible column', () => {
    const lines = renderTable(['x'.repeat(90)], shape, createPaint(false), 30);
    expect(lines.map(displayWidth)).toEqual([30, 30]);
    expect(lines[1]).toMatch(/^x+… {2}90$/);
  });
});

describe('renderTree', () => {
  it('draws branches', () => {
    expect(renderTree({ text: 'a', children: [{ text: 'b', children: [{ text: 'c' }] }, { text: 'd' }] })).toEqual([
      'a',
      '├─ b',
      '│  └─ c',
      '└─ d',
    ]);
  });
});
