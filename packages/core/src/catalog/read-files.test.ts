import type { Fact } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { createAppendFacts, createChangeRecord, type FileRecord, inMemoryRecordStore } from '../history/index.ts';
import { deriveId, fixedClock } from '../runtime/index.ts';
import { fileUploaded, VALID_FILE_ID } from '../testing.ts';
import { createGetFile } from './get-file.ts';
import { createGetHistory } from './get-history.ts';
import { inMemoryLinks } from './in-memory-links.ts';
import { createLinkContent, createLinkRendition, createLinkRenditions } from './link-content.ts';
import { createListFiles } from './list-files.ts';

const OTHER_ID = deriveId(VALID_FILE_ID, 'another file');
const ids = { schema_version: 1, file_id: VALID_FILE_ID, version: 1 } as const;
const published: Fact = { type: 'file.published', payload: { ...ids, run: 1, partial: false } };
const thumbnail: Fact = {
  type: 'rendition.created',
  payload: {
    ...ids,
    name: 'thumbnail',
    mime_type: 'image/webp',
    size_bytes: 10,
    width: 320,
    height: 240,
    storage_url: 's3://renditions/r/acme/1/thumbnail',
    job_id: OTHER_ID,
  },
};

async function setUp(facts: readonly Fact[] = [fileUploaded()]) {
  const clock = fixedClock();
  const history = inMemoryRecordStore<FileRecord>();
  const appendFacts = createAppendFacts(createChangeRecord({ store: history, clock }));
  let appended = 0;
  const append = (more: readonly Fact[], id = VALID_FILE_ID) => {
    appended += 1;
    return appendFacts({
      key: { tenantId: 'acme', id },
      dedupeKey: String(appended),
      cause: { correlationId: 'c', userId: 'u', priority: 5 },
      decide: () => more,
    });
  };
  await append(facts);
  return { clock, history, append, links: inMemoryLinks({ clock }) };
}

describe('getting a file', () => {
  it('answers it as it is when nobody waits', async () => {
    const { history, clock } = await setUp();
    const pause = () => Promise.reject(new Error('nobody waits'));
    expect(await createGetFile({ history, clock, pause })('acme', VALID_FILE_ID)).toMatchObject({ status: 'uploaded' });
  });

  it('waits until it is at rest', async () => {
    const { history, clock, append } = await setUp();
    let pauses = 0;
    const pause = async (milliseconds: number) => {
      clock.advance(milliseconds);
      pauses += 1;
      if (pauses === 3) {
        await append([published]);
      }
    };
    expect(await createGetFile({ history, clock, pause })('acme', VALID_FILE_ID, 20)).toMatchObject({
      status: 'published',
    });
    expect(pauses).toBe(3);
  });

  it('waits no longer than asked, and asks ever less often', async () => {
    const { history, clock } = await setUp();
    const start = clock();
    const pauses: number[] = [];
    const pause = async (milliseconds: number) => {
      clock.advance(milliseconds);
      pauses.push(milliseconds);
    };
    expect(await createGetFile({ history, clock, pause })('acme', VALID_FILE_ID, 20)).toMatchObject({
      status: 'uploaded',
    });
    expect(clock() - start).toBeLessThanOrEqual(20_000);
    expect(clock() - start).toBeGreaterThan(18_000);
    expect(pauses.length).toBeLessThan(40);
    expect(pauses.toSorted((a, b) => a - b)).toEqual(pauses);
  });

  it("finds neither another tenant's nor one that never was", async () => {
    const { history, clock } = await setUp();
    const get = createGetFile({ history, clock, pause: async () => {} });
    await expect(get('other', VALID_FILE_ID)).rejects.toMatchObject({ code: 'not_found' });
    await expect(get('acme', OTHER_ID, 20)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the history of a file', () => {
  it('is everything that happened, in pages', async () => {
    const { history, append } = await setUp();
    await append([thumbnail, published]);
    const get = createGetHistory(history);
    const first = await get('acme', VALID_FILE_ID, { limit: 2 });
    expect(first.items.map(({ fact }) => fact)).toEqual([fileUploaded(), thumbnail]);
    const rest = await get('acme', VALID_FILE_ID, { limit: 2, after: first.next ?? '' });
    expect(rest.items.map(({ fact }) => fact)).toEqual([published]);
    expect(rest).not.toHaveProperty('next');
  });

  it('has an end behind which there is nothing, and no beginning where there is no file', async () => {
    const { history } = await setUp();
    const get = createGetHistory(history);
    expect(await get('acme', VALID_FILE_ID, { limit: 2, after: '1' })).toEqual({ items: [] });
    await expect(get('acme', OTHER_ID, { limit: 2 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(get('other', VALID_FILE_ID, { limit: 2 })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a list of files', () => {
  it("shows a tenant's files, all or those of one status, and goes on behind those left out", async () => {
    const { history, append } = await setUp();
    await append([fileUploaded({ file_id: OTHER_ID })], OTHER_ID);
    await append([published]);
    const list = createListFiles(history);
    const all = await list('acme', { limit: 10 });
    expect(new Set(all.items.map(({ fileId }) => fileId))).toEqual(new Set([VALID_FILE_ID, OTHER_ID]));
    expect((await list('acme', { limit: 10 }, 'published')).items.map(({ fileId }) => fileId)).toEqual([VALID_FILE_ID]);
    expect((await list('other', { limit: 10 })).items).toEqual([]);
    expect(await list('acme', { limit: 1 }, 'failed')).toEqual({ items: [], next: expect.any(String) });
  });
});

describe('a link', () => {
  const queryOf = (url: string) => Object.fromEntries(new URL(url).searchParams);

  it('gives a published file under its own name and type, of the pinned version, for a quarter of an hour', async () => {
    const { history, links } = await setUp([fileUploaded(), published]);
    const { url, expiresAt } = await createLinkContent({ history, links })('acme', VALID_FILE_ID);
    expect(queryOf(url)).toEqual({
      version_id: 'version-1',
      filename: 'holiday photo.final.jpg',
      mime_type: 'image/jpeg',
    });
    expect(expiresAt).toBe('2026-01-01T00:15:00.000Z');
  });

  it('gives what was made of it, under a name that says what it is', async () => {
    const { history, links } = await setUp([fileUploaded(), thumbnail, published]);
    const [rendition] = await createLinkRenditions({ history, links })('acme', VALID_FILE_ID);
    expect(rendition).toMatchObject({ name: 'thumbnail', width: 320 });
    expect(queryOf(rendition?.url ?? '')).toEqual({
      filename: 'holiday photo.final.thumbnail.webp',
      mime_type: 'image/webp',
    });
    expect(await createLinkRendition({ history, links })('acme', VALID_FILE_ID, 'thumbnail')).toEqual(rendition);
  });

  it.each(['noext', '.hidden'])('keeps the whole of a name without an ending: %s', async (filename) => {
    const { history, links } = await setUp([fileUploaded({ filename }), thumbnail, published]);
    const { url } = await createLinkRendition({ history, links })('acme', VALID_FILE_ID, 'thumbnail');
    expect(queryOf(url).filename).toBe(`${filename}.thumbnail.webp`);
  });

  it('is not given to a rendition that was not made', async () => {
    const { history, links } = await setUp([fileUploaded(), published]);
    const link = createLinkRendition({ history, links });
    await expect(link('acme', VALID_FILE_ID, 'thumbnail')).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each<[string, readonly Fact[]]>([
    ['is not inspected yet', []],
    ['failed', [{ type: 'file.failed', payload: { ...ids, run: 1, reason: 'timed_out', detail: 'x' } }]],
    ['is rejected', [{ type: 'file.rejected', payload: { ...ids, run: 1, reason: 'infected', detail: 'x' } }]],
  ])('is not given while the file %s', async (_, facts) => {
    const { history, links } = await setUp([fileUploaded(), ...facts]);
    const refused = { code: 'state_conflict' };
    await expect(createLinkContent({ history, links })('acme', VALID_FILE_ID)).rejects.toMatchObject(refused);
    await expect(createLinkRenditions({ history, links })('acme', VALID_FILE_ID)).rejects.toMatchObject(refused);
  });

  it('is not given across tenants', async () => {
    const { history, links } = await setUp([fileUploaded(), published]);
    const link = createLinkContent({ history, links });
    await expect(link('other', VALID_FILE_ID)).rejects.toMatchObject({ code: 'not_found' });
  });
});
