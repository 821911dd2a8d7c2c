import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askLine } from './ask-line.ts';

const signal = new AbortController().signal;

describe('asking for a line', () => {
  it('answers the first one', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    input.write('the code\nmore\n');

    expect(await askLine('which? ', { input, output, signal })).toBe('the code');
    expect(String(output.read())).toContain('which? ');
  });

  it('answers nothing when there is nobody', async () => {
    const input = new PassThrough();
    input.end();

    expect(await askLine('which? ', { input, output: new PassThrough(), signal })).toBe('');
  });

  it('ends when the command is interrupted', async () => {
    const controller = new AbortController();
    const asked = askLine('which? ', {
      input: new PassThrough(),
      output: new PassThrough(),
      signal: controller.signal,
    });
    controller.abort();

    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });
});
