import { inMemoryTenantPolicies } from '../access/index.ts';
import { createAppendFacts, createChangeRecord, type FileRecord, inMemoryRecordStore } from '../history/index.ts';
import type { Job } from '../process/index.ts';
import { deriveId, fixedClock } from '../runtime/index.ts';
import { fileUploaded, inMemoryContents, VALID_FILE_ID } from '../testing.ts';
import type { FileFacts } from './file-facts.ts';
import { inMemoryContentStore } from './in-memory-content-store.ts';
import { createInspectFile } from './inspect-file.ts';

const facts: FileFacts = {
  sizeBytes: 1000,
  sha256: 'a'.repeat(64),
  kind: 'image',
  mimeType: 'image/jpeg',
  image: { width: 400, height: 300, frames: 1, hasAlpha: false, orientation: 1 },
};

/** For tests: a tenant's files, all of the same bytes, and the step that looks at them. */
export function setUpInspection() {
  const clock = fixedClock();
  const ports = {
    history: inMemoryRecordStore<FileRecord>(),
    jobs: inMemoryRecordStore<Job>(),
    contents: inMemoryContentStore(),
    registry: inMemoryContents(),
  };
  const appendTo = (history: typeof ports.history) => createAppendFacts(createChangeRecord({ store: history, clock }));
  const idOf = (name: string) => deriveId(VALID_FILE_ID, name);
  const keyOf = (name: string) => ({ tenantId: 'acme', id: idOf(name) });
  const objectOf = (name: string) => ({ storageUrl: `s3://content/t/acme/${name}`, versionId: `version-${name}` });
  const runOf = (name: string, run = 1) => ({
    tenantId: 'acme',
    fileId: idOf(name),
    version: 1,
    run,
    correlationId: 'request-1',
    userId: 'user-1',
    priority: 5,
  });
  const inspectWith = (given: typeof ports, seen: Partial<FileFacts> = {}) =>
    createInspectFile({
      ...given,
      append: appendTo(given.history),
      inspect: async () => ({ ...facts, ...seen }),
      policies: inMemoryTenantPolicies(),
      renditionsBucket: 'renditions',
      clock,
    });
  return {
    ports,
    objectOf,
    idOf,
    runOf,
    inspectWith,
    inspect: (name: string, { run = 1, seen = {} }: { run?: number; seen?: Partial<FileFacts> } = {}) =>
      inspectWith(ports, seen)(runOf(name, run)),
    append: appendTo(ports.history),
    keyOf,
    async upload(...names: readonly string[]) {
      for (const name of names) {
        ports.contents.add(objectOf(name), new Uint8Array(1000));
        const { storageUrl: storage_url, versionId: version_id } = objectOf(name);
        const uploaded = fileUploaded({ file_id: idOf(name), storage_url, version_id });
        await appendTo(ports.history)({
          key: keyOf(name),
          dedupeKey: 'uploaded#1',
          cause: runOf(name),
          decide: () => [uploaded],
        });
      }
    },
    file: async (name: string) => (await ports.history.load(keyOf(name)))?.record,
    factsOf: async (name: string) =>
      (await ports.history.facts(keyOf(name), { limit: 20 })).items.map(({ fact }) => fact.type),
    stored: (...names: readonly string[]) => names.filter((name) => ports.contents.has(objectOf(name))),
    references: () => ports.registry.references({ tenantId: 'acme', sha256: facts.sha256, sizeBytes: 1000, limit: 50 }),
  };
}
