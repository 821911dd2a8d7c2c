import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSample, textsOf } from '../../testing/read-sample.ts';
import { findHeading } from './find-heading.ts';
import { tidyText } from './tidy-text.ts';

const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('a text', () => {
  it.each([
    ['UTF-8', Buffer.from('Grüße, 水')],
    ['UTF-8 with a mark', Buffer.from('\ufeffGrüße, 水')],
    ['UTF-16, low byte first', utf16('Grüße, 水')],
    ['UTF-16, high byte first', utf16('Grüße, 水').swap16()],
  ])('is read in %s', async (_, content) => {
    expect(await textsOf('text', content)).toEqual(['Grüße, 水']);
  });

  it('is windows-1252 when it is nothing else', async () => {
    expect(await textsOf('text', Buffer.from('47 72 fc df 65 20 80'.replaceAll(' ', ''), 'hex'))).toEqual(['Grüße €']);
  });

  it('has one kind of line end and no control characters', async () => {
    expect(await textsOf('text', 'a \r\nb\rc\u0000\u0007\fd\n\n\n\n e\u2028f\n')).toEqual(['a\nb\nc\nd\n\n e\nf']);
  });

  it('is cut after as many characters as allowed, between characters', async () => {
    expect(await readSample('text', 'water'.repeat(10), { maxCharacters: 7 })).toMatchObject({
      pages: [{ text: 'waterwa' }],
      truncated: true,
    });
    const cut = await readSample('text', '🌊🌊', { maxCharacters: 3 });
    expect(cut).toMatchObject({ pages: [{ text: '🌊\ufffd' }], truncated: true });
    expect(await readSample('text', '', {})).toMatchObject({ pages: [{ text: '' }], truncated: false });
  });

  it('is tidied once and for all', () => {
    const telling = fc.constantFrom('a', ' ', '\t', '\n', '\r', '\f', '\u0000', '\u2028', '\ufeff', '\ud83c', '\udf0a');
    fc.assert(
      fc.property(fc.array(telling), (characters) => {
        const tidy = tidyText(characters.join(''));
        expect(tidyText(tidy)).toBe(tidy);
        expect(tidy.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('a Markdown text', () => {
  it('is named after its first heading', async () => {
    expect(await readSample('markdown', 'Hello.\n\n## The *north* gate\n\n# Later')).toMatchObject({
      pages: [{ text: 'Hello.\n\n## The *north* gate\n\n# Later' }],
      facts: { pages: 1, title: 'The north gate' },
    });
    expect(await readSample('markdown', 'no heading')).toMatchObject({ facts: { pages: 1 } });
  });

  it.each([
    ['# Closed ##', 'Closed'],
    ['Underlined\n===', 'Underlined'],
    ['# [A link](https://example.org) in it', 'A link in it'],
    ['---\ntitle: x\n---\n# After the front matter', 'After the front matter'],
    ['```sh\n# a comment\n```\n# After the code', 'After the code'],
    ['    # indented\n# After the code', 'After the code'],
    ['- item\n---\n# After the list', 'After the list'],
    ['#\n# After an empty one', 'After an empty one'],
    ['#hashtag', undefined],
    ['', undefined],
  ])('%j is called %j', (markdown, title) => {
    expect(findHeading(markdown)).toBe(title);
  });
});
