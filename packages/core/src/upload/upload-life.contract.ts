import { UPLOAD_STATUSES, type UploadStatus } from '@sluice/contracts';
import fc from 'fast-check';
import { expect } from 'vitest';
import { crashAtCall } from '../runtime/crash-at-call.ts';
import type { fixedClock } from '../runtime/index.ts';
import { createAbortUpload } from './abort-upload.ts';
import { createAcceptObject } from './accept-object.ts';
import { createAssembleUpload } from './assemble-upload.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { createCreateUpload } from './create-upload.ts';
import { isClosed } from './decide-upload.ts';
import type { UploadDeps } from './deps.ts';
import type { InMemoryAssemblyQueue } from './in-memory-assembly-queue.ts';
import type { InMemoryLifecycle } from './in-memory-lifecycle.ts';
import { createListParts } from './list-parts.ts';
import type { SignedRequest } from './object-storage.ts';
import type { OpenUploads } from './open-uploads.ts';
import { createRedirectChunk } from './redirect-chunk.ts';
import { caller, large, small, type UploadPorts } from './set-up-upload.ts';
import { createSignParts } from './sign-parts.ts';
import type { SignedUploadPart } from './sign-upload.ts';
import { createSweepUploads } from './sweep-uploads.ts';
import type { Upload } from './upload-record.ts';
import type { UploadRequest } from './upload-request.ts';

// For tests: the life of uploads as a model, against whatever stores and counts. Nothing that runs in a function imports this.

type Ports = UploadPorts & {
  readonly lifecycle: InMemoryLifecycle;
  readonly assembly: InMemoryAssemblyQueue;
};
type StoredVersion = { readonly key: string; readonly versionId: string; readonly sizeBytes: number };

/** Without a time it is sent at once. */
export type Sendable = Pick<SignedRequest, 'url' | 'headers'> & Partial<Pick<SignedRequest, 'expiresAt'>>;

/** A platform that holds nothing yet but what the model does to it. */
export type ModelWorld = {
  readonly clock: ReturnType<typeof fixedClock>;
  readonly ports: Ports;
  readonly depsOf: (ports: Ports) => UploadDeps;
  readonly openUploads: OpenUploads;
  /** Sends zeros, as many as said; answers the HTTP status. */
  readonly send: (request: Sendable, sizeBytes: number) => Promise<number>;
  /** Every version of every object that is stored. */
  readonly objects: () => Promise<readonly StoredVersion[]>;
  readonly takenUp: () => Promise<{ readonly openUploads: number; readonly storedBytes: number }>;
};

const REQUESTS = { small, other: { ...small, filename: 'other.txt' }, large } satisfies Record<string, UploadRequest>;
type RequestName = keyof typeof REQUESTS;

type Verb =
  | { readonly verb: 'create'; readonly key: number; readonly request: RequestName }
  | { readonly verb: 'sign' | 'list' | 'complete' | 'abort' | 'replace'; readonly upload: number }
  | { readonly verb: 'send'; readonly upload: number; readonly part: number; readonly more: number }
  | { readonly verb: 'sendAll'; readonly upload: number }
  | { readonly verb: 'accept'; readonly event: number; readonly kind: 'right' | 'otherVersion' | 'undeclared' }
  | { readonly verb: 'assemble' | 'sweep' }
  | { readonly verb: 'wait'; readonly minutes: number };

export type Step = Verb & {
  /** The process dies around its n-th call. */
  readonly crash?: { readonly n: number; readonly when: 'before' | 'after' } | undefined;
  /** It is done twice, one after the other or both at once. */
  readonly twice?: 'in turn' | 'at once' | undefined;
};

/** One time in four. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const index = fc.nat({ max: 3 });
const verb = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      verb: fc.constant('create' as const),
      key: fc.nat({ max: 2 }),
      request: fc.constantFrom<RequestName>('small', 'large', 'other'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ verb: fc.constant('sendAll' as const), upload: index }) },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constant('send' as const),
      upload: index,
      part: fc.nat({ max: 2 }),
      more: fc.constantFrom(0, 0, 0, 1, -1),
    }),
  },
  { weight: 4, arbitrary: fc.record({ verb: fc.constant('complete' as const), upload: index }) },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constantFrom('sign' as const, 'list' as const, 'replace' as const),
      upload: index,
    }),
  },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('abort' as const), upload: index }) },
  {
    weight: 3,
    arbitrary: fc.record({
      verb: fc.constant('accept' as const),
      event: fc.nat({ max: 5 }),
      kind: fc.constantFrom('right' as const, 'right' as const, 'otherVersion' as const, 'undeclared' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ verb: fc.constantFrom('assemble' as const, 'sweep' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      verb: fc.constant('wait' as const),
      minutes: fc.constantFrom(1, 2, 6, 6, 30, 70, 25 * 60, 8 * 24 * 60),
    }),
  },
);
const crash = fc.record({
  n: fc.integer({ min: 1, max: 14 }),
  when: fc.constantFrom('before' as const, 'after' as const),
});
const step: fc.Arbitrary<Step> = fc
  .tuple(verb, seldom(crash), seldom(fc.constantFrom('in turn' as const, 'at once' as const)))
  .map(([what, crashes, twice]) => ({ ...what, crash: crashes, twice }));

/** A life: it begins with an upload, or nothing of what follows could happen to one. */
export const lives = (maxLength: number): fc.Arbitrary<readonly Step[]> =>
  fc
    .tuple(fc.constantFrom<RequestName>('small', 'large'), fc.array(step, { minLength: 1, maxLength, size: 'max' }))
    .map(([request, steps]) => [{ verb: 'create', key: 0, request }, ...steps]);

type Told = { readonly fileId: string };
type Known = {
  readonly ids: string[];
  readonly requests: Map<string, RequestName>;
  readonly signed: Map<string, Map<number, SignedUploadPart>>;
  /** Every version S3 ever announced. */
  readonly events: StoredVersion[];
  /** Uploads the client was told to be completed, and the file they became. */
  readonly told: Map<string, Told>;
  /** Uploads the client was told to be completing: it has done its part. */
  readonly completing: Set<string>;
  readonly keys: Map<
    number,
    { readonly request: RequestName; readonly uploadId: string; readonly at: number } | 'unsure'
  >;
  readonly statuses: Map<string, UploadStatus>;
  crashed: boolean;
};

const DAY = 24 * 3600 * 1000;
const EXPECTED = new Set(['RefusedError', 'NotFoundError', 'Crash']);

/** Lives a life in a world and checks after each step, and at the end, what has to be true of any. */
export async function liveAndCheck(
  world: ModelWorld,
  life: readonly Step[],
  options: { readonly eventsLost: boolean; readonly assembleInQueueAbove: number },
): Promise<void> {
  const known: Known = {
    ids: [],
    requests: new Map(),
    signed: new Map(),
    events: [],
    told: new Map(),
    completing: new Set(),
    keys: new Map(),
    statuses: new Map(),
    crashed: false,
  };
  const depsOf = (ports: Ports): UploadDeps => ({
    ...world.depsOf(ports),
    assembly: ports.assembly,
    assembleInQueueAbove: options.assembleInQueueAbove,
  });
  for (const one of life) {
    const ports = one.crash ? crashAtCall(world.ports, one.crash.n, one.crash.when).ports : world.ports;
    known.crashed ||= one.crash !== undefined;
    const act = () => perform(world, depsOf(ports), known, one);
    const acts = one.twice === 'at once' ? await Promise.allSettled([act(), act()]) : await Promise.allSettled([act()]);
    if (one.twice === 'in turn') acts.push(...(await Promise.allSettled([act()])));
    for (const end of acts) {
      if (end.status === 'rejected' && !EXPECTED.has(Object(end.reason).name)) throw end.reason;
    }
    await watch(world, known);
  }
  await comeToRest(world, depsOf(world.ports), known, options.eventsLost);
  await checkEnd(world, known, options.eventsLost);
}

async function perform(world: ModelWorld, deps: UploadDeps, known: Known, one: Step): Promise<void> {
  const idOf = (upload: number) =>
    known.ids[upload % Math.max(1, known.ids.length)] ?? '019b76da-a800-7000-8000-00000000ffff';
  switch (one.verb) {
    case 'create':
      return create(world, deps, known, one);
    case 'sign': {
      const id = idOf(one.upload);
      const parts = await createSignParts(deps)(caller, id, known.requests.get(id) === 'large' ? [1, 2, 3] : [1]);
      return remember(known, id, parts);
    }
    case 'send': {
      const part = known.signed.get(idOf(one.upload))?.get(one.part + 1);
      if (part === undefined) return;
      const status = await sendAndHear(world, known, part, part.sizeBytes + one.more);
      if (one.more !== 0) expect(status, 'a body of another size than declared').not.toBe(200);
      return;
    }
    case 'sendAll':
      for (const part of known.signed.get(idOf(one.upload))?.values() ?? []) {
        await sendAndHear(world, known, part, part.sizeBytes);
      }
      return;
    case 'replace': {
      const id = idOf(one.upload);
      if (known.requests.get(id) === 'large') return;
      const url = await createRedirectChunk(deps)(caller, id, 0);
      await sendAndHear(world, known, { url, headers: {} }, small.sizeBytes);
      return;
    }
    case 'list':
      await createListParts(deps)(caller, idOf(one.upload));
      return;
    case 'complete': {
      const id = idOf(one.upload);
      const upload = await createCompleteUpload(deps)(caller, id);
      await hear(world, known);
      if (upload.status === 'completed') tell(known, upload);
      else {
        expect(upload.status).toBe('completing');
        known.completing.add(id);
      }
      return;
    }
    case 'abort': {
      const id = idOf(one.upload);
      await createAbortUpload(deps)(caller, id);
      expect(known.told.has(id), 'a completed upload was aborted').toBe(false);
      return;
    }
    case 'accept':
      return accept(deps, known, one);
    case 'assemble':
      for (const request of world.ports.assembly.receive()) await createAssembleUpload(deps)(request);
      return hear(world, known);
    case 'sweep': {
      const { failed } = await createSweepUploads({ ...deps, openUploads: world.openUploads })();
      for (const { error } of failed) if (!EXPECTED.has(Object(error).name)) throw error;
      return hear(world, known);
    }
    case 'wait':
      world.clock.advance(one.minutes * 60_000);
  }
}

async function create(
  world: ModelWorld,
  deps: UploadDeps,
  known: Known,
  one: Extract<Step, { verb: 'create' }>,
): Promise<void> {
  const before = known.keys.get(one.key);
  const claimed = before !== 'unsure' && before !== undefined && world.clock() - before.at < DAY ? before : undefined;
  if (one.crash) known.keys.set(one.key, 'unsure');
  const made = await createCreateUpload(deps)(caller, `key-${one.key}`, REQUESTS[one.request]).catch((error) => {
    if (claimed && claimed.request !== one.request && Object(error).name !== 'Crash')
      expect(error.code).toBe('idempotency_mismatch');
    throw error;
  });
  const { uploadId } = made.upload;
  if (claimed) expect([uploadId, one.request], 'the same key').toEqual([claimed.uploadId, claimed.request]);
  if (!known.ids.includes(uploadId)) known.ids.push(uploadId);
  known.requests.set(uploadId, one.request);
  if (!claimed && before !== 'unsure' && !one.crash)
    known.keys.set(one.key, { request: one.request, uploadId, at: world.clock() });
  remember(known, uploadId, made.parts);
}

function remember(known: Known, id: string, parts: readonly SignedUploadPart[]): void {
  const signed = known.signed.get(id) ?? new Map<number, SignedUploadPart>();
  for (const part of parts) signed.set(part.n, part);
  known.signed.set(id, signed);
}

function tell(known: Known, { uploadId, fileId }: Upload): void {
  const before = known.told.get(uploadId);
  if (before) expect(fileId).toBe(before.fileId);
  known.told.set(uploadId, { fileId });
}

async function accept(
  deps: UploadDeps,
  known: Known,
  { event, kind }: Extract<Step, { verb: 'accept' }>,
): Promise<void> {
  const heard = known.events[event % Math.max(1, known.events.length)];
  if (kind === 'undeclared') {
    const key = 't/acme/019b76da-a800-7000-8000-00000000eeee';
    expect(await createAcceptObject(deps)({ key, versionId: 'v' })).toBe('undeclared');
  } else if (heard !== undefined && kind === 'otherVersion') {
    // Only where something was claimed: S3 never announces what it does not hold.
    const id = heard.key.slice('t/acme/'.length);
    if (known.told.has(id)) await createAcceptObject(deps)({ key: heard.key, versionId: OTHER_VERSION });
  } else if (heard !== undefined) {
    await createAcceptObject(deps)(heard);
  }
}

/** What no version of S3 looks like, and yet as long as one. */
const OTHER_VERSION = '00000000-0000-4000-8000-000000000000';

async function sendAndHear(world: ModelWorld, known: Known, request: Sendable, sizeBytes: number): Promise<number> {
  const status = await world.send(request, sizeBytes);
  await hear(world, known);
  return status;
}

/** S3 announces every version it stores. */
async function hear(world: ModelWorld, known: Known): Promise<void> {
  for (const object of await world.objects()) {
    if (!known.events.some(({ versionId }) => versionId === object.versionId)) known.events.push(object);
  }
}

async function uploadsOf({ ports }: ModelWorld): Promise<readonly Upload[]> {
  return (await ports.uploads.list(caller.tenantId, { limit: 100 })).items;
}

const ENDS: readonly UploadStatus[] = ['completed', 'aborted', 'expired', 'failed'];

/** What has to be true after every step. */
async function watch(world: ModelWorld, known: Known): Promise<void> {
  const uploads = await uploadsOf(world);
  for (const { uploadId, status, fileId, versionId } of uploads) {
    const before = known.statuses.get(uploadId) ?? 'pending';
    if (status !== before) {
      expect(ENDS, `${uploadId} left its end for ${status}`).not.toContain(before);
      expect(UPLOAD_STATUSES.indexOf(status), `${uploadId} went from ${before} to ${status}`).toBeGreaterThan(
        UPLOAD_STATUSES.indexOf(before),
      );
    }
    known.statuses.set(uploadId, status);
    expect(versionId !== undefined).toBe(status === 'completed');
    const told = known.told.get(uploadId);
    if (told) expect([status, fileId], 'what the client was told').toEqual(['completed', told.fileId]);
  }
  await checkBytes(world, uploads);
  const { openUploads, storedBytes } = await world.takenUp();
  const open = uploads.filter(({ status }) => !ENDS.includes(status));
  const wanted = uploads.filter((upload) => !isClosed(upload));
  expect(openUploads).toBeGreaterThanOrEqual(open.length);
  expect(storedBytes).toBeGreaterThanOrEqual(wanted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
}

async function checkBytes(world: ModelWorld, uploads: readonly Upload[]): Promise<void> {
  const declared = new Map(uploads.map(({ objectKey, sizeBytes }) => [objectKey, sizeBytes]));
  for (const { key, sizeBytes } of await world.objects()) {
    expect(sizeBytes, `bytes of ${key}`).toBeLessThanOrEqual(declared.get(key) ?? 0);
  }
  for (const { objectKey: key, multipartId, sizeBytes } of uploads) {
    const parts = multipartId === undefined ? 'gone' : await world.ports.storage.listParts({ key, multipartId });
    if (parts === 'gone') continue;
    expect(parts.items.reduce((sum, part) => sum + part.sizeBytes, 0)).toBeLessThanOrEqual(sizeBytes);
  }
}

/** What comes anyway: S3's events, unless they are lost; workers; and the sweeper, for longer than any upload lives. */
async function comeToRest(world: ModelWorld, deps: UploadDeps, known: Known, eventsLost: boolean): Promise<void> {
  const sweep = createSweepUploads({ ...deps, openUploads: world.openUploads });
  for (const days of [0, 1, 8, 1, 1, 1]) {
    world.clock.advance(days * DAY);
    for (const request of world.ports.assembly.receive()) await createAssembleUpload(deps)(request);
    await hear(world, known);
    if (!eventsLost) for (const event of known.events) await createAcceptObject(deps)(event);
    expect((await sweep()).failed).toEqual([]);
    await watch(world, known);
  }
}

async function checkEnd(world: ModelWorld, known: Known, eventsLost: boolean): Promise<void> {
  const uploads = await uploadsOf(world);
  const objects = await world.objects();
  const completed = uploads.filter(({ status }) => status === 'completed');
  for (const upload of uploads) {
    const { objectKey: key, status, versionId, multipartId } = upload;
    expect(ENDS).toContain(status);
    expect(upload.lookAt, 'nobody has to look any more').toBeUndefined();
    const versions = objects.filter((object) => object.key === key).map((object) => object.versionId);
    if (known.completing.has(upload.uploadId)) expect(['completed', 'aborted']).toContain(status);
    if (status === 'completed') {
      expect(versions).toContain(versionId);
      if (!eventsLost) expect(versions).toHaveLength(1);
    } else {
      expect(versions).toEqual([]);
    }
    if (multipartId !== undefined) {
      expect(await world.ports.storage.listParts({ key, multipartId }), 'no parts are left').toBe('gone');
    }
    await checkFile(world, upload);
  }
  const names = [...world.ports.lifecycle.started.keys()].toSorted();
  expect(names).toEqual(completed.map(({ fileId }) => `${fileId}.1.1`).toSorted());
  if (!known.crashed) {
    const bytes = completed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    expect(await world.takenUp()).toMatchObject({ openUploads: 0, storedBytes: bytes });
  }
}

async function checkFile(
  { ports }: ModelWorld,
  { tenantId, uploadId, fileId, status, versionId }: Upload,
): Promise<void> {
  const { items } = await ports.uploads.facts({ tenantId, id: uploadId }, { limit: 100 });
  expect(items.map(({ fact }) => fact.type)).toEqual(['upload.created', `upload.${status}`]);
  const file = { tenantId, id: fileId };
  const { items: facts } = await ports.history.facts(file, { limit: 100 });
  expect(facts.map(({ fact }) => fact.type)).toEqual(status === 'completed' ? ['file.uploaded'] : []);
  expect((await ports.history.load(file))?.record.storage.versionId).toBe(versionId);
}
