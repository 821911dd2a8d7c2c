import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameEntries } from './name-entries.ts';

const named = (...names: readonly string[]) => nameEntries(names.map((filename) => ({ filename })));

describe('names of entries', () => {
  it.each([
    [
      ['a.txt', 'b.txt'],
      ['a.txt', 'b.txt'],
    ],
    [
      ['a.txt', 'A.TXT', 'a.txt'],
      ['a.txt', 'A (2).TXT', 'a (3).txt'],
    ],
    [['../../etc/passwd'], ['_.._etc_passwd']],
    [['C:\\Windows\\x'], ['C__Windows_x']],
    [
      ['', '..', 'con.txt'],
      ['file-1', 'file-2', '_con.txt'],
    ],
    [['\u202egpj.exe'], ['_gpj.exe']],
  ])('%j become %j', (given, expected) => {
    expect(named(...given)).toEqual(expected);
  });

  it('of what has none are numbers', () => {
    expect(nameEntries([{}, {}])).toEqual(['file-1', 'file-2']);
  });

  it('are never alike, never paths and never empty', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('a', 'A', 'a (2)', '/', '.', '..'))), (names) => {
        const made = named(...names);
        expect(new Set(made.map((name) => name.normalize('NFC').toLowerCase())).size).toBe(names.length);
        for (const name of made) {
          expect(name).not.toMatch(/^$|^\.|[/\\]/);
          expect(name.length).toBeLessThan(420);
        }
      }),
    );
  });
});
