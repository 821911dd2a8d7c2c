import { type Fact, FILE_STATUSES } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { readAllFacts, rebuildFile } from '../history/index.ts';
import { createDeleteFile } from './delete-file.ts';
import { createLinkContent, createLinkRendition, createLinkRenditions } from './link-content.ts';
import { createListFiles } from './list-files.ts';
import { admin, owner, setUpCatalog } from './set-up-catalog.ts';

async function publishedFile() {
  const world = setUpCatalog();
  await world.publish('a');
  return world;
}

describe('deleting a file', () => {
  it('puts it out of sight, with all of it kept', async () => {
    const { remove, file, ports, links, stored, idOf } = await publishedFile();
    await remove('a');
    expect(await file('a')).toMatchObject({ status: 'deleted' });
    const list = createListFiles(ports.history);
    expect((await list('acme', { limit: 10 })).items).toEqual([]);
    expect((await list('acme', { limit: 10 }, 'deleted')).items).toHaveLength(1);
    const deps = { history: ports.history, links };
    const gone = { code: 'not_found' };
    await expect(createLinkContent(deps)('acme', idOf('a'))).rejects.toMatchObject(gone);
    await expect(createLinkRenditions(deps)('acme', idOf('a'))).rejects.toMatchObject(gone);
    await expect(createLinkRendition(deps)('acme', idOf('a'), 'thumbnail')).rejects.toMatchObject(gone);
    expect(stored('a')).toEqual(['a']);
    expect(ports.renditions.objects.size).toBe(1);
  });

  it('twice is once', async () => {
    const { remove, factsOf } = await publishedFile();
    await Promise.all([remove('a'), remove('a')]);
    await remove('a', admin);
    expect((await factsOf('a')).filter((type) => type === 'file.deleted')).toHaveLength(1);
  });

  it('is for its owner and for an admin', async () => {
    const { remove, file } = await publishedFile();
    await expect(remove('a', { ...owner, userId: 'user-2' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(remove('a', { ...admin, tenantId: 'other' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(remove('none')).rejects.toMatchObject({ code: 'not_found' });
    expect(await file('a')).toMatchObject({ status: 'published' });
    await remove('a', admin);
    expect(await file('a')).toMatchObject({ status: 'deleted' });
  });

  it('is refused when it is not any more as it was seen', async () => {
    const { deps, idOf, file } = await publishedFile();
    const remove = createDeleteFile(deps);
    const refused = { code: 'precondition_failed' };
    await expect(remove(owner, idOf('a'), ({ run }) => run === 2)).rejects.toMatchObject(refused);
    expect(await file('a')).toMatchObject({ status: 'published' });
    await remove(owner, idOf('a'), ({ run }) => run === 1);
    expect(await file('a')).toMatchObject({ status: 'deleted' });
  });

  const AT = FILE_STATUSES.filter((status) => status !== 'deleted' && status !== 'purged');
  it.each(AT)('of one that is %s depends on whether anything works on it', async (status) => {
    const world = setUpCatalog();
    await world.store('a');
    const { record, version = 0 } = (await world.ports.history.load(world.keyOf('a'))) ?? {};
    if (record === undefined) throw new TypeError('no file');
    const change = { key: world.keyOf('a'), record: { ...record, status }, facts: [], expectedVersion: version };
    await world.ports.history.commit(change);
    if (['published', 'rejected', 'failed', 'canceled'].includes(status)) {
      await world.remove('a');
      expect(await world.file('a')).toMatchObject({ status: 'deleted', deletedFrom: status });
    } else {
      await expect(world.remove('a')).rejects.toMatchObject({ code: 'state_conflict' });
      expect(await world.file('a')).toMatchObject({ status });
    }
  });
});

describe('restoring a file', () => {
  it.each<[string, (ids: ReturnType<ReturnType<typeof setUpCatalog>['ids']>) => Fact]>([
    ['published', (ids) => ({ type: 'file.published', payload: { ...ids, run: 1, partial: false } })],
    ['rejected', (ids) => ({ type: 'file.rejected', payload: { ...ids, run: 1, reason: 'infected', detail: 'x' } })],
    ['failed', (ids) => ({ type: 'file.failed', payload: { ...ids, run: 1, reason: 'timed_out', detail: 'x' } })],
  ])('makes it %s again, as often as it is deleted', async (status, end) => {
    const { store, ids, remove, restore, file, factsOf, ports, keyOf } = setUpCatalog();
    await store('a', end(ids('a')));
    const before = await file('a');
    for (const round of [1, 2]) {
      await remove('a');
      expect(await restore('a')).toEqual(before);
      expect((await factsOf('a')).filter((type) => type === 'file.restored')).toHaveLength(round);
    }
    expect(await file('a')).toMatchObject({ status });
    expect(rebuildFile(keyOf('a'), await readAllFacts(ports.history, keyOf('a')))).toEqual(await file('a'));
  });

  it('that is not deleted leaves it as it is', async () => {
    const { restore, factsOf } = await publishedFile();
    expect(await restore('a')).toMatchObject({ status: 'published' });
    expect(await factsOf('a')).not.toContain('file.restored');
  });

  it('is for its owner and for an admin', async () => {
    const { remove, restore } = await publishedFile();
    await remove('a');
    await expect(restore('a', { ...owner, userId: 'user-2' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(restore('a', { ...admin, tenantId: 'other' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await restore('a', admin)).toMatchObject({ status: 'published' });
  });

  it('is not possible once it is purged', async () => {
    const { remove, restore, purge } = await publishedFile();
    await remove('a');
    await purge('a');
    await expect(restore('a')).rejects.toMatchObject({ code: 'state_conflict' });
  });
});
