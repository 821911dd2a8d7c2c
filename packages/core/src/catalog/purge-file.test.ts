import { describe, expect, it } from 'vitest';
import { CrashError, crashAtCall } from '../runtime/crash-at-call.ts';
import { createPurgeFile } from './purge-file.ts';
import { admin, owner, setUpCatalog } from './set-up-catalog.ts';

async function deletedFiles(...names: readonly string[]) {
  const world = setUpCatalog();
  await world.publish(...names);
  for (const name of names) await world.remove(name);
  return world;
}

describe('purging a file', () => {
  it('removes its content and all that was made of it', async () => {
    const { purge, stored, ports, file, purged, idOf } = await deletedFiles('a');
    expect(await purge('a')).toMatchObject({ status: 'purged', renditions: [], findings: {} });
    expect(stored('a')).toEqual([]);
    expect(ports.renditions.objects.size).toBe(0);
    expect(await file('a')).toMatchObject({ status: 'purged' });
    expect(purged).toEqual([idOf('a')]);
  });

  it('leaves the content while another file refers to it, whoever brought it', async () => {
    const { purge, stored, ports, file, objectOf } = await deletedFiles('a', 'b', 'c');
    await purge('a');
    expect(stored('a', 'b', 'c')).toEqual(['a']);
    expect(await file('b')).toMatchObject({ storage: objectOf('a') });
    await purge('b');
    expect(stored('a', 'b', 'c')).toEqual(['a']);
    expect(ports.renditions.objects.size).toBe(1);
    await purge('c');
    expect(stored('a', 'b', 'c')).toEqual([]);
  });

  it('leaves what was stored anew after it', async () => {
    const { purge, publish, stored } = await deletedFiles('a');
    await purge('a');
    await publish('b');
    await purge('a');
    expect(stored('a', 'b')).toEqual(['b']);
  });

  it('removes the object of a file that was rejected, which nobody shares', async () => {
    const { store, ids, remove, purge, stored, publish } = setUpCatalog();
    await publish('good');
    await store(
      'bad',
      {
        type: 'file.inspected',
        payload: {
          ...ids('bad'),
          run: 1,
          verdict: 'rejected',
          kind: 'text',
          mime_type: 'text/plain',
          size_bytes: 5,
          sha256: 'a'.repeat(64),
          findings: {},
        },
      },
      { type: 'file.rejected', payload: { ...ids('bad'), run: 1, reason: 'infected', detail: 'x' } },
    );
    await remove('bad');
    await purge('bad');
    expect(stored('good', 'bad')).toEqual(['good']);
  });

  it('removes the object of a file that was never looked at', async () => {
    const { store, ids, remove, purge, stored } = setUpCatalog();
    await store('a', { type: 'file.failed', payload: { ...ids('a'), run: 1, reason: 'timed_out', detail: 'x' } });
    await remove('a');
    await purge('a');
    expect(stored('a')).toEqual([]);
  });

  it('removes the object a file came with, where a step died before it could', async () => {
    const { purge, ports, objectOf, stored } = await deletedFiles('a', 'b');
    ports.contents.add(objectOf('b'), new Uint8Array(5));
    await purge('b');
    expect(stored('a', 'b')).toEqual(['a']);
  });

  it('is not possible before it is deleted, nor after it is restored', async () => {
    const world = setUpCatalog();
    await world.publish('a');
    await expect(world.purge('a')).rejects.toMatchObject({ code: 'state_conflict' });
    await world.remove('a');
    await world.restore('a');
    await expect(world.purge('a')).rejects.toMatchObject({ code: 'state_conflict' });
    expect(world.stored('a')).toEqual(['a']);
    expect(world.purged).toEqual([]);
  });

  it('says to another tenant nothing, and to who may not that they may not', async () => {
    const { purge, stored } = await deletedFiles('a');
    await expect(purge('a', { ...admin, tenantId: 'other' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(purge('a', { ...owner, userId: 'user-2' })).rejects.toMatchObject({ code: 'forbidden' });
    expect(stored('a')).toEqual(['a']);
  });

  it('or restoring it: one of them wins, and a restored file has its content', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { purge, restore, file, stored } = await deletedFiles('a');
      const attempts = round % 2 === 0 ? [purge('a'), restore('a')] : [restore('a'), purge('a')];
      await Promise.allSettled(attempts);
      const status = (await file('a'))?.status;
      expect(stored('a')).toEqual(status === 'purged' ? [] : ['a']);
    }
  });

  it.each(['before', 'after'] as const)(
    'ends the same when it dies %s any of its calls and is tried again, and never takes the content of another',
    async (moment) => {
      for (const names of [['a'], ['a', 'b']]) {
        const untroubled = await deletedFiles(...names);
        const counting = crashAtCall(untroubled.ports, Number.POSITIVE_INFINITY, moment);
        await createPurgeFile(untroubled.depsOf(counting.ports))(admin, untroubled.idOf('a'));
        for (let n = 1; n <= counting.calls(); n += 1) {
          const world = await deletedFiles(...names);
          const crashing = crashAtCall(world.ports, n, moment);
          const purge = createPurgeFile(world.depsOf(crashing.ports));
          await expect(purge(admin, world.idOf('a'))).rejects.toThrow(CrashError);
          // What may still be restored has its content.
          if ((await world.file('a'))?.status === 'deleted') expect(world.stored('a')).toEqual(['a']);

          await world.purge('a');
          expect(await world.file('a')).toEqual(await untroubled.file('a'));
          expect(world.stored(...names)).toEqual(untroubled.stored(...names));
          expect([...world.ports.renditions.objects.keys()]).toEqual([...untroubled.ports.renditions.objects.keys()]);
        }
      }
    },
  );
});
