import type { Fact, JobResult, StepVerdict } from '@sluice/contracts';
import type { ReviewPolicy, TenantPolicies } from '../access/index.ts';
import {
  type AppendInRun,
  type FileRecord,
  type RecordStore,
  type Run,
  RunSupersededError,
  type Versioned,
} from '../history/index.ts';
import { createRecordResults, findObjection, type Job, type RenditionStorage } from '../process/index.ts';
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
    if (found === undefined) {
      throw new NotFoundError('file', run.fileId);
    }
    const { review } = policy;
    if (isUnderstood(found.record, run)) {
      return verdictOf(found.record, review.deadlineSeconds);
    }
    const objection = findObjection(results, policy);
    if (objection !== undefined) {
      await recordResults(run, results, policy);
      return { verdict: 'rejected', ...objection, review_seconds: 0 };
    }
    // What processing made is written down while it is looked at.
    const [processed, { subject, findings, ...analyses }] = await Promise.all([
      recordResults(run, results, policy, found),
      analyze(deps, found.record, results, review, signal),
    ]);
    const understood = await appendUnderstood(deps, run, subject, findings, {
      unsure: findUnsure(findings, subject, review),
      known: processed?.outcome === 'changed' ? processed : undefined,
    });
    return { ...verdictOf(understood, review.deadlineSeconds), ...analyses };
  };
}

type Looked = Pick<Understanding, 'broken' | 'model'> & { readonly subject: Subject; readonly findings: Findings };

async function analyze(
  { renditions, analyzers, model }: UnderstandDeps,
  file: FileRecord,
  results: readonly JobResult[],
  review: ReviewPolicy,
  signal: AbortSignal,
): Promise<Looked> {
  const subject = await buildSubject(file, results, renditions);
  const { findings, broken } = await runAnalyzers(analyzers, subject, signal);
  const wanted = findWanted(findings, subject, review);
  if (wanted.length === 0) {
    return { subject, findings, broken };
  }
  const answer = await model.ask({ subject, wanted, signal });
  const merged = answer.outcome === 'answered' ? mergeFindings(findings, answer.findings) : findings;
  return { subject, findings: merged, broken, model: answer };
}

async function appendUnderstood(
  { appendInRun }: UnderstandDeps,
  run: Run,
  subject: Subject,
  findings: Findings,
  { unsure, known }: { readonly unsure: readonly string[]; readonly known: Versioned<FileRecord> | undefined },
): Promise<FileRecord> {
  const { fileId, version } = run;
  const understood: Fact = {
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
  };
  const { record } = await appendInRun(run, 'understood', () => [understood], known);
  if (record === undefined) {
    throw new NotFoundError('file', fileId);
  }
  return record;
}

/** Whether this run has come past this stage: its message came twice, or its answer got lost. */
function isUnderstood(file: FileRecord, { fileId, version, run }: Run): boolean {
  if (file.version !== version) return false;
  if (file.run > run) throw new RunSupersededError(fileId, run, file.run);
  return file.run === run && (file.status === 'publishing' || file.status === 'pending_review');
}

function verdictOf({ status }: FileRecord, review_seconds: number): StepVerdict {
  return status === 'pending_review'
    ? { verdict: 'unsure', reason: '', detail: '', review_seconds }
    : { verdict: 'accepted', reason: '', detail: '', review_seconds: 0 };
}
