import { describe, expect, it } from 'vitest';
import { readAllFacts, rebuildFile } from '../history/index.ts';
import { CrashError, crashAtCall } from '../runtime/crash-at-call.ts';
import { setUpInspection } from './set-up-inspection.ts';

async function twoFiles() {
  const world = setUpInspection();
  await world.upload('first', 'second');
  await world.inspect('first');
  return world;
}

describe('equal contents of a tenant', () => {
  it('are stored once: the second file is turned to the object of the first, and its own is removed', async () => {
    const { inspect, file, factsOf, stored, objectOf, ports, keyOf } = await twoFiles();
    expect(stored('first', 'second')).toEqual(['first', 'second']);
    await inspect('second');
    expect(stored('first', 'second')).toEqual(['first']);
    expect(await file('second')).toMatchObject({ storage: objectOf('first'), status: 'processing' });
    expect(await factsOf('first')).toEqual(['file.uploaded', 'file.inspected']);
    expect(await factsOf('second')).toEqual(['file.uploaded', 'file.inspected', 'file.deduplicated']);
    const log = await readAllFacts(ports.history, keyOf('second'));
    expect(rebuildFile(keyOf('second'), log)).toEqual(await file('second'));
  });

  it('are read from the one object by every job that follows', async () => {
    const { inspect } = await twoFiles();
    const { jobs } = await inspect('second');
    expect(jobs).toMatchObject([{ source: { bucket: 'content', key: 't/acme/first', version_id: 'version-first' } }]);
  });

  it('are looked at again where they lie when the second file is taken up again', async () => {
    const { inspect, stored, file, objectOf, factsOf } = await twoFiles();
    await inspect('second');
    const { jobs } = await inspect('second', { run: 2 });
    expect(jobs).toMatchObject([{ source: { key: 't/acme/first' } }]);
    expect(await file('second')).toMatchObject({ storage: objectOf('first'), run: 2 });
    expect((await factsOf('second')).filter((type) => type === 'file.deduplicated')).toHaveLength(1);
    expect(stored('first', 'second')).toEqual(['first']);
  });

  it('are stored once when twenty come at the same time', async () => {
    const world = setUpInspection();
    const names = Array.from({ length: 20 }, (_, n) => `file-${n}`);
    await world.upload(...names);
    await Promise.all(names.map((name) => world.inspect(name)));
    const [kept = '', ...others] = world.stored(...names);
    expect(others).toEqual([]);
    for (const name of names) expect((await world.file(name))?.storage).toEqual(world.objectOf(kept));
    expect(await world.references()).toHaveLength(20);
  });

  it('are neither claimed nor shared when they are of a type that is not accepted', async () => {
    const { upload, inspect, stored, references, file, objectOf } = setUpInspection();
    await upload('first', 'second');
    const seen = { kind: 'executable', mimeType: 'application/x-elf' } as const;
    for (const name of ['first', 'second']) expect(await inspect(name, { seen })).toMatchObject({ jobs: [] });
    expect(stored('first', 'second')).toEqual(['first', 'second']);
    expect(await references()).toEqual([]);
    expect(await file('second')).toMatchObject({ storage: objectOf('second'), status: 'inspecting' });
  });

  it('are left alone by a run that another has taken the place of', async () => {
    const { inspect, stored, references } = await twoFiles();
    await inspect('second', { run: 2, seen: { malware: 'Eicar-Test-Signature' } });
    await expect(inspect('second')).rejects.toMatchObject({ name: 'RunSuperseded' });
    expect(stored('first', 'second')).toEqual(['first']);
    expect(await references()).toHaveLength(1);
  });

  it.each(['file.deleted', 'file.purged'] as const)('are left alone when the file says %s meanwhile', async (type) => {
    const { inspect, append, keyOf, idOf, runOf, references } = await twoFiles();
    const payload = { schema_version: 1, file_id: idOf('second'), version: 1 } as const;
    const decide = () => [{ type, payload }];
    await append({ key: keyOf('second'), dedupeKey: 'gone', cause: runOf('second'), decide });
    await expect(inspect('second')).rejects.toMatchObject({ name: 'RunSuperseded' });
    expect(await references()).toHaveLength(1);
  });

  it('are not claimed for a file whose reference was given up meanwhile', async () => {
    const { inspect, ports, idOf, stored } = await twoFiles();
    const content = { tenantId: 'acme', sha256: 'a'.repeat(64) };
    await ports.registry.release({ ...content, reference: `${idOf('second')}.1` });
    await expect(inspect('second')).rejects.toMatchObject({ name: 'RunSuperseded', message: /purged/ });
    expect(stored('first', 'second')).toEqual(['first', 'second']);
  });
});

describe('a step that dies while it has a content stored once', () => {
  it.each(['before', 'after'] as const)(
    'never leaves a file without its object when it dies %s any of its calls, and ends the same',
    async (moment) => {
      const untroubled = await twoFiles();
      const counting = crashAtCall(untroubled.ports, Number.POSITIVE_INFINITY, moment);
      const answer = await untroubled.inspectWith(counting.ports)(untroubled.runOf('second'));
      expect(counting.calls()).toBeGreaterThan(5);
      for (let n = 1; n <= counting.calls(); n += 1) {
        const world = await twoFiles();
        const crashing = crashAtCall(world.ports, n, moment);
        await expect(world.inspectWith(crashing.ports)(world.runOf('second'))).rejects.toThrow(CrashError);
        const { storage = world.objectOf('none') } = (await world.file('second')) ?? {};
        expect(world.ports.contents.has(storage), `its object after a crash ${moment} call ${n}`).toBe(true);
        expect(world.stored('first')).toEqual(['first']);

        expect(await world.inspect('second')).toEqual(answer);
        expect(await world.file('second')).toEqual(await untroubled.file('second'));
        expect(await world.factsOf('second')).toEqual(await untroubled.factsOf('second'));
        expect(world.stored('first', 'second')).toEqual(['first']);
        expect(await world.references()).toHaveLength(2);
      }
    },
  );
});
