import { describe, expect, it } from 'vitest';
import { parsePdfDate } from './parse-pdf-date.ts';

describe('a date of a PDF', () => {
  it.each([
    ["D:20260228120000+01'00'", '2026-02-28T11:00:00.000Z'],
    ['D:20260228120000Z', '2026-02-28T12:00:00.000Z'],
    ['D:20260228120000', '2026-02-28T12:00:00.000Z'],
    ["D:20260228120000-0530'", '2026-02-28T17:30:00.000Z'],
    ['D:202602', '2026-02-01T00:00:00.000Z'],
    ['2026', '2026-01-01T00:00:00.000Z'],
    ['D:20261399', undefined],
    ['yesterday', undefined],
    ['', undefined],
  ])('%s is %s', (text, time) => {
    expect(parsePdfDate(text)).toBe(time);
  });
});
