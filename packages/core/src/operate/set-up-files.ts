import type { Fact } from '@sluice/contracts';
import { inMemoryTenantPolicies } from '../access/index.ts';
import { createAppendFacts, createChangeRecord, type FileRecord, inMemoryRecordStore } from '../history/index.ts';
import { fixedClock } from '../runtime/index.ts';
import { VALID_FILE_ID as FILE_ID, fileUploaded } from '../testing.ts';
import { inMemoryExecutions } from './in-memory-executions.ts';
import { inMemoryOpenFiles } from './in-memory-open-files.ts';
import { createReconcile } from './reconcile.ts';

export const ids = { schema_version: 1, file_id: FILE_ID, version: 1 } as const;
export const key = { tenantId: 'acme', id: FILE_ID };

/** For tests: how far a file came, each as the facts that say so. */
export const CAME_TO = {
  uploaded: [],
  inspecting: [inspected('rejected')],
  processing: [inspected('accepted')],
  understanding: [inspected('accepted'), processed()],
  pending_review: [inspected('accepted'), processed(), understood('unsure')],
  publishing: [inspected('accepted'), processed(), understood('sure')],
} as const satisfies Record<string, readonly Fact[]>;

export const failed: Fact = {
  type: 'file.failed',
  payload: { ...ids, run: 1, reason: 'processing_failed', detail: 'it broke' },
};
export const published: Fact = { type: 'file.published', payload: { ...ids, run: 1, partial: false } };

/** A tenant with one file whose history says this much after it was uploaded; its first run was started. */
export async function setUpFile(facts: readonly Fact[] = []) {
  const clock = fixedClock();
  const files = inMemoryRecordStore<FileRecord>();
  const executions = inMemoryExecutions();
  const policies = inMemoryTenantPolicies();
  const ports = { files, executions, policies };
  const depsOf = (given: typeof ports) => ({
    files: given.files,
    executions: given.executions,
    lifecycle: given.executions,
    policies: given.policies,
    openFiles: inMemoryOpenFiles(files),
    append: createAppendFacts(createChangeRecord({ store: given.files, clock })),
    clock,
  });
  const deps = depsOf(ports);
  let effects = 0;
  const happens = async (...more: readonly Fact[]) => {
    for (const fact of more) {
      effects += 1;
      await deps.append({
        key,
        dedupeKey: `test#${effects}`,
        cause: { correlationId: 'request-1', userId: 'user-1', priority: 5 },
        decide: () => [fact],
      });
    }
  };
  await happens(fileUploaded(), ...facts);
  const first = { fileId: FILE_ID, version: 1, run: 1 };
  await executions.start({ ...first, tenantId: 'acme', correlationId: 'request-1', userId: 'user-1', priority: 5 });
  clock.advance(600_000);
  return {
    clock,
    files,
    executions,
    ports,
    deps,
    depsOf,
    happens,
    first,
    run: (run: number) => ({ ...first, run }),
    reconcile: (request: object = {}) => createReconcile(deps)({ correlationId: 'pass-1', ...request }),
    file: async () => (await files.load(key))?.record,
    facts: async () => (await files.facts(key, { limit: 500 })).items,
  };
}

function inspected(verdict: 'accepted' | 'rejected'): Fact {
  const content = { kind: 'image', mime_type: 'image/jpeg', size_bytes: 1000, sha256: 'a'.repeat(64) } as const;
  return { type: 'file.inspected', payload: { ...ids, run: 1, verdict, ...content, findings: {} } };
}

function processed(): Fact {
  return { type: 'file.processed', payload: { ...ids, run: 1, jobs: [], findings: {} } };
}

function understood(verdict: 'sure' | 'unsure'): Fact {
  return {
    type: 'file.understood',
    payload: { ...ids, run: 1, verdict, unsure: [], findings: {}, search_text: '' },
  };
}
