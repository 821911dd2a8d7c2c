import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordStore } from '../history/index.ts';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import type { OpenUploads } from './open-uploads.ts';
import { planParts } from './plan-parts.ts';
import type { Upload } from './upload-record.ts';

const START = Date.UTC(2026, 0, 1);
const at = (second: number) => new Date(START + second * 1000).toISOString();

export type OpenUploadsUnderTest = { readonly openUploads: OpenUploads; readonly uploads: RecordStore<Upload> };

/** What every OpenUploads does. `make` answers one without uploads, beside the store of the uploads it tells of. */
export function openUploadsContract(make: () => Promise<OpenUploadsUnderTest>): void {
  let openUploads: OpenUploads;
  let uploads: RecordStore<Upload>;
  beforeEach(async () => {
    ({ openUploads, uploads } = await make());
  });
  const nextId = sequentialIds(fixedClock(START));

  /** Puts an upload that is to be looked at so many seconds after the start, or never. */
  const put = async (second: number | undefined, uploadId = nextId(), expectedVersion = 0) => {
    const record: Upload = {
      ...planParts(5),
      tenantId: 'acme',
      uploadId,
      ownerId: 'user-1',
      fileId: nextId(),
      version: 1,
      status: 'pending',
      filename: 'a.txt',
      mimeType: 'text/plain',
      sizeBytes: 5,
      metadata: {},
      tags: [],
      priority: 5,
      objectKey: `t/acme/${uploadId}`,
      correlationId: 'c',
      createdAt: at(0),
      updatedAt: at(0),
      expiresAt: at(10_000),
      ...(second !== undefined && { lookAt: at(second) }),
    };
    await uploads.commit({ key: { tenantId: 'acme', id: uploadId }, record, facts: [], expectedVersion });
    return uploadId;
  };
  const listAll = async (before: string, limit = 100) => {
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = await openUploads.list({ before, limit, ...(after !== undefined && { after }) });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      ids.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    return ids;
  };

  describe('the uploads to look after', () => {
    it('are none at first', async () => {
      expect(await openUploads.list({ before: at(1000), limit: 10 })).toEqual({ items: [] });
    });

    it('say whose they are and when to look', async () => {
      const id = await put(7);
      expect(await openUploads.list({ before: at(1000), limit: 10 })).toEqual({
        items: [{ tenantId: 'acme', id, lookAt: at(7) }],
      });
    });

    it('are only those that are due', async () => {
      const due = await put(1);
      await put(9);
      await put(undefined);
      expect(await listAll(at(9))).toEqual([due]);
    });

    it('are left by one there is nothing to look after, and moved by a later look', async () => {
      const [done, later] = [await put(1), await put(2)];
      await put(undefined, done, 1);
      await put(50, later, 1);
      expect(await listAll(at(50))).toEqual([]);
      expect(await listAll(at(1000))).toEqual([later]);
    });

    it.each([1, 4, 11, 12])(
      'come in pages of %i, the most overdue first, none left out and none twice',
      async (limit) => {
        // Two of each second: time alone does not order them.
        const seconds = Array.from({ length: 12 }, (_, n) => 11 - n - (n % 2));
        const ids = await Promise.all(seconds.map((second) => put(second)));
        const listed = await listAll(at(1000), limit);
        expect(listed.toSorted()).toEqual(ids.toSorted());
        const order = listed.map((id) => seconds[ids.indexOf(id)] ?? -1);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      },
    );
  });
}
