import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  checksumSchema,
  checksumValueSchema,
  filenameSchema,
  limitSchema,
  metadataSchema,
  mimeTypeSchema,
  pageSchema,
  prioritySchema,
  relativePathSchema,
  sha256Schema,
  sizeSchema,
  storedChecksumSchema,
  tagsSchema,
  tenantIdSchema,
  timeSchema,
  uuidSchema,
  waitSchema,
} from './primitives.ts';

const accepts = (schema: z.ZodMiniType, value: unknown) => z.safeParse(schema, value).success;
const ID = '0199c7a0-61f2-7d0b-8e55-0c9a4b1f2e37';

const cases: readonly [string, z.ZodMiniType, readonly unknown[], readonly unknown[]][] = [
  ['an id', uuidSchema, [ID], [ID.toUpperCase(), randomUUID(), `${ID} `, `${ID}\n`, '', 7, null]],
  [
    'a time',
    timeSchema,
    ['2026-11-21T11:04:00Z', '2026-11-21T11:04:00.123Z'],
    ['2026-11-21', '2026-11-21T11:04:00+01:00', '2026-02-30T00:00:00Z', 1_795_261_515],
  ],
  [
    'a tenant',
    tenantIdSchema,
    ['a', 'acme', 'a-1', 'x'.repeat(63)],
    ['', '-a', 'A', 'a#b', 'a/b', 'a b', 'x'.repeat(64), 'acme\n'],
  ],
  [
    'a MIME type',
    mimeTypeSchema,
    ['image/jpeg', 'application/vnd.ms-excel', 'image/svg+xml'],
    ['', 'image', 'image/', 'Image/JPEG', 'text/html; charset=utf-8', 'a/b/c', `a/${'b'.repeat(255)}`],
  ],
  [
    'a file name',
    filenameSchema,
    ['a', 'ü "quoted" \n \u202Efdp.exe', '../../etc/passwd', 'x'.repeat(1024)],
    ['', 'a\u0000b', 'x'.repeat(1025), 7],
  ],
  [
    'metadata',
    metadataSchema,
    [{}, { a: '' }, { ['k'.repeat(128)]: 'v'.repeat(1024) }],
    [{ a: 1 }, { '': 'a' }, { a: 'v'.repeat(1025) }],
  ],
  ['tags', tagsSchema, [[], ['a'], Array(50).fill('a')], [[''], ['x'.repeat(65)], Array(51).fill('a'), 'a']],
  ['a priority', prioritySchema, [1, 5, 10], [0, 11, 1.5, '5']],
  ['a SHA-256', sha256Schema, ['0'.repeat(64)], ['0'.repeat(63), 'A'.repeat(64), 'g'.repeat(64)]],
  ['a size', sizeSchema, [0, 53_687_091_200_000], [-1, 53_687_091_200_001, 0.5, '1', Number.NaN]],
  [
    'a checksum',
    checksumSchema,
    [{ algorithm: 'CRC32' }, { algorithm: 'CRC64NVME', value: 'AAAAAAAAAAA=' }],
    [{}, { algorithm: 'MD5' }, { algorithm: 'CRC32', value: '!' }, { algorithm: 'CRC32', other: 1 }],
  ],
  [
    'the value of a checksum',
    checksumValueSchema,
    ['AAAAAA==', 'A'.repeat(43).concat('=')],
    ['', 'AAAAA', 'A'.repeat(45), 'AAAAAA==-3', '{checksum}'],
  ],
  [
    'a stored checksum',
    storedChecksumSchema,
    [
      { algorithm: 'SHA256', value: `${'A'.repeat(43)}=-3` },
      { algorithm: 'CRC32', value: 'AAAAAA==' },
    ],
    [{ algorithm: 'SHA256', value: `${'A'.repeat(43)}=-` }, { value: 'AAAAAA==' }],
  ],
  ['a limit', limitSchema, ['1', '200', 20], ['0', '201', 'ten', '1.5', '']],
  ['a wait', waitSchema, ['0', '20'], ['21', '-1', 'x']],
];

describe.each(cases)('%s', (_, schema, good, bad) => {
  it.each(good.map((value) => [value]))('may be %j', (value) => {
    expect(accepts(schema, value)).toBe(true);
  });

  it.each(bad.map((value) => [value]))('may not be %j', (value) => {
    expect(accepts(schema, value)).toBe(false);
  });
});

describe('names that become parts of keys', () => {
  it('can not hold what keys are split at', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (accepts(tenantIdSchema, text)) expect(text).not.toMatch(/[#/\s\\.%]/);
      }),
    );
  });
});

describe('a page', () => {
  it('has items, and a cursor while there is more', () => {
    const page = pageSchema(z.string());

    expect(accepts(page, { items: ['a'] })).toBe(true);
    expect(accepts(page, { items: ['a'], next_cursor: 'c' })).toBe(true);
    expect(accepts(page, { items: [1] })).toBe(false);
  });
});

describe('a relative path', () => {
  it.each(['a', 'a/b.txt', 'a b/ü "c"', '.hidden/..b', 'a/...', 'a\nb/c', 'a//b'])('may be %j', (path) => {
    expect(z.safeParse(relativePathSchema, path).success).toBe(true);
  });

  it.each(['', '/', '/a', 'a/', '..', '.', '../a', 'a/..', 'a/../b', './a', 'a/./b', 'a\n/../b', 'a\\b', 'a\0b', '\0'])(
    'is not %j',
    (path) => {
      expect(z.safeParse(relativePathSchema, path).success).toBe(false);
    },
  );

  it('is at most 2048 characters', () => {
    expect(z.safeParse(relativePathSchema, 'a'.repeat(2048)).success).toBe(true);
    expect(z.safeParse(relativePathSchema, 'a'.repeat(2049)).success).toBe(false);
  });
});
