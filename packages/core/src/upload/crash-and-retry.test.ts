import { describe, expect, it } from 'vitest';
import { CrashError, crashAtCall } from '../runtime/crash-at-call.ts';
import { createAbortUpload } from './abort-upload.ts';
import { createAcceptObject } from './accept-object.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { computeChecksum } from './compute-checksum.ts';
import { createCreateUpload } from './create-upload.ts';
import type { UploadDeps } from './deps.ts';
import { caller, large, setUpUpload, small } from './set-up-upload.ts';
import { createSignParts } from './sign-parts.ts';
import type { UploadRequest } from './upload-request.ts';

type World = ReturnType<typeof setUpUpload>;
type Story = {
  readonly name: string;
  /** What came before; answers the id of the upload. */
  readonly given: (world: World) => Promise<string>;
  /** What may crash at any call, and is then done again. */
  readonly when: (deps: UploadDeps, uploadId: string, world: World) => Promise<unknown>;
  /** What comes after the crash. @default the same again */
  readonly afterwards?: Story['when'];
};

const declared = (request: UploadRequest) => async (world: World) =>
  (await createCreateUpload(world.deps)(caller, 'key-1', request)).upload.uploadId;

const sent = (request: UploadRequest) => async (world: World) => {
  const { upload, parts } = await createCreateUpload(world.deps)(caller, 'key-1', request);
  world.send(parts);
  return upload.uploadId;
};

/** A tool with credentials of its own has put the object; of our parts one was sent. */
const putByTool = async (world: World) => {
  const { upload, parts } = await createCreateUpload(world.deps)(caller, 'key-1', large);
  world.send(parts.slice(0, 1));
  const bytes = Buffer.alloc(large.sizeBytes);
  const checksum = { algorithm: 'CRC32', value: computeChecksum('CRC32', bytes) } as const;
  await world.ports.storage.put({ key: upload.objectKey, bytes, checksum });
  return upload.uploadId;
};

const accept = async (deps: UploadDeps, world: World) => {
  const [object] = world.ports.storage.objects();
  return object && createAcceptObject(deps)(object);
};

const STORIES: readonly Story[] = [
  {
    name: 'signing parts',
    given: declared(large),
    when: (deps, uploadId) => createSignParts(deps)(caller, uploadId, [1, 3]),
  },
  { name: 'completing one PUT', given: sent(small), when: (deps, id) => createCompleteUpload(deps)(caller, id) },
  { name: 'completing parts', given: sent(large), when: (deps, id) => createCompleteUpload(deps)(caller, id) },
  { name: 'accepting what arrived', given: sent(small), when: (deps, _, world) => accept(deps, world) },
  {
    name: 'accepting what arrived after it was completed',
    given: async (world) => {
      const uploadId = await sent(large)(world);
      await createCompleteUpload(world.deps)(caller, uploadId);
      return uploadId;
    },
    when: (deps, _, world) => accept(deps, world),
  },
  {
    name: 'completing one PUT, with the event of S3 as the only second try',
    given: sent(small),
    when: (deps, id) => createCompleteUpload(deps)(caller, id),
    afterwards: (deps, _, world) => accept(deps, world),
  },
  {
    name: 'accepting what arrived, with the client as the only second try',
    given: sent(small),
    when: (deps, _, world) => accept(deps, world),
    afterwards: (deps, id) => createCompleteUpload(deps)(caller, id),
  },
  {
    name: 'completing what a tool with its own credentials put',
    given: putByTool,
    when: (deps, id) => createCompleteUpload(deps)(caller, id),
  },
  {
    name: 'accepting what a tool with its own credentials put',
    given: putByTool,
    when: (deps, _, world) => accept(deps, world),
  },
  {
    name: 'accepting what a tool put, with the client as the only second try',
    given: putByTool,
    when: (deps, _, world) => accept(deps, world),
    afterwards: (deps, id) => createCompleteUpload(deps)(caller, id),
  },
  {
    name: 'aborting before anything was sent',
    given: declared(large),
    when: (deps, id) => createAbortUpload(deps)(caller, id),
  },
  { name: 'aborting with parts', given: sent(large), when: (deps, id) => createAbortUpload(deps)(caller, id) },
  { name: 'aborting with an object', given: sent(small), when: (deps, id) => createAbortUpload(deps)(caller, id) },
  {
    name: 'accepting what arrived too late',
    given: async (world) => {
      const { upload, parts } = await createCreateUpload(world.deps)(caller, 'key-1', small);
      await createAbortUpload(world.deps)(caller, upload.uploadId);
      world.send(parts);
      return upload.uploadId;
    },
    when: (deps, _, world) => accept(deps, world),
  },
];

const NEVER = Number.POSITIVE_INFINITY;

/** Tells the story with a crash at the n-th call, if it makes so many, and then once more without. */
async function tell({ given, when, afterwards = when }: Story, n: number, moment: 'before' | 'after') {
  const world = setUpUpload();
  const uploadId = await given(world);
  const crashing = crashAtCall(world.ports, n, moment);
  const crash = await when(world.depsOf(crashing.ports), uploadId, world).catch((error: unknown) => error);
  if (n !== NEVER) {
    expect(crash).toBeInstanceOf(CrashError);
    await afterwards(world.deps, uploadId, world);
  }
  return { calls: crashing.calls(), end: await world.snapshot() };
}

describe.each(STORIES)('$name', (story) => {
  it.each(['before', 'after'] as const)(
    'ends the same when it dies %s any of its calls and is tried again',
    async (moment) => {
      const whole = await tell(story, NEVER, moment);
      expect(whole.calls).toBeGreaterThan(1);
      for (let n = 1; n <= whole.calls; n += 1) {
        const { end } = await tell(story, n, moment);
        expect(end, `crash ${moment} call ${n}`).toEqual(whole.end);
      }
    },
  );

  it('ends the same when it is done twice', async () => {
    const world = setUpUpload();
    const uploadId = await story.given(world);
    await story.when(world.deps, uploadId, world);
    const once = await world.snapshot();
    await story.when(world.deps, uploadId, world);
    expect(await world.snapshot()).toEqual(once);
  });
});

describe('creating an upload', () => {
  it.each([
    ['one PUT', small, 'before'],
    ['one PUT', small, 'after'],
    ['parts', large, 'before'],
    ['parts', large, 'after'],
  ] as const)(
    'of %s makes one upload when it dies %s any of its calls and is tried again',
    async (_, request, moment) => {
      const untroubled = setUpUpload();
      const counting = crashAtCall(untroubled.ports, NEVER, moment);
      await createCreateUpload(untroubled.depsOf(counting.ports))(caller, 'key-1', request);
      for (let n = 1; n <= counting.calls(); n += 1) {
        const world = setUpUpload();
        const crashing = crashAtCall(world.ports, n, moment);
        await expect(createCreateUpload(world.depsOf(crashing.ports))(caller, 'key-1', request)).rejects.toThrow(
          CrashError,
        );
        const { upload, parts } = await createCreateUpload(world.deps)(caller, 'key-1', request);

        expect(new Set(world.send(parts))).toEqual(new Set([200]));
        const { uploads, openMultiparts } = await world.snapshot();
        expect(uploads.map(({ record }) => record)).toEqual([upload]);
        expect(uploads[0]?.facts.map(({ fact }) => fact.type)).toEqual(['upload.created']);
        // A crash may leave a multipart upload that nobody knows. Nobody can send to it either, and the bucket drops it.
        const unknown = openMultiparts.filter((id) => id !== upload.multipartId);
        expect(unknown.length).toBeLessThanOrEqual(1);
        for (const multipartId of unknown) {
          expect(await world.ports.storage.listParts({ key: upload.objectKey, multipartId })).toEqual({ items: [] });
        }
      }
    },
  );
});
