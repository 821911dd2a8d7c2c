import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { chunksOf, readAll } from './read-body.ts';

const body = () => Readable.from([Buffer.from('hel'), Buffer.from('lo')]);

describe('a body', () => {
  it('is read into one buffer of its size', async () => {
    expect(Buffer.from(await readAll(body(), 5)).toString()).toBe('hello');
  });

  it.each([
    ['fewer', 6],
    ['more', 4],
    ['some instead of no', 0],
  ])('with %s bytes than announced is an error', async (_, size) => {
    await expect(readAll(body(), size)).rejects.toMatchObject({ name: 'ContentSize' });
  });

  it('that breaks off is an error', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('hel');
        throw new Error('connection reset');
      })(),
    );
    await expect(readAll(broken, 5)).rejects.toThrow('connection reset');
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'hello'],
    ['a stream of texts', Readable.from(['hello'])],
  ])('cannot be %s', async (_, wrong) => {
    await expect(chunksOf(wrong).next()).rejects.toThrow(TypeError);
  });
});
