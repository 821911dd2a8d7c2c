import type { Fact } from '@sluice/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../runtime/index.ts';
import { createAppendFacts } from './append-facts.ts';
import { FILE_ID, laterFact, uploadedFact } from './arbitrary-facts.ts';
import { createChangeRecord } from './change-record.ts';
import { evolveFile, HistoryDamagedError } from './evolve-file.ts';
import type { FileRecord } from './file-record.ts';
import { inMemoryRecordStore } from './in-memory-record-store.ts';
import { readAllFacts, rebuildFile } from './rebuild-file.ts';

const key = { tenantId: 'acme', id: FILE_ID };
const cause = { correlationId: 'c', userId: 'u', priority: 5 };
const at = { key, occurredAt: '2026-01-01T00:00:00.000Z' };

/** The log of a file, in the portions in which it was appended. */
const portions = fc
  .tuple(uploadedFact, fc.array(fc.array(laterFact, { minLength: 1, maxLength: 4 }), { maxLength: 8 }))
  .map(([first, rest]): readonly (readonly Fact[])[] => [[first], ...rest]);

async function append(all: readonly (readonly Fact[])[]) {
  const clock = fixedClock();
  const store = inMemoryRecordStore<FileRecord>();
  const appendFacts = createAppendFacts(createChangeRecord({ store, clock }));
  for (const [index, facts] of all.entries()) {
    clock.advance(1000);
    const decide = () => facts;
    await appendFacts({ key, dedupeKey: String(index), cause, decide });
    // A step that runs twice.
    expect(await appendFacts({ key, dedupeKey: String(index), cause, decide })).toMatchObject({ outcome: 'duplicate' });
  }
  return store;
}

describe('the snapshot of a file', () => {
  it('is always what its facts add up to', async () => {
    await fc.assert(
      fc.asyncProperty(portions, async (all) => {
        const store = await append(all);
        const facts = await readAllFacts(store, key);
        expect(facts.map(({ fact }) => fact)).toEqual(all.flat());
        expect((await store.load(key))?.record).toEqual(rebuildFile(key, facts));
      }),
      { numRuns: 200 },
    );
  });

  it('is the same after its facts were stored as JSON', async () => {
    await fc.assert(
      fc.asyncProperty(portions, async (all) => {
        const facts = await readAllFacts(await append(all), key);
        expect(rebuildFile(key, JSON.parse(JSON.stringify(facts)))).toEqual(rebuildFile(key, facts));
      }),
      { numRuns: 100 },
    );
  });

  it('of no facts is none', () => {
    expect(rebuildFile(key, [])).toBeUndefined();
  });

  it('is read from logs longer than a page', async () => {
    const store = await append([
      [{ ...fc.sample(uploadedFact, { seed: 1, numRuns: 1 })[0] } as Fact],
      ...Array.from({ length: 120 }, () => fc.sample(laterFact, { seed: 2, numRuns: 2 })),
    ]);
    expect(await readAllFacts(store, key)).toHaveLength(241);
  });
});

describe('folding a fact', () => {
  const file = (): FileRecord => {
    const [first] = fc.sample(uploadedFact, { seed: 3, numRuns: 1 });
    if (first === undefined) {
      throw new TypeError('no sample');
    }
    return evolveFile(undefined, first, at);
  };

  it('never changes the record it is folded into', () => {
    fc.assert(
      fc.property(uploadedFact, fc.array(laterFact), (first, rest) => {
        const before = evolveFile(undefined, first, at);
        const copy = structuredClone(before);
        rest.reduce((record, fact) => evolveFile(record, fact, at), before);
        expect(before).toEqual(copy);
      }),
    );
  });

  it('of another thing leaves everything but the time', () => {
    const record = file();
    const later = { key, occurredAt: '2026-01-02T00:00:00.000Z' };
    const aborted: Fact = { type: 'upload.aborted', payload: { schema_version: 1, upload_id: record.uploadId } };
    expect(evolveFile(record, aborted, later)).toEqual({ ...record, updatedAt: later.occurredAt });
  });

  it('cannot begin with another than file.uploaded', () => {
    fc.assert(
      fc.property(laterFact, (fact) => {
        fc.pre(fact.type !== 'file.uploaded');
        expect(() => evolveFile(undefined, fact, at)).toThrow(HistoryDamagedError);
      }),
    );
  });

  it('has one rendition of a name, the last', () => {
    const made = (width: number): Fact => ({
      type: 'rendition.created',
      payload: {
        schema_version: 1,
        file_id: FILE_ID,
        version: 1,
        name: 'thumbnail',
        mime_type: 'image/jpeg',
        size_bytes: 1,
        width,
        storage_url: 's3://r/t',
        job_id: FILE_ID,
      },
    });
    const record = evolveFile(evolveFile(file(), made(1), at), made(2), at);
    expect(record.renditions.map(({ width }) => width)).toEqual([2]);
    const failed: Fact = {
      type: 'file.failed',
      payload: {
        schema_version: 1,
        file_id: FILE_ID,
        version: 1,
        run: 1,
        reason: 'internal_error',
        detail: 'x',
      },
    };
    expect(evolveFile(record, failed, at)).toMatchObject({
      status: 'failed',
      renditions: [],
      reason: 'internal_error',
    });
  });

  it('of a deletion keeps what it was, until it is restored', () => {
    const ids = { schema_version: 1, file_id: FILE_ID, version: 1 } as const;
    const published = evolveFile(file(), { type: 'file.published', payload: { ...ids, run: 1, partial: false } }, at);
    const deleted = evolveFile(published, { type: 'file.deleted', payload: ids }, at);
    expect(deleted).toEqual({ ...published, status: 'deleted', deletedFrom: 'published' });
    expect(evolveFile(deleted, { type: 'file.deleted', payload: ids }, at)).toEqual(deleted);
    expect(evolveFile(deleted, { type: 'file.restored', payload: ids }, at)).toEqual(published);
    expect(evolveFile(published, { type: 'file.restored', payload: ids }, at)).toEqual(published);
  });

  it('of a purge leaves nothing that was found in the content', () => {
    const ids = { schema_version: 1, file_id: FILE_ID, version: 1 } as const;
    const deleted = evolveFile({ ...file(), searchText: 'secret' }, { type: 'file.deleted', payload: ids }, at);
    const purged = evolveFile(deleted, { type: 'file.purged', payload: ids }, at);
    expect(purged).toMatchObject({ status: 'purged', findings: {}, renditions: [] });
    expect(Object.keys(purged)).not.toEqual(expect.arrayContaining(['searchText']));
    expect(purged).not.toHaveProperty('deletedFrom');
  });

  it('of a shared content points to it, and remembers the object it came with for good', () => {
    const record = { ...file(), version: 1 };
    const shared = (name: string, version = 1): Fact => ({
      type: 'file.deduplicated',
      payload: {
        schema_version: 1,
        file_id: FILE_ID,
        version,
        run: 1,
        storage_url: `s3://content/t/acme/${name}`,
        version_id: 'v',
        sha256: 'a'.repeat(64),
      },
    });
    const other = { storageUrl: 's3://content/t/acme/other', versionId: 'v' };
    const once = evolveFile(record, shared('other'), at);
    expect(once).toMatchObject({ storage: other, duplicate: record.storage });
    expect(evolveFile(once, shared('other'), at)).toEqual(once);
    expect(evolveFile(once, shared('third'), at)).toMatchObject({ duplicate: record.storage });
    expect(evolveFile(record, shared('other', 2), at)).toEqual(record);
  });

  it('of a new version starts over, but for the day it was created', () => {
    const record = evolveFile(
      file(),
      { type: 'file.published', payload: { schema_version: 1, file_id: FILE_ID, version: 1, run: 1, partial: true } },
      at,
    );
    const [first] = fc.sample(uploadedFact, { seed: 4, numRuns: 1 });
    const later = { key, occurredAt: '2026-02-01T00:00:00.000Z' };
    const next = first && evolveFile(record, { ...first, payload: { ...first.payload, version: 2 } }, later);
    expect(next).toMatchObject({ version: 2, run: 1, status: 'uploaded', createdAt: record.createdAt, renditions: [] });
    expect(next).not.toHaveProperty('partial');
  });
});
