import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAbortUpload } from './abort-upload.ts';
import { createAcceptObject } from './accept-object.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { createCreateUpload } from './create-upload.ts';
import type { UploadDeps } from './deps.ts';
import { inMemoryOpenUploads } from './in-memory-open-uploads.ts';
import { caller, large, setUpUpload, small } from './set-up-upload.ts';
import { createSweepUploads } from './sweep-uploads.ts';
import type { UploadRequest } from './upload-request.ts';

type World = ReturnType<typeof setUpUpload>;
type Actor = (deps: UploadDeps, uploadId: string, world: World) => Promise<unknown>;

const ACTORS: Readonly<Record<string, Actor>> = {
  complete: (deps, uploadId) => createCompleteUpload(deps)(caller, uploadId),
  abort: (deps, uploadId) => createAbortUpload(deps)(caller, uploadId),
  event: (deps, _, world) => deliverEvents(deps, world),
  sweep: async (deps, _, world) => {
    const { failed } = await createSweepUploads({ ...deps, openUploads: inMemoryOpenUploads(world.ports.uploads) })();
    for (const { error } of failed) throw error;
  },
};

async function deliverEvents(deps: UploadDeps, world: World): Promise<void> {
  for (const object of world.ports.storage.objects()) {
    await createAcceptObject(deps)(object);
  }
}

/** The same ports, each call of which happens and answers when the scheduler says so. */
function scheduled<P extends Readonly<Record<string, object>>>(ports: P, scheduler: fc.Scheduler): P {
  const wrap = (port: object) =>
    new Proxy(port, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function' || name === 'urlOf') {
          return value;
        }
        return async (...args: unknown[]) => {
          await scheduler.schedule(Promise.resolve(), `${String(name)} begins`);
          const answer: unknown = await Reflect.apply(value, target, args);
          await scheduler.schedule(Promise.resolve(), `${String(name)} answers`);
          return answer;
        };
      },
    });
  return { ...ports, ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, wrap(port)])) };
}

const EXPECTED = new Set(['state_conflict', 'missing_parts']);

async function assertSound(world: World, uploadId: string) {
  const { uploads, files, objects, openMultiparts, executions } = await world.snapshot();
  const [{ record, facts } = { record: undefined, facts: [] }] = uploads;
  const terminal = facts.map(({ fact }) => fact.type).filter((type) => type !== 'upload.created');
  expect(openMultiparts).toEqual([]);
  if (record?.status === 'completed') {
    expect(terminal).toEqual(['upload.completed']);
    expect(objects.map(({ versionId }) => versionId)).toEqual([record.versionId]);
    expect(files.map((file) => file.facts.map(({ fact }) => fact.type))).toEqual([['file.uploaded']]);
    expect(files[0]?.record.storage.versionId).toBe(record.versionId);
    expect(executions).toHaveLength(1);
  } else {
    expect([record?.status, record?.uploadId]).toEqual(['aborted', uploadId]);
    expect(terminal).toEqual(['upload.aborted']);
    expect([objects, files, executions]).toEqual([[], [], []]);
  }
}

describe('whatever comes at once, in whatever order', () => {
  it.each([
    ['one PUT', small],
    ['parts', large],
  ] as const)('an upload of %s ends as one file or as nothing', async (_, request: UploadRequest) => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom(...Object.keys(ACTORS)), { minLength: 2, maxLength: 5 }),
        async (scheduler, names) => {
          const world = setUpUpload();
          const { upload, parts } = await createCreateUpload(world.deps)(caller, 'key-1', request);
          world.send(parts);
          // Long enough for somebody to look after it.
          world.clock.advance(120_000);
          const deps = world.depsOf(scheduled(world.ports, scheduler));
          const ends = names.map((name) => ACTORS[name]?.(deps, upload.uploadId, world));
          await scheduler.waitIdle();
          for (const end of await Promise.allSettled(ends)) {
            if (end.status === 'rejected') {
              expect(EXPECTED).toContain(Object(end.reason).code);
            }
          }
          // What comes anyway: S3 says what is there, and the client asks how it went.
          await deliverEvents(world.deps, world);
          await createCompleteUpload(world.deps)(caller, upload.uploadId).catch(({ code }) =>
            expect(code).toBe('state_conflict'),
          );
          await assertSound(world, upload.uploadId);
        },
      ),
      { numRuns: 300 },
    );
  });
});
