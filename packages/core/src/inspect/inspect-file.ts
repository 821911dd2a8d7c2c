import type { Fact, PlannedJob } from '@sluice/contracts';
import type { InspectionLimits, TenantPolicies } from '../access/index.ts';
import type { Contents } from '../catalog/index.ts';
import {
  type AppendFacts,
  createAppendInRun,
  type FileRecord,
  locateStored,
  type RecordStore,
  type StoredContent,
} from '../history/index.ts';
import { createRecordPlannedJob, type Job, planJobs } from '../process/index.ts';
import { type Clock, NotFoundError } from '../runtime/index.ts';
import type { LifecycleInput } from '../upload/index.ts';
import type { ContentInspector, ContentStore } from './content-source.ts';
import type { FileFacts } from './file-facts.ts';
import { judgeFile, type Verdict } from './judge-file.ts';
import { createQuarantineFile } from './quarantine-file.ts';
import { createStoreOnce } from './store-once.ts';

export type Inspection = { readonly verdict: Verdict; readonly jobs: readonly PlannedJob[] };

export type InspectDeps = {
  readonly history: RecordStore<FileRecord>;
  readonly append: AppendFacts;
  readonly jobs: RecordStore<Job>;
  readonly contents: ContentStore;
  readonly registry: Contents;
  readonly inspect: ContentInspector;
  readonly policies: TenantPolicies;
  readonly renditionsBucket: string;
  readonly clock: Clock;
};

/**
 * Looks at a content once, writes down what it is, has what was accepted stored once, and answers whether and how the
 * flow goes on. Throws NotFoundError, RunSupersededError.
 */
export function createInspectFile(deps: InspectDeps) {
  const recordPlanned = createRecordPlannedJob(deps);
  const appendInRun = createAppendInRun(deps.append);
  const storeOnce = createStoreOnce({ ...deps, appendInRun });
  const quarantine = createQuarantineFile({ ...deps, appendInRun });
  return async (input: LifecycleInput): Promise<Inspection> => {
    const { tenantId, fileId, run } = input;
    const key = { tenantId, id: fileId };
    const [found, policy] = await Promise.all([deps.history.load(key), deps.policies.policyOf(tenantId)]);
    if (found === undefined) {
      throw new NotFoundError('file', fileId);
    }
    const file = found.record;
    const facts = await deps.inspect(await deps.contents.open(file.storage), policy.limits);
    const verdict = judgeFile(facts, { mimeType: file.declaredMimeType, sizeBytes: file.declaredSizeBytes }, policy);
    const settle = async (): Promise<StoredContent> => {
      // First of all: whoever comes too late for the file is told so here, before it claims anything.
      const written = await appendInRun(input, 'inspected', () => [inspected(input, facts, verdict)], found);
      if (verdict.verdict === 'accepted') return storeOnce(input, file, facts, written);
      if (verdict.reason === 'infected') await quarantine(input, file, facts, written);
      return file.storage;
    };
    const planFor = (storage: StoredContent): PlannedJob[] =>
      verdict.verdict === 'accepted' ? planJobs(plannable(deps, input, file, storage, facts, policy.limits)) : [];
    // Each is idempotent on its own: a step that dies in between does all of it again. A job's row does not say where
    // the content lies, so it need not wait until that is known.
    const [storage] = await Promise.all([
      settle(),
      ...planFor(file.storage).map((job) =>
        recordPlanned({ tenantId, fileId, version: file.version, run }, job, input),
      ),
    ]);
    return { verdict, jobs: planFor(storage) };
  };
}

function plannable(
  deps: InspectDeps,
  input: LifecycleInput,
  { filename, operations }: FileRecord,
  { storageUrl, versionId }: StoredContent,
  facts: FileFacts,
  { maxPixels, maxFrames, maxEntries }: InspectionLimits,
) {
  const { bucket, key } = locateStored(storageUrl);
  return {
    ...input,
    mimeType: facts.mimeType,
    sizeBytes: facts.sizeBytes,
    unparseable: facts.unparseable !== undefined,
    encrypted: facts.encrypted === true,
    source: { bucket, key, version_id: versionId, size_bytes: facts.sizeBytes, mime_type: facts.mimeType, filename },
    ...(operations !== undefined && { operations }),
    renditionsBucket: deps.renditionsBucket,
    limits: { max_pixels: maxPixels, max_frames: maxFrames, max_entries: maxEntries },
  };
}

function inspected({ fileId, version, run }: LifecycleInput, facts: FileFacts, { verdict, findings }: Verdict): Fact {
  const { kind, mimeType: mime_type, sizeBytes: size_bytes, sha256 } = facts;
  return {
    type: 'file.inspected',
    payload: {
      schema_version: 1,
      file_id: fileId,
      version,
      run,
      verdict,
      kind,
      mime_type,
      size_bytes,
      sha256,
      findings,
    },
  };
}
