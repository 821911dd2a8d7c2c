/** `unknown`: no execution of that name was ever started, or the cloud has forgotten it. */
export type ExecutionState =
  | { readonly state: 'running' | 'unknown' }
  /** `status` as the cloud calls it, such as `FAILED`. */
  | { readonly state: 'ended'; readonly status: string };

/** Names one run of the flow over one content. */
export type RunName = { readonly fileId: string; readonly version: number; readonly run: number };

/** What has become of executions of the state machine. */
export interface Executions {
  statusOf(run: RunName): Promise<ExecutionState>;
}
