import type { LifecycleInput as LifecycleMessage, LifecycleStart, ResumeStage } from '@sluice/contracts';

/** What the state machine `file-lifecycle` is started with. Ids only: whatever else a step needs it reads itself. */
export type LifecycleInput = {
  readonly tenantId: string;
  readonly fileId: string;
  readonly version: number;
  readonly run: number;
  readonly correlationId: string;
  readonly userId: string;
  readonly priority: number;
};

/** Where a run begins when it is not the first: `reviewSeconds` is how long a person still has. */
export type Resumption = { readonly stage: ResumeStage; readonly reviewSeconds: number };

/** Starts the flow of one content and run: exactly one execution, however often it is asked for. */
export interface Lifecycle {
  /** @default from its first stage */
  start(input: LifecycleInput, from?: Resumption): Promise<'started' | 'already_started'>;
}

/** What is in the machine's hands when it starts: the place of every answer it may read later. */
export function startOfLifecycle(input: LifecycleInput, from?: Resumption): LifecycleStart {
  return {
    ...lifecycleToWire(input),
    from: from?.stage ?? 'inspect',
    step: { verdict: 'accepted', reason: '', detail: '', review_seconds: from?.reviewSeconds ?? 0 },
    results: [],
  };
}

/** `<file_id>.<version>.<run>`: Step Functions refuses a second execution of a name. */
export function executionName({ fileId, version, run }: Pick<LifecycleInput, 'fileId' | 'version' | 'run'>): string {
  return `${fileId}.${version}.${run}`;
}

/** The input as the steps of an execution are told. */
export function lifecycleToWire(input: LifecycleInput): LifecycleMessage {
  const { tenantId, fileId, version, run, correlationId, userId, priority } = input;
  return {
    tenant_id: tenantId,
    file_id: fileId,
    version,
    run,
    correlation_id: correlationId,
    user_id: userId,
    priority,
  };
}

export function lifecycleFromWire(message: LifecycleMessage): LifecycleInput {
  const { tenant_id, file_id, version, run, correlation_id, user_id, priority } = message;
  return {
    tenantId: tenant_id,
    fileId: file_id,
    version,
    run,
    correlationId: correlation_id,
    userId: user_id,
    priority,
  };
}
