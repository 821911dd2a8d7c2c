import { describe, expect, it } from 'vitest';
import { HELP, readOptions } from './read-options.ts';

describe('the options', () => {
  it('are three hours of the local cloud, opened for a person', () => {
    expect(readOptions([], true)).toEqual({ help: false, json: false, open: true, minutes: 180, endpoint: undefined });
  });

  it.each([
    ['nobody looks at a terminal', [], false],
    ['asked not to', ['--open', 'no'], true],
    ['a program reads the answer', ['--json'], true],
  ])('open nothing when %s', (_, words, isTerminal) => {
    expect(readOptions(words, isTerminal).open).toBe(false);
  });

  it.each([
    [['--open', 'maybe'], '--open is "maybe"'],
    [['--minutes', '0'], '--minutes is "0"'],
    [['--minutes', '1.5'], '--minutes is "1.5"'],
    [['--endpoint', 'here'], '--endpoint is "here"'],
    [['--colour'], '--colour'],
    [['upload'], 'upload'],
  ])('%j are refused with what is wrong', (words, message) => {
    expect(() => readOptions(words, true)).toThrow(message);
  });

  it('drop the slash at the end of an address', () => {
    expect(readOptions(['--endpoint', 'http://127.0.0.1:4566/'], true).endpoint).toBe('http://127.0.0.1:4566');
  });

  it('are explained, with two examples and every exit code', () => {
    expect(HELP.match(/^ {2}np[mx] /gm)).toHaveLength(2);
    expect(HELP).toMatch(/0 drawn, 1 .*, 2 .*, 3 .*, 130 /);
  });
});
