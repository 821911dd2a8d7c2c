import {
  createDynamoDB,
  createExecutions,
  createLifecycle,
  createOpenFiles,
  createRecordTable,
  createStepFunctions,
  createTenantPolicies,
  parseFile,
} from '@sluice/aws';
import { createAppendFacts, createChangeRecord } from '@sluice/core/history';
import type { ReconcileDeps } from '@sluice/core/operate';
import { systemClock } from '@sluice/core/runtime';
import type { Env } from './reconcile-files.env.ts';

/** What it takes to take up a file: the same by the clock and by hand. */
export function createReconcileDeps({ HISTORY_TABLE, TENANTS_TABLE, STATE_MACHINE_ARN }: Env): ReconcileDeps {
  const client = createDynamoDB();
  const machine = { client: createStepFunctions(), stateMachineArn: STATE_MACHINE_ARN };
  const files = createRecordTable({ client, tableName: HISTORY_TABLE, kind: 'FILE', parse: parseFile });
  return {
    files,
    openFiles: createOpenFiles({ client, tableName: HISTORY_TABLE }),
    append: createAppendFacts(createChangeRecord({ store: files, clock: systemClock })),
    executions: createExecutions(machine),
    lifecycle: createLifecycle(machine),
    policies: createTenantPolicies({ client, tableName: TENANTS_TABLE }),
    clock: systemClock,
  };
}
