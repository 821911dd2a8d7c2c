import { describe, expect, it } from 'vitest';
import { readAllFacts, rebuildFile } from '../history/index.ts';
import { CrashError, crashAtCall } from '../runtime/crash-at-call.ts';
import { setUpInspection } from './set-up-inspection.ts';

const seen = { malware: 'Eicar-Test-Signature' };
async function infected(...names: readonly string[]) {
  const world = setUpInspection();
  await world.upload(...names);
  return world;
}

describe('an infected content', () => {
  it('is moved to where nobody is served from, and the file says where', async () => {
    const { inspect, file, idOf, stored, factsOf, ports, keyOf, references } = await infected('first');
    expect(await inspect('first', { seen })).toMatchObject({ verdict: { reason: 'infected' }, jobs: [] });
    const storage = (await file('first'))?.storage;
    expect(storage?.storageUrl).toBe(`s3://content/q/acme/${idOf('first')}.1`);
    expect(storage && ports.contents.has(storage)).toBe(true);
    expect(stored('first')).toEqual([]);
    expect(await factsOf('first')).toEqual(['file.uploaded', 'file.inspected', 'file.quarantined']);
    expect(rebuildFile(keyOf('first'), await readAllFacts(ports.history, keyOf('first')))).toEqual(await file('first'));
    expect(await references()).toEqual([]);
  });

  it('is moved once, however often the step is done', async () => {
    const { inspect, file, factsOf } = await infected('first');
    await inspect('first', { seen });
    const before = await file('first');
    await inspect('first', { seen });
    expect(await file('first')).toEqual(before);
    expect((await factsOf('first')).filter((type) => type === 'file.quarantined')).toHaveLength(1);
  });

  it('that came twice is moved twice: neither file takes the other one’s', async () => {
    const { inspect, file, stored } = await infected('first', 'second');
    for (const name of ['first', 'second']) await inspect(name, { seen });
    expect(stored('first', 'second')).toEqual([]);
    expect((await file('first'))?.storage).not.toEqual((await file('second'))?.storage);
  });

  it('stays where it is when it was accepted before, since others may refer to it', async () => {
    const { inspect, file, stored, objectOf } = await infected('first', 'second');
    for (const name of ['first', 'second']) await inspect(name);
    await inspect('second', { run: 2, seen });
    expect(await file('second')).toMatchObject({ storage: objectOf('first') });
    expect(stored('first')).toEqual(['first']);
  });

  it('that is too large to be copied stays where it is', async () => {
    const { ports, inspectWith, runOf, file, objectOf, stored } = await infected('first');
    const contents = { ...ports.contents, quarantine: async () => undefined };
    await inspectWith({ ...ports, contents }, seen)(runOf('first'));
    expect(await file('first')).toMatchObject({ storage: objectOf('first') });
    expect(stored('first')).toEqual(['first']);
  });

  it.each(['before', 'after'] as const)(
    'is never lost when the step dies %s any of its calls, and ends the same',
    async (moment) => {
      const untroubled = await infected('first');
      const counting = crashAtCall(untroubled.ports, Number.POSITIVE_INFINITY, moment);
      const answer = await untroubled.inspectWith(counting.ports, seen)(untroubled.runOf('first'));
      expect(counting.calls()).toBeGreaterThan(4);
      for (let n = 1; n <= counting.calls(); n += 1) {
        const world = await infected('first');
        const crashing = crashAtCall(world.ports, n, moment);
        await expect(world.inspectWith(crashing.ports, seen)(world.runOf('first'))).rejects.toThrow(CrashError);
        const { storage = world.objectOf('none') } = (await world.file('first')) ?? {};
        expect(world.ports.contents.has(storage), `its object after a crash ${moment} call ${n}`).toBe(true);
        expect(await world.inspect('first', { seen })).toEqual(answer);
        expect(await world.file('first')).toEqual(await untroubled.file('first'));
        expect(world.stored('first')).toEqual([]);
      }
    },
  );
});
