import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { fileFormSchema, mimeTypeOf } from './file-form.ts';

const file = new File(['text'], 'a.txt', { type: 'text/plain' });
const parse = (fields: object) => z.safeParse(fileFormSchema, { file, ...fields });

describe('the fields of a file sent in one call', () => {
  it.each([
    ['holiday, lake', ['holiday', 'lake']],
    ['holiday', ['holiday']],
    [' , holiday,,', ['holiday']],
    ['', []],
    ['["a, b","c"]', ['a, b', 'c']],
  ])('reads the tags %j as %j', (text, tags) => {
    expect(parse({ tags: text })).toMatchObject({ success: true, data: { tags } });
  });

  it('reads metadata as JSON and seconds as a number', () => {
    expect(parse({ metadata: '{"album":"2026"}', wait: '0' })).toMatchObject({
      success: true,
      data: { metadata: { album: '2026' }, wait: 0 },
    });
  });

  it.each([
    ['tags that end early', { tags: '["a"' }, 'tags'],
    ['tags that are numbers', { tags: '[1]' }, 'tags'],
    ['a tag that is too long', { tags: 'x'.repeat(65) }, 'tags'],
    ['metadata that is no JSON', { metadata: 'album' }, 'metadata'],
    ['metadata that is a list', { metadata: '["album"]' }, 'metadata'],
    ['metadata of numbers', { metadata: '{"year":2026}' }, 'metadata'],
    ['a wait beyond the gateway’s', { wait: '26' }, 'wait'],
    ['a file without a name', { file: new File([''], '') }, 'file'],
    ['a file of no type', { file: new File([''], 'a', { type: 'text' }) }, 'file'],
    ['a text for a file', { file: 'text' }, 'file'],
  ])('refuses %s', (_, fields, field) => {
    expect(parse(fields).error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });
});

describe('the type a content-type names', () => {
  it.each([
    ['text/plain; charset=UTF-8', 'text/plain'],
    ['IMAGE/JPEG', 'image/jpeg'],
    ['', 'application/octet-stream'],
    [';', 'application/octet-stream'],
  ])('of %j is %j', (contentType, mimeType) => {
    expect(mimeTypeOf(contentType)).toBe(mimeType);
  });
});
