import { DEFAULT_POLICY } from '@sluice/core/access';
import { judgeFile } from '@sluice/core/inspect';
import { contentInMemory } from '@sluice/core/runtime';
import { inspectContent } from '@sluice/media/inspection';
import { describe, expect, it } from 'vitest';
import { ARCHIVE_BOMBS } from './archive-bombs.ts';
import { DOCUMENT_BOMBS } from './document-bombs.ts';
import { IMAGE_BOMBS } from './image-bombs.ts';

const BOMBS = [...IMAGE_BOMBS, ...ARCHIVE_BOMBS, ...DOCUMENT_BOMBS];
/** Those that have to end at inspection, without the few that take seconds to make. */
const STOPPED = BOMBS.filter(
  ({ name, expect: expected }) => expected.source.startsWith('^rejected:') && !/256 MB|twice|members/.test(name),
);

describe('inspection', () => {
  it.each(STOPPED)('stops a $name', async ({ make, expect: expected }) => {
    const facts = await inspectContent(contentInMemory(await make()), DEFAULT_POLICY.limits);
    const verdict = judgeFile(facts, { mimeType: 'application/octet-stream' }, DEFAULT_POLICY);
    expect(`${verdict.verdict}: ${verdict.verdict === 'rejected' ? verdict.reason : ''}`).toMatch(expected);
  });

  it('is tried with more than 60 different bombs', () => {
    expect(new Set(BOMBS.map(({ name }) => name)).size).toBe(BOMBS.length);
    expect(BOMBS.length).toBeGreaterThan(60);
  });
});
