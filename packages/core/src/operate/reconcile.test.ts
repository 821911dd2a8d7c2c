import type { FileStatus } from '@sluice/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VALID_FILE_ID as FILE_ID } from '../history/valid-facts.ts';
import { CrashError, crashAtCall } from '../runtime/crash-at-call.ts';
import { createReconcile } from './reconcile.ts';
import { MAX_RESUMPTIONS } from './repair-file.ts';
import { CAME_TO, published, setUpFile } from './set-up-files.ts';

const DAY = 86_400_000;

describe('a file whose execution is gone', () => {
  it.each([
    ['uploaded', 'inspect'],
    ['inspecting', 'inspect'],
    ['processing', 'inspect'],
    ['understanding', 'understand'],
    ['pending_review', 'review'],
    ['publishing', 'publish'],
  ] as const)('and that is %s is taken up again at %s, as its next run', async (status, stage) => {
    const world = await setUpFile(CAME_TO[status]);
    expect(await world.file()).toMatchObject({ status });
    world.executions.end(world.first);
    const detail = `run 1 ended FAILED while the file was ${status}`;
    expect(await world.reconcile()).toEqual({
      looked: 1,
      running: 0,
      resumed: [{ tenantId: 'acme', fileId: FILE_ID, stage, run: 2, detail }],
      givenUp: [],
      failed: [],
    });
    expect((await world.facts()).at(-1)).toMatchObject({
      userId: 'reconciler',
      fact: { type: 'file.resumed', payload: { run: 2, stage, detail } },
    });
    expect(world.executions.running()).toEqual([`${FILE_ID}.1.2`]);
    expect(world.executions.started().at(-1)).toMatchObject({ stage });
  });

  it('and was never started is started as the run it is', async () => {
    const world = await setUpFile();
    world.executions.forget(world.first);
    expect((await world.reconcile()).resumed).toMatchObject([{ run: 1, detail: 'run 1 was never started' }]);
    expect(world.executions.running()).toEqual([`${FILE_ID}.1.1`]);
    expect(await world.file()).toMatchObject({ run: 1 });
  });

  it('gives a person the time that is left, however often it is taken up', async () => {
    const world = await setUpFile(CAME_TO.pending_review);
    for (const [run, days] of [
      [1, 2],
      [2, 3],
    ] as const) {
      world.clock.advance(days * DAY);
      world.executions.end(world.run(run));
      await world.reconcile();
    }
    // Seven days, of which five and the ten minutes of the beginning are over.
    expect(world.executions.started().at(-1)).toMatchObject({ stage: 'review', reviewSeconds: (2 * DAY) / 1000 - 600 });
  });

  it('gives a person a minute when the time is over', async () => {
    const world = await setUpFile(CAME_TO.pending_review);
    world.clock.advance(8 * DAY);
    world.executions.end(world.first);
    await world.reconcile();
    expect(world.executions.started().at(-1)).toMatchObject({ reviewSeconds: 60 });
  });

  it('is given up after so many tries, with the reason of the stage it broke in', async () => {
    const world = await setUpFile(CAME_TO.processing);
    for (let run = 1; run <= MAX_RESUMPTIONS; run += 1) {
      world.executions.end(world.run(run));
      expect((await world.reconcile({ olderThanSeconds: 0 })).resumed).toHaveLength(1);
      world.clock.advance(1);
    }
    world.executions.end(world.run(6), 'TIMED_OUT');
    expect(await world.reconcile({ olderThanSeconds: 0 })).toMatchObject({
      resumed: [],
      givenUp: [
        {
          fileId: FILE_ID,
          reason: 'inspection_failed',
          detail: 'run 6 ended TIMED_OUT while the file was uploaded, after 5 resumptions',
        },
      ],
    });
    expect(await world.file()).toMatchObject({ status: 'failed', reason: 'inspection_failed', run: 6 });
    expect(await world.reconcile({ olderThanSeconds: 0 })).toMatchObject({ looked: 0 });
    expect(world.executions.running()).toEqual([]);
  });
});

describe('a file that is left alone', () => {
  it.each(Object.keys(CAME_TO) as (keyof typeof CAME_TO)[])(
    'is one that is %s and whose execution runs',
    async (status) => {
      const world = await setUpFile(CAME_TO[status]);
      expect(await world.reconcile()).toMatchObject({ looked: 1, running: 1, resumed: [] });
      expect(world.executions.started()).toHaveLength(1);
    },
  );

  it('is one that came to its end', async () => {
    const world = await setUpFile([...CAME_TO.publishing, published]);
    world.executions.end(world.first);
    expect(await world.reconcile()).toMatchObject({ looked: 0 });
  });

  it('is one to which something happened a moment ago', async () => {
    const world = await setUpFile();
    world.executions.end(world.first);
    await world.happens(...CAME_TO.processing);
    world.clock.advance(119_000);
    expect(await world.reconcile()).toMatchObject({ looked: 0 });
    world.clock.advance(1001);
    expect(await world.reconcile()).toMatchObject({ looked: 1 });
  });

  it('is one that was published while we looked', async () => {
    const world = await setUpFile(CAME_TO.publishing);
    const ends = {
      statusOf: async () => {
        await world.happens(published);
        return { state: 'ended', status: 'SUCCEEDED' } as const;
      },
    };
    const result = await createReconcile({ ...world.deps, executions: ends })({ correlationId: 'pass-1' });
    expect(result).toMatchObject({ looked: 1, resumed: [] });
    expect(await world.file()).toMatchObject({ status: 'published', run: 1 });
  });

  it('is every one in a dry run, which says what it would do', async () => {
    const world = await setUpFile(CAME_TO.understanding);
    world.executions.end(world.first);
    const said = await world.reconcile({ dryRun: true });
    expect(said.resumed).toMatchObject([{ stage: 'understand', run: 2 }]);
    expect(await world.file()).toMatchObject({ status: 'understanding', run: 1 });
    expect(await world.reconcile()).toEqual(said);
  });
});

describe('a file that can not be looked at', () => {
  it('is named with its error, and keeps no other waiting', async () => {
    const world = await setUpFile();
    const error = new Error('throttled');
    const broken = { statusOf: () => Promise.reject(error) };
    const result = await createReconcile({ ...world.deps, executions: broken })({ correlationId: 'pass-1' });
    expect(result).toMatchObject({ looked: 1, failed: [{ tenantId: 'acme', fileId: FILE_ID, error }] });
  });
});

type World = Awaited<ReturnType<typeof setUpFile>>;

async function assertOneLiveRun(world: World): Promise<void> {
  const file = await world.file();
  expect(world.executions.running()).toEqual([`${FILE_ID}.1.${file?.run}`]);
}

describe('a reconciler that dies', () => {
  const troubles: readonly [string, (world: World) => void][] = [
    ['ended', (world) => world.executions.end(world.first)],
    ['never began', (world) => world.executions.forget(world.first)],
  ];
  const cases = troubles.flatMap(([how, trouble]) =>
    (['before', 'after'] as const).flatMap((moment) =>
      (Object.keys(CAME_TO) as FileStatus[]).map((status) => [how, moment, status, trouble] as const),
    ),
  );

  it.each(cases)(
    'over a run that %s, %s any of its calls, leaves one live run of a file that was %s',
    async (...[, moment, status, trouble]) => {
      let crashes = 0;
      for (let n = 1; ; n += 1) {
        const world = await setUpFile(CAME_TO[status as keyof typeof CAME_TO]);
        trouble(world);
        const crashing = crashAtCall(world.ports, n, moment);
        const died = await createReconcile(world.depsOf(crashing.ports))({ correlationId: 'pass-1' });
        if (crashing.calls() < n) break;
        expect(died.failed).toMatchObject([{ error: expect.any(CrashError) }]);
        crashes += 1;
        world.clock.advance(180_000);
        await world.reconcile();
        await assertOneLiveRun(world);
        const resumed = (await world.facts()).filter(({ fact }) => fact.type === 'file.resumed');
        expect(resumed.length, `crash ${moment} call ${n}`).toBe((await world.file())?.run === 1 ? 0 : 1);
      }
      expect(crashes).toBeGreaterThan(2);
    },
  );
});

describe('the invariant', () => {
  const event = fc.oneof(
    fc.constant({ kind: 'dies' } as const),
    fc.constant({ kind: 'is lost' } as const),
    fc.record({
      kind: fc.constant('crash' as const),
      n: fc.integer({ min: 1, max: 12 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
    fc.record({ kind: fc.constant('reconcilers' as const), count: fc.integer({ min: 1, max: 3 }) }),
  );

  it('holds whatever dies, and in whatever order: one live run, or the end with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(CAME_TO) as (keyof typeof CAME_TO)[])),
        fc.array(event, { maxLength: 25 }),
        async (status, events) => {
          const world = await setUpFile(CAME_TO[status]);
          for (const happening of events) {
            const current = world.run((await world.file())?.run ?? 1);
            world.clock.advance(180_000);
            if (happening.kind === 'dies') world.executions.end(current);
            if (happening.kind === 'is lost') world.executions.forget(current);
            if (happening.kind === 'crash') {
              const { ports } = crashAtCall(world.ports, happening.n, happening.when);
              await createReconcile(world.depsOf(ports))({ correlationId: 'pass-1' });
            }
            if (happening.kind === 'reconcilers') {
              await Promise.all(Array.from({ length: happening.count }, () => world.reconcile()));
            }
          }
          world.clock.advance(180_000);
          await world.reconcile();
          const file = await world.file();
          if (file?.status === 'failed') {
            expect(file).toMatchObject({ run: MAX_RESUMPTIONS + 1, reason: expect.any(String) });
            expect((await world.facts()).filter(({ fact }) => fact.type === 'file.failed')).toHaveLength(1);
          } else {
            await assertOneLiveRun(world);
          }
          const resumed = (await world.facts()).filter(({ fact }) => fact.type === 'file.resumed');
          expect(resumed.length).toBeLessThanOrEqual(MAX_RESUMPTIONS);
          expect(resumed.length).toBe((file?.run ?? 0) - 1);
        },
      ),
      { numRuns: 150 },
    );
  });
});
