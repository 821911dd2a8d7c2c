import { inMemoryTenantPolicies, type TenantPolicy } from '../access/index.ts';
import { type Contents, createKnownContents, createRegisterFile } from '../catalog/index.ts';
import {
  createAppendFacts,
  createChangeRecord,
  type FileRecord,
  inMemoryRecordStore,
  locateStored,
  type RecordStore,
  type StoredContent,
} from '../history/index.ts';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import { inMemoryContents } from '../testing.ts';
import type { Caller, UploadDeps } from './deps.ts';
import { inMemoryAssemblyQueue } from './in-memory-assembly-queue.ts';
import { inMemoryBatches } from './in-memory-batches.ts';
import { inMemoryFingerprints } from './in-memory-fingerprints.ts';
import { inMemoryIdempotencyKeys } from './in-memory-idempotency-keys.ts';
import { inMemoryLifecycle } from './in-memory-lifecycle.ts';
import { inMemoryObjectStorage } from './in-memory-object-storage.ts';
import { inMemoryUploadQuotas } from './in-memory-upload-quotas.ts';
import { inMemoryUploadTokens } from './in-memory-upload-tokens.ts';
import type { SignedRequest } from './object-storage.ts';
import type { Upload } from './upload-record.ts';
import type { UploadRequest } from './upload-request.ts';

export const MIB = 1024 ** 2;
export const caller: Caller = { tenantId: 'acme', userId: 'user-1', seesAll: false, correlationId: 'correlation-1' };
export const small: UploadRequest = { filename: 'a "b".txt', sizeBytes: 5, mimeType: 'text/plain' };
/** Two parts of 8 MiB and one of one byte. */
export const large: UploadRequest = { filename: 'video.mp4', sizeBytes: 16 * MIB + 1, mimeType: 'video/mp4' };

/** Bytes enough for any part of the above. */
const ZEROS = Buffer.alloc(8 * MIB);

/** What dependencies of use cases are built on. */
export type UploadPorts = Omit<UploadDeps, 'registerFile' | 'clock' | 'ids' | 'assembleInQueueAbove' | 'apiOrigin'> & {
  readonly history: RecordStore<FileRecord>;
  readonly registry: Contents;
};

/** Everything upload works with, in memory; `depsOf` builds the dependencies of use cases on ports such as these. */
export function setUpUpload(policies: Readonly<Record<string, Partial<TenantPolicy>>> = {}) {
  const clock = fixedClock();
  const ports = {
    uploads: inMemoryRecordStore<Upload>(),
    history: inMemoryRecordStore<FileRecord>(),
    storage: inMemoryObjectStorage({ clock }),
    idempotencyKeys: inMemoryIdempotencyKeys({ clock }),
    policies: inMemoryTenantPolicies(policies),
    lifecycle: inMemoryLifecycle(),
    tokens: inMemoryUploadTokens(),
    fingerprints: inMemoryFingerprints(),
    batches: inMemoryBatches(),
    registry: inMemoryContents(),
    quotas: inMemoryUploadQuotas({ clock }),
    assembly: inMemoryAssemblyQueue(),
  };
  const ids = sequentialIds(clock);

  function depsOf({ history, registry, ...rest }: UploadPorts): UploadDeps {
    const append = createAppendFacts(createChangeRecord({ store: history, clock }));
    const contents = {
      remove: ({ storageUrl, versionId }: StoredContent) =>
        rest.storage.remove({ key: locateStored(storageUrl).key, versionId }),
    };
    const knownContents = createKnownContents({ registry, history, contents });
    return { ...rest, registerFile: createRegisterFile(append), knownContents, clock, ids };
  }

  /** Sends the bytes of signed parts, as a client would; answers the statuses. */
  function send(parts: readonly (Pick<SignedRequest, 'url' | 'headers'> & { sizeBytes: number })[]): number[] {
    return parts.map((part) => ports.storage.send(part, ZEROS.subarray(0, part.sizeBytes)));
  }

  /** Everything there is, to compare the ends of two stories. */
  async function snapshot() {
    return {
      uploads: await logs(ports.uploads, ({ uploadId }) => uploadId),
      files: await logs(ports.history, ({ fileId }) => fileId),
      objects: ports.storage.objects(),
      openMultiparts: ports.storage.openMultiparts(),
      executions: [...ports.lifecycle.started],
    };
  }

  return { clock, ports, deps: depsOf(ports), depsOf, send, snapshot };
}

type Snapshot = Awaited<ReturnType<ReturnType<typeof setUpUpload>['snapshot']>>;

/** Two stories may end the same and differ in who looks when. */
export function withoutLooks({ uploads, ...rest }: Snapshot): Snapshot {
  return {
    ...rest,
    uploads: uploads.map(({ record: { lookAt: _at, looks: _looks, ...record }, facts }) => ({ record, facts })),
  };
}

async function logs<R>(store: RecordStore<R>, idOf: (record: R) => string) {
  const { items } = await store.list(caller.tenantId, { limit: 100 });
  return Promise.all(
    items.map(async (record) => {
      const { items: facts } = await store.facts({ tenantId: caller.tenantId, id: idOf(record) }, { limit: 100 });
      return { record, facts };
    }),
  );
}
