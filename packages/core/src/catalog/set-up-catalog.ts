import type { Fact } from '@sluice/contracts';
import { createAppendFacts, createChangeRecord, type FileRecord, inMemoryRecordStore } from '../history/index.ts';
import { deriveId, fixedClock } from '../runtime/index.ts';
import {
  fileUploaded,
  inMemoryContentStore,
  inMemoryContents,
  inMemoryLinks,
  inMemoryRenditionStorage,
  VALID_FILE_ID,
} from '../testing.ts';
import type { Caller } from '../upload/index.ts';
import { createDeleteFile } from './delete-file.ts';
import { createPurgeFile } from './purge-file.ts';
import { createRestoreFile } from './restore-file.ts';

export const owner: Caller = { tenantId: 'acme', userId: 'user-1', seesAll: false, correlationId: 'request-1' };
export const admin: Caller = { ...owner, userId: 'user-9', seesAll: true };

const SHA256 = 'a'.repeat(64);

/** For tests: a tenant with files, where they lie and who refers to what. */
export function setUpCatalog() {
  const clock = fixedClock();
  const ports = {
    history: inMemoryRecordStore<FileRecord>(),
    registry: inMemoryContents(),
    contents: inMemoryContentStore(),
    renditions: inMemoryRenditionStorage(),
  };
  const purged: string[] = [];
  const depsOf = (given: typeof ports) => ({
    ...given,
    append: createAppendFacts(createChangeRecord({ store: given.history, clock })),
    renditionsBucket: 'renditions',
    onPurged: async ({ fileId }: FileRecord) => {
      purged.push(fileId);
    },
  });
  const deps = depsOf(ports);
  const idOf = (name: string) => deriveId(VALID_FILE_ID, name);
  const keyOf = (name: string) => ({ tenantId: 'acme', id: idOf(name) });
  const objectOf = (name: string) => ({ storageUrl: `s3://content/t/acme/${name}`, versionId: `version-${name}` });
  const ids = (name: string) => ({ schema_version: 1, file_id: idOf(name), version: 1 }) as const;
  let effects = 0;
  const happens = async (name: string, ...facts: readonly Fact[]) => {
    effects += 1;
    await deps.append({
      key: keyOf(name),
      dedupeKey: `test#${effects}`,
      cause: { ...owner, priority: 5 },
      decide: () => facts,
    });
  };

  /** A file whose bytes are stored, with one rendition, as the flow knows it after these facts. */
  async function store(name: string, ...facts: readonly Fact[]) {
    const { storageUrl: storage_url, versionId: version_id } = objectOf(name);
    ports.contents.add(objectOf(name), new Uint8Array(5));
    await happens(name, fileUploaded({ file_id: idOf(name), size_bytes: 5, storage_url, version_id }), ...facts);
    const key = `r/acme/${idOf(name)}/1.1/thumbnail`;
    await ports.renditions.put({ bucket: 'renditions', key }, new Uint8Array(1), 'image/webp');
  }

  /** The same, inspected, claimed and published. */
  async function publish(...names: readonly string[]) {
    for (const name of names) {
      await store(name, {
        type: 'file.inspected',
        payload: {
          ...ids(name),
          run: 1,
          verdict: 'accepted',
          kind: 'text',
          mime_type: 'text/plain',
          size_bytes: 5,
          sha256: SHA256,
          findings: {},
        },
      });
      const claim = { tenantId: 'acme', sha256: SHA256, sizeBytes: 5, storage: objectOf(name) };
      const claimed = await ports.registry.claim({ ...claim, reference: `${idOf(name)}.1` });
      if (claimed.outcome === 'shared') {
        const { storageUrl: storage_url, versionId: version_id } = claimed.storage;
        const payload = { ...ids(name), run: 1, storage_url, version_id, sha256: SHA256 };
        await happens(name, { type: 'file.deduplicated', payload });
        await ports.contents.remove(objectOf(name));
      }
      await happens(name, { type: 'file.published', payload: { ...ids(name), run: 1, partial: false } });
    }
  }

  return {
    clock,
    ports,
    deps,
    depsOf,
    purged,
    idOf,
    keyOf,
    objectOf,
    ids,
    happens,
    sha256: SHA256,
    links: inMemoryLinks({ clock }),
    remove: (name: string, who = owner) => createDeleteFile(deps)(who, idOf(name)),
    restore: (name: string, who = owner) => createRestoreFile(deps)(who, idOf(name)),
    purge: (name: string, who = admin) => createPurgeFile(deps)(who, idOf(name)),
    file: async (name: string) => (await ports.history.load(keyOf(name)))?.record,
    factsOf: async (name: string) =>
      (await ports.history.facts(keyOf(name), { limit: 50 })).items.map(({ fact }) => fact.type),
    stored: (...names: readonly string[]) => names.filter((name) => ports.contents.has(objectOf(name))),
    store,
    publish,
  };
}
