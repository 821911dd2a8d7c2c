import type { JobResult, StepVerdict } from '@sluice/contracts';
import type { TenantPolicies } from '../access/index.ts';
import { type AppendInRun, type FileRecord, type RecordStore, type Run, RunSupersededError } from '../history/index.ts';
import { createRecordResults, type Job, type RenditionStorage } from '../process/index.ts';
import { type Clock, deriveId, NotFoundError } from '../runtime/index.ts';
import type { Analyzer, Findings, Subject } from './analyzer.ts';
import { buildSubject } from './build-subject.ts';
import { findUnsure, findWanted } from './judge-findings.ts';
import type { LanguageModel, ModelAnswer } from './language-model.ts';
import { type Analyses, mergeFindings, runAnalyzers } from './run-analyzers.ts';
import { searchTextOf } from './search-text.ts';

export type UnderstandDeps = {
  readonly history: RecordStore<FileRecord>;
  readonly appendInRun: AppendInRun;
  readonly jobs: RecordStore<Job>;
  readonly policies: TenantPolicies;
  readonly renditions: RenditionStorage;
  readonly analyzers: readonly Analyzer[];
  readonly model: LanguageModel;
  readonly clock: Clock;
};

export type Understanding = StepVerdict & Partial<Pick<Analyses, 'broken'>> & { readonly model?: ModelAnswer };

/**
 * Writes down what processing made, finds out what the file is about, and answers whether it is sure: local analyzers
 * first, a model only for what they left missing or unsure. Once a run. Throws NotFoundError and RunSupersededError.
 */
export function createUnderstandFile(deps: UnderstandDeps) {
  const recordResults = createRecordResults(deps);
  return async (run: Run, results: readonly JobResult[], signal: AbortSignal): Promise<Understanding> => {
    const [found, policy] = await Promise.all([
      deps.history.load({ tenantId: run.tenantId, id: run.fileId }),
      deps.policies.policyOf(run.tenantId),
    ]);
    const reviewSeconds = policy.review.deadlineSeconds;
    if (isUnderstood(found?.record, run)) {
      return verdictOf(found.record, reviewSeconds);
    }
    const processed = await recordResults(run, results, policy);
    if (processed.outcome === 'rejected') {
      return { verdict: 'rejected', reason: processed.reason, detail: processed.detail, review_seconds: 0 };
    }
    const file = processed.file;
    if (file === undefined) {
      throw new NotFoundError('file', run.fileId);
    }
    const subject = await buildSubject(file, deps.renditions);
    const local = await runAnalyzers(deps.analyzers, subject, signal);
    const wanted = findWanted(local.findings, subject, policy.review);
    const model = wanted.length === 0 ? undefined : await deps.model.ask({ subject, wanted, signal });
    const findings = model?.outcome === 'answered' ? mergeFindings(local.findings, model.findings) : local.findings;
    const understood = await appendUnderstood(
      deps,
      run,
      subject,
      findings,
      findUnsure(findings, subject, policy.review),
    );
    return { ...verdictOf(understood, reviewSeconds), broken: local.broken, ...(model && { model }) };
  };
}

async function appendUnderstood(
  { appendInRun }: UnderstandDeps,
  run: Run,
  subject: Subject,
  findings: Findings,
  unsure: readonly string[],
): Promise<FileRecord> {
  const { fileId, version } = run;
  const { record } = await appendInRun(run, 'understood', () => [
    {
      type: 'file.understood',
      payload: {
        schema_version: 1,
        file_id: fileId,
        version,
        run: run.run,
        verdict: unsure.length === 0 ? 'sure' : 'unsure',
        unsure: [...unsure],
        // One review a content, whichever run asks for it: a person is not asked twice.
        ...(unsure.length > 0 && { review_id: deriveId(fileId, `review.${version}`) }),
        findings: { ...findings },
        search_text: searchTextOf(subject, findings),
      },
    },
  ]);
  if (record === undefined) {
    throw new NotFoundError('file', fileId);
  }
  return record;
}

/** Whether this run has come past this stage: its message came twice, or its answer got lost. */
function isUnderstood(file: FileRecord | undefined, { fileId, version, run }: Run): file is FileRecord {
  if (file === undefined || file.version !== version) return false;
  if (file.run > run) throw new RunSupersededError(fileId, run, file.run);
  return file.run === run && (file.status === 'publishing' || file.status === 'pending_review');
}

function verdictOf({ status }: FileRecord, review_seconds: number): StepVerdict {
  return status === 'pending_review'
    ? { verdict: 'unsure', reason: '', detail: '', review_seconds }
    : { verdict: 'accepted', reason: '', detail: '', review_seconds: 0 };
}
