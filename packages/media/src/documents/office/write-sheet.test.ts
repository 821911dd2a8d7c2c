import { describe, expect, it } from 'vitest';
import { writeSheet } from './write-sheet.ts';

describe('the text of a sheet', () => {
  it('has numbers and times as they are shown, and days as ISO days', () => {
    const row = [
      { t: 'n', v: 1200, w: '1,200.00 €' } as const,
      { t: 'n', v: 3 } as const,
      { t: 'd', v: new Date('1899-12-30T08:15:00Z'), w: '8:15' } as const,
      { t: 'd', v: new Date('2026-02-28T00:00:00Z'), w: '2/28/26' } as const,
      { t: 'd', v: new Date(Number.NaN), w: '?' } as const,
    ];
    expect(writeSheet({ '!data': [row] }, 100)).toBe('1,200.00 €\t3\t8:15\t2026-02-28\t?');
  });

  it('skips empty rows and holes, and stops after as many characters as asked', () => {
    const rows = [
      [],
      [{ t: 's', v: 'first' } as const],
      [{ t: 's', v: ' ' } as const],
      [{ t: 's', v: 'second' } as const],
    ];
    expect(writeSheet({ '!data': rows }, 100)).toBe('first\nsecond');
    expect(writeSheet({ '!data': rows }, 3)).toBe('first');
    const sparse: { t: 's'; v: string }[][] = [];
    sparse[5] = [{ t: 's', v: 'far' }];
    expect(writeSheet({ '!data': sparse }, 100)).toBe('far');
    expect(writeSheet({}, 100)).toBe('');
  });
});
