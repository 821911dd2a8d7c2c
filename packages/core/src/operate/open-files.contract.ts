import { FILE_STATUSES, type FileStatus } from '@sluice/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { evolveFile, type FileRecord, type RecordStore } from '../history/index.ts';
import { fileUploaded } from '../history/valid-facts.ts';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import type { OpenFiles } from './open-files.ts';

const START = Date.UTC(2026, 0, 1);
const at = (second: number) => new Date(START + second * 1000).toISOString();

export type OpenFilesUnderTest = { readonly openFiles: OpenFiles; readonly files: RecordStore<FileRecord> };

/** What every OpenFiles does. `make` answers one without files, beside the store of the files it tells of. */
export function openFilesContract(make: () => Promise<OpenFilesUnderTest>): void {
  let openFiles: OpenFiles;
  let files: RecordStore<FileRecord>;
  beforeEach(async () => {
    ({ openFiles, files } = await make());
  });
  const nextId = sequentialIds(fixedClock(START));

  /** Puts a file that was changed so many seconds after the start. */
  const put = async (status: FileStatus, second: number, fileId = nextId(), expectedVersion = 0) => {
    const key = { tenantId: 'acme', id: fileId };
    const uploaded = evolveFile(undefined, fileUploaded({ file_id: fileId }), { key, occurredAt: at(second) });
    await files.commit({ key, record: { ...uploaded, status }, facts: [], expectedVersion });
    return fileId;
  };
  const listAll = async (before: string, limit = 100) => {
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = await openFiles.list({ before, limit, ...(after !== undefined && { after }) });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      ids.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    return ids;
  };

  describe('the open files', () => {
    it('are none at first', async () => {
      expect(await openFiles.list({ before: at(1000), limit: 10 })).toEqual({ items: [] });
    });

    it('are those that are not at their end, waiting for a person among them', async () => {
      const ids = new Map<string, FileStatus>();
      for (const status of FILE_STATUSES) ids.set(await put(status, 1), status);
      expect((await listAll(at(1000))).map((id) => ids.get(id)).sort()).toEqual(
        ['inspecting', 'pending_review', 'processing', 'publishing', 'understanding', 'uploaded'].sort(),
      );
    });

    it('say whose they are and since when', async () => {
      const id = await put('processing', 7);
      expect(await openFiles.list({ before: at(1000), limit: 10 })).toEqual({
        items: [{ tenantId: 'acme', id, openSince: at(7) }],
      });
    });

    it('are only those to which nothing happened since', async () => {
      const old = await put('processing', 1);
      await put('processing', 9);
      expect(await listAll(at(9))).toEqual([old]);
    });

    it('are left by a file that came to its end, and moved by what happens to it', async () => {
      const [ended, moved] = [await put('publishing', 1), await put('inspecting', 2)];
      await put('published', 3, ended, 1);
      await put('processing', 50, moved, 1);
      expect(await listAll(at(1000))).toEqual([moved]);
      expect(await listAll(at(50))).toEqual([]);
    });

    it.each([1, 4, 11, 12])('come in pages of %i, oldest first, none left out and none twice', async (limit) => {
      // Two of each second: time alone does not order them.
      const put12 = await Promise.all(Array.from({ length: 12 }, (_, n) => put('processing', 11 - n - (n % 2))));
      const listed = await listAll(at(1000), limit);
      expect(listed.toSorted()).toEqual(put12.toSorted());
      const seconds = new Map(put12.map((id, n) => [id, 11 - n - (n % 2)]));
      const order = listed.map((id) => seconds.get(id) ?? -1);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    });
  });
}
