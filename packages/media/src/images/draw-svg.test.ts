import { createServer } from 'node:http';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawSvg, isSvg } from './draw-svg.ts';

const MAX = 10_000_000;
const svg = (inside: string, attributes = 'width="40" height="20"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`;
const sizeOf = async (text: string, maxPixels = MAX) => {
  const drawn = await drawSvg(text, maxPixels);
  if (drawn.outcome !== 'drawn') return drawn;
  const { width, height } = await sharp(drawn.png).metadata();
  return { width, height };
};

describe('an SVG', () => {
  it('is told from other text by its root', () => {
    for (const text of [svg(''), `<?xml version="1.0"?><!-- x -->${svg('')}`, `\uFEFF ${svg('')}`])
      expect(isSvg(Buffer.from(text))).toBe(true);
    for (const text of ['<html><body>svg</body></html>', 'svg', '']) expect(isSvg(Buffer.from(text))).toBe(false);
  });

  it('is drawn large enough to be looked at, and no larger than it may be', async () => {
    expect(await sizeOf(svg('<rect width="40" height="20"/>'))).toEqual({ width: 1024, height: 512 });
    expect(await sizeOf(svg('', 'width="2000" height="1000"'))).toEqual({ width: 2000, height: 1000 });
    expect(await sizeOf(svg('', 'width="1000000" height="1000000"'), 1_000_000)).toEqual({ width: 1000, height: 1000 });
  });

  it('has its colours and its text, with a font of ours', async () => {
    const text = svg('<rect width="40" height="20" fill="#00f"/><text y="18" font-size="18" fill="#f00">MMM</text>');
    const drawn = await drawSvg(text, MAX);
    if (drawn.outcome !== 'drawn') throw new Error(drawn.detail);
    const { channels } = await sharp(drawn.png).stats();
    expect(channels[0]?.mean).toBeGreaterThan(20);
    expect(channels[2]?.mean).toBeGreaterThan(100);
  });

  describe('that refers to something elsewhere', () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end();
    });
    let port = 0;
    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      port = typeof address === 'object' && address !== null ? address.port : 0;
    });
    afterAll(() => server.close());

    it.each([
      ['a picture', (url: string) => `<image href="${url}" width="9" height="9"/>`],
      ['a picture, in the old way', (url: string) => `<image xlink:href="${url}" width="9" height="9"/>`],
      [
        'a style',
        (url: string) =>
          `<style>@import url("${url}"); rect { fill: url(${url}#a) }</style><rect width="9" height="9"/>`,
      ],
      ['another drawing', (url: string) => `<use href="${url}#a"/>`],
      ['a file of this machine', () => '<image href="/etc/hostname" width="9" height="9"/>'],
      ['a script', (url: string) => `<script href="${url}"/><script>fetch("${url}")</script>`],
    ])('such as %s is drawn without it', async (_, refer) => {
      expect(await sizeOf(svg(refer(`http://127.0.0.1:${port}/x`)))).toEqual({ width: 1024, height: 512 });
      expect(asked).toBe(0);
    });
  });

  it.each([
    ['ends early', svg('').slice(0, -6)],
    ['has no size', '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>'],
    [
      'is made of entities of entities',
      `<!DOCTYPE svg [<!ENTITY a "${'x'.repeat(50)}">${'bcdefghij'.replace(/./g, (name) => `<!ENTITY ${name} "${`&${String.fromCharCode(name.charCodeAt(0) - 1)};`.repeat(10)}">`)}]>${svg('<text>&j;</text>')}`,
    ],
    [
      'repeats itself without end',
      svg(
        `<defs>${Array.from({ length: 12 }, (_, i) => `<g id="g${i + 1}">${`<use href="#g${i}"/>`.repeat(10)}</g>`).join('')}<rect id="g0" width="1" height="1"/></defs><use href="#g12"/>`,
      ),
    ],
  ])('that %s is unparseable', async (_, text) => {
    expect(await sizeOf(text)).toMatchObject({ outcome: 'unparseable', detail: expect.stringMatching(/\w/) });
  });
});
