/**
 * All that a log line may carry besides level, message, time and service. What is not listed is dropped: a new field
 * is added here after asking whether it can hold a token, a signed URL, a name or content.
 */
export const LOG_FIELDS = [
  'correlation_id',
  'request_id',
  'tenant_id',
  'route',
  'operation',
  'status',
  'code',
  'detail',
  'duration_ms',
  'file_id',
  'upload_id',
  'job_id',
  'review_id',
  'message_id',
  'message_type',
  'receive_count',
  'retry_in_seconds',
  'sequence',
  'fact_type',
  'execution',
  'version',
  'run',
  'stage',
  'task',
  'rendition',
  'kind',
  'mime_type',
  'size_bytes',
  'reason',
  'verdict',
  'attempt',
  'count',
  'dependency',
  'analyzer',
  'model',
  'prompt',
  'input_tokens',
  'output_tokens',
  'dollars',
] as const;
export type LogField = (typeof LOG_FIELDS)[number];

export type LogFields = { readonly [F in LogField]?: string | number | boolean | undefined } & {
  /** Printed with name, message, stack and causes. */
  readonly error?: unknown;
};
