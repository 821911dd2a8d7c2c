import { describe, expect, it } from 'vitest';
import { metadataInQuery, requestOfUppy } from './uppy-metadata.ts';

describe('what Uppy says of a file', () => {
  it('is its name, its type and its metadata, as texts', () => {
    const metadata = {
      name: 'a.txt',
      type: 'text/plain',
      album: 'lake',
      count: 3,
      shared: true,
      nothing: null,
      list: [],
    };
    expect(requestOfUppy({ filename: 'a.txt', type: 'text/plain;charset=utf-8', metadata })).toEqual({
      filename: 'a.txt',
      mimeType: 'text/plain',
      metadata: { album: 'lake', count: '3', shared: 'true' },
    });
  });

  it.each([[5], ['5']])('may have the size %j in it', (size) => {
    expect(requestOfUppy({ filename: 'a', metadata: { size } })).toMatchObject({ sizeBytes: 5, metadata: {} });
  });

  it.each([['-1'], ['5e3'], [''], ['null'], [1.5], [null]])('has no size when it is %j', (size) => {
    expect(requestOfUppy({ filename: 'a', metadata: { size } })).not.toHaveProperty('sizeBytes');
  });

  it('has a folder where the file came from one', () => {
    expect(requestOfUppy({ filename: 'a', metadata: { relativePath: 'b/a' } })).toMatchObject({ relativePath: 'b/a' });
    for (const relativePath of [null, 'null', '', undefined, '../a', '/a']) {
      expect(requestOfUppy({ filename: 'a', metadata: { relativePath } })).not.toHaveProperty('relativePath');
    }
  });

  it.each([[''], ['garbage'], [null], [undefined]])('is of no known type when it says %j', (type) => {
    expect(requestOfUppy({ filename: 'a', type })).toMatchObject({ mimeType: 'application/octet-stream' });
  });

  it('is refused when it is too long to keep', () => {
    expect(() => requestOfUppy({ filename: 'a', metadata: { long: 'x'.repeat(1025) } })).toThrow('too long');
  });

  it('comes with brackets in a query', () => {
    const query = { filename: 'a', type: 'b', 'metadata[album]': 'lake', 'metadata[a[b]]': 'c', 'metadata[]': 'd' };
    expect(metadataInQuery(query)).toEqual({ album: 'lake', 'a[b]': 'c' });
  });
});
