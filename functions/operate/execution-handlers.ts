import type { operateRoutes, ReconciliationView } from '@sluice/contracts';
import {
  createReconcile,
  createRedriveFile,
  isOpen,
  type ReconcileDeps,
  type Reconciliation,
  stageOf,
} from '@sluice/core/operate';
import { NotFoundError } from '@sluice/core/runtime';
import type { RouteHandlers } from '@sluice/lambda';

type ExecutionRoutes = 'getExecution' | 'redriveExecution' | 'getReconciliation' | 'reconcile';

/** What one call can look at before the gateway gives up. */
const MOST_FILES = 500;

/** How far files came and what holds them up, for who runs the platform: ids, statuses and reasons. */
export function createExecutionHandlers(
  deps: ReconcileDeps,
): Pick<RouteHandlers<typeof operateRoutes>, ExecutionRoutes> {
  const reconcile = createReconcile(deps);
  const redrive = createRedriveFile(deps);
  return {
    async getExecution({ params, query }) {
      const found = await deps.files.load({ tenantId: query.tenant_id, id: params.file_id });
      if (found === undefined) throw new NotFoundError('file', params.file_id);
      const { fileId, tenantId, version, run, status } = found.record;
      const execution = await deps.executions.statusOf({ fileId, version, run });
      return {
        status: 200,
        body: {
          file_id: fileId,
          tenant_id: tenantId,
          version,
          run,
          file_status: status,
          ...(isOpen(status) && { stage: stageOf(status) }),
          execution: execution.state,
          ...(execution.state === 'ended' && { ended: execution.status }),
        },
      };
    },
    async redriveExecution({ params, query, principal, correlationId, log }) {
      const { file_id } = params;
      const { outcome, status, run } = await redrive({
        tenantId: query.tenant_id,
        fileId: file_id,
        userId: principal.userId,
        correlationId,
      });
      log.warn('file redriven', { file_id, verdict: outcome, run });
      return { status: 200, body: { file_id, outcome, file_status: status, run } };
    },
    async getReconciliation({ query, correlationId }) {
      const found = await reconcile({ correlationId, limit: MOST_FILES, dryRun: true, ...olderThan(query) });
      return { status: 200, body: presentReconciliation(found) };
    },
    async reconcile({ body, correlationId, log }) {
      const done = await reconcile({ correlationId, limit: MOST_FILES, ...olderThan(body) });
      log.warn('reconciled by hand', { count: done.resumed.length });
      return { status: 200, body: presentReconciliation(done) };
    },
  };
}

function olderThan({ older_than_seconds: seconds }: { older_than_seconds?: number | undefined }) {
  return seconds === undefined ? {} : { olderThanSeconds: seconds };
}

function presentReconciliation({
  looked,
  running,
  resumed,
  givenUp,
  failed,
  next,
}: Reconciliation): ReconciliationView {
  return {
    looked,
    running,
    resumed: resumed.map(({ tenantId, fileId, stage, run, detail }) => ({
      file_id: fileId,
      tenant_id: tenantId,
      detail,
      stage,
      run,
    })),
    given_up: givenUp.map(({ tenantId, fileId, reason, detail }) => ({
      file_id: fileId,
      tenant_id: tenantId,
      detail,
      reason,
    })),
    failed: failed.map(({ tenantId, fileId }) => ({ file_id: fileId, tenant_id: tenantId })),
    complete: next === undefined,
  };
}
