import type { JobResult } from '@sluice/contracts';
import { inMemoryTenantPolicies, type TenantPolicy } from '../access/index.ts';
import {
  createAppendFacts,
  createAppendInRun,
  createChangeRecord,
  type FileRecord,
  inMemoryRecordStore,
  readAllFacts,
  rebuildFile,
} from '../history/index.ts';
import type { Job } from '../process/index.ts';
import { deriveId, fixedClock } from '../runtime/index.ts';
import { fileUploaded, inMemoryRenditionStorage, VALID_FILE_ID } from '../testing.ts';

export const RUN = {
  tenantId: 'acme',
  fileId: VALID_FILE_ID,
  version: 1,
  run: 1,
  correlationId: '5f0c6d8e-0000-4000-8000-000000000001',
  userId: 'user-1',
  priority: 5,
};
export const JOB_ID = deriveId(VALID_FILE_ID, '1.1.render_image');
const RENDITIONS = `s3://renditions/r/acme/${VALID_FILE_ID}/1.1/`;

/** For tests: what a job answers that made one rendition of each name. */
export function resultOf(...names: readonly string[]): JobResult {
  return {
    job_id: JOB_ID,
    outcome: 'succeeded',
    detail: '',
    renditions: names.map((name) => ({
      name,
      mime_type: name === 'text' ? 'text/plain' : 'image/webp',
      size_bytes: 10,
      storage_url: `${RENDITIONS}${name}`,
    })),
    findings: { placeholder: { value: 'aGFzaA==', confidence: 1, source: 'process' } },
  };
}

/** For tests: a file that passed inspection, and everything in memory that its flow touches from there. */
export async function inspectedFile(policy: Partial<TenantPolicy> = {}) {
  const clock = fixedClock();
  const history = inMemoryRecordStore<FileRecord>();
  const jobs = inMemoryRecordStore<Job>();
  const renditions = inMemoryRenditionStorage();
  const append = createAppendFacts(createChangeRecord({ store: history, clock }));
  const key = { tenantId: RUN.tenantId, id: RUN.fileId };
  await append({
    key,
    dedupeKey: 'uploaded#1',
    cause: RUN,
    decide: () => [
      fileUploaded(),
      {
        type: 'file.inspected',
        payload: {
          schema_version: 1,
          file_id: RUN.fileId,
          version: 1,
          run: 1,
          verdict: 'accepted',
          kind: 'image',
          mime_type: 'image/jpeg',
          size_bytes: 1000,
          sha256: 'a'.repeat(64),
          findings: {},
        },
      },
    ],
  });
  const stored = async () => readAllFacts(history, key);
  return {
    clock,
    history,
    jobs,
    renditions,
    append,
    appendInRun: createAppendInRun(append),
    policies: inMemoryTenantPolicies({ acme: policy }),
    store: (name: string, text: string) =>
      renditions.put(
        { bucket: 'renditions', key: `${RENDITIONS.slice('s3://renditions/'.length)}${name}` },
        new TextEncoder().encode(text),
        'text/plain',
      ),
    resume: (stage: 'inspect' | 'understand' | 'review' | 'publish', run: number) =>
      append({
        key,
        dedupeKey: `resumed#1.${run}`,
        cause: RUN,
        decide: () => [
          {
            type: 'file.resumed',
            payload: {
              schema_version: 1,
              file_id: RUN.fileId,
              version: 1,
              run,
              stage,
              detail: 'its execution is gone',
            },
          },
        ],
      }),
    file: async () => (await history.load(key))?.record,
    facts: async () => (await stored()).map(({ fact }) => fact.type),
    rebuilt: async () => rebuildFile(key, await stored()),
  };
}
