import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { etagOf } from './etag-of.ts';

const part = fc.oneof(fc.string(), fc.integer());

describe('an entity tag', () => {
  it('is a strong one, and the same for the same parts', () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(etagOf(...parts)).toMatch(/^"[\w-]{22}"$/);
        expect(etagOf(...parts)).toBe(etagOf(...parts));
      }),
    );
  });

  it('differs with any part, and with where parts end', () => {
    const tags = [
      etagOf('f1', 1),
      etagOf('f1', 2),
      etagOf('f2', 1),
      etagOf('f1', '1'),
      etagOf('f11'),
      etagOf('f1', 1, ''),
    ];

    expect(new Set(tags).size).toBe(tags.length);
  });
});
