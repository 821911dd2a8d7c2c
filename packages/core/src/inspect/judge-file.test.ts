import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../access/index.ts';
import type { FileFacts } from './file-facts.ts';
import { judgeFile } from './judge-file.ts';

const photo: FileFacts = {
  sizeBytes: 1000,
  sha256: 'a'.repeat(64),
  kind: 'image',
  mimeType: 'image/jpeg',
  image: { width: 4000, height: 3000, frames: 1, hasAlpha: false, orientation: 6 },
};
const reasonOf = (facts: FileFacts, declared = 'image/jpeg', policy = DEFAULT_POLICY) => {
  const verdict = judgeFile(facts, { mimeType: declared }, policy);
  return verdict.verdict === 'rejected' ? verdict.reason : 'accepted';
};

describe('judging a file', () => {
  it('accepts a photo that is what it says, and describes it', () => {
    expect(judgeFile(photo, { mimeType: 'image/jpeg' }, DEFAULT_POLICY)).toEqual({
      verdict: 'accepted',
      findings: { image: { value: photo.image, confidence: 1, source: 'inspect' } },
    });
  });

  it('rejects what matches a malware signature before anything else', () => {
    expect(reasonOf({ ...photo, kind: 'executable', malware: 'Eicar-Test-Signature' })).toBe('infected');
  });

  it.each(['unscannable', 'too_large_to_scan'] as const)(
    'does not take %s for clean, unless the tenant says so',
    (reason) => {
      const unscanned = { ...photo, unscanned: { reason, detail: 'the scanner said so' } };
      expect(reasonOf(unscanned)).toBe(reason);
      const policy = { ...DEFAULT_POLICY, soft: { ...DEFAULT_POLICY.soft, [reason]: 'publish' } } as const;
      const verdict = judgeFile(unscanned, { mimeType: 'image/jpeg' }, policy);
      expect(verdict).toMatchObject({ verdict: 'accepted', findings: { [reason]: { value: 'the scanner said so' } } });
    },
  );

  it.each([
    [999, 'too_large'],
    [1000, 'accepted'],
    [1001, 'accepted'],
    [undefined, 'accepted'],
  ])('of %s declared bytes answers 1,000 stored ones with %s', (sizeBytes, expected) => {
    const verdict = judgeFile(photo, { mimeType: 'image/jpeg', sizeBytes }, DEFAULT_POLICY);
    expect(verdict.verdict === 'rejected' ? verdict.reason : verdict.verdict).toBe(expected);
  });

  it('rejects an executable that pretends to be a picture', () => {
    expect(reasonOf({ ...photo, kind: 'executable', mimeType: 'application/x-elf' }, 'image/png')).toBe(
      'type_mismatch',
    );
  });

  it('rejects an executable that pretends nothing, as a type nobody accepts', () => {
    expect(reasonOf({ ...photo, kind: 'executable', mimeType: 'application/x-elf' }, 'application/octet-stream')).toBe(
      'type_not_allowed',
    );
  });

  it('rejects a type outside the tenant’s list', () => {
    expect(reasonOf(photo, 'image/jpeg', { ...DEFAULT_POLICY, allowedTypes: ['application/pdf'] })).toBe(
      'type_not_allowed',
    );
  });

  it('publishes a photo of another format than declared, and says so', () => {
    const verdict = judgeFile(photo, { mimeType: 'image/png' }, DEFAULT_POLICY);
    expect(verdict.verdict).toBe('accepted');
    expect(verdict.findings.type_mismatch?.value).toBe('declared as image/png, but the bytes are image/jpeg');
  });

  it.each([
    [
      'too_many_pixels',
      { ...photo, image: { width: 30_000, height: 30_000, frames: 1, hasAlpha: false, orientation: 1 } },
      'image/jpeg',
    ],
    [
      'too_many_pages',
      { ...photo, image: { width: 10, height: 10, frames: 2001, hasAlpha: false, orientation: 1 } },
      'image/jpeg',
    ],
    [
      'too_many_entries',
      {
        ...photo,
        kind: 'archive',
        mimeType: 'application/zip',
        archive: { entries: 10_001, uncompressedBytes: 1, expansionRatio: 1 },
      },
      'application/zip',
    ],
    [
      'expansion_too_high',
      {
        ...photo,
        kind: 'archive',
        mimeType: 'application/zip',
        archive: { entries: 1, uncompressedBytes: 1, expansionRatio: 201 },
      },
      'application/zip',
    ],
    ['too_large', { ...photo, sizeBytes: DEFAULT_POLICY.maxFileBytes + 1 }, 'image/jpeg'],
  ] as const)('rejects what is %s', (reason, facts, declared) => {
    expect(reasonOf(facts, declared)).toBe(reason);
  });

  it('accepts what is exactly at its limits', () => {
    expect(
      reasonOf({ ...photo, image: { width: 10_000, height: 10_000, frames: 2000, hasAlpha: false, orientation: 1 } }),
    ).toBe('accepted');
  });

  it.each([
    ['empty', { ...photo, kind: 'empty', mimeType: 'application/x-empty', sizeBytes: 0 }],
    ['encrypted', { ...photo, encrypted: true }],
    ['unparseable', { ...photo, unparseable: 'ends in the middle' }],
  ] as const)('publishes what is %s with the finding, or rejects it where the tenant says so', (reason, facts) => {
    expect(Object.keys(judgeFile(facts, { mimeType: 'image/jpeg' }, DEFAULT_POLICY).findings)).toContain(reason);
    expect(reasonOf(facts)).toBe('accepted');
    expect(
      reasonOf(facts, 'image/jpeg', { ...DEFAULT_POLICY, soft: { ...DEFAULT_POLICY.soft, [reason]: 'reject' } }),
    ).toBe(reason);
  });
});

describe('a ceiling of structure', () => {
  const tight = { maxPages: 2, maxDepth: 2, maxDurationSeconds: 60, maxMarkupNodes: 10 };
  const policy = { ...DEFAULT_POLICY, limits: { ...DEFAULT_POLICY.limits, ...tight } };
  const archive = { entries: 1, uncompressedBytes: 1, expansionRatio: 1 };

  it.each([
    ['too_many_pages', { document: { pages: 3 } }],
    ['accepted', { document: { pages: 2 } }],
    ['too_deep', { archive: { ...archive, depth: 3 } }],
    ['accepted', { archive: { ...archive, depth: 2 } }],
    ['too_long', { media: { durationSeconds: 60.5 } }],
    ['accepted', { media: { durationSeconds: 60 } }],
    ['unsafe_content', { markup: { nodes: 11 } }],
    ['accepted', { markup: { nodes: 10 } }],
    ['unsafe_content', { unsafe: 'two of its entries share the bytes from 7' }],
  ] as const)('answers %s for %j', (expected, seen) => {
    expect(reasonOf({ ...photo, ...seen }, 'image/jpeg', policy)).toBe(expected);
  });

  it('does not reject what a file may do, and says it', () => {
    const safety = { scripts: { count: 2, evidence: ['/JS'] }, examinedBytes: 900 };
    const verdict = judgeFile({ ...photo, safety }, { mimeType: 'image/jpeg' }, DEFAULT_POLICY);
    expect(verdict.verdict).toBe('accepted');
    expect(verdict.findings.scripts?.value).toEqual({ count: 2, evidence: ['/JS'], examined_bytes: 900 });
    expect(verdict.findings).not.toHaveProperty('macros');
  });
});
