import type { FactType } from './events/fact-types.ts';

/** Where every metric of ours is found in CloudWatch. */
export const METRIC_NAMESPACE = 'Sluice';

/**
 * Every metric, by `service` and by `service` + `operation`. Counts are only written when there is something to count.
 *
 * - What every edge writes: requests, how long they took (milliseconds), what went wrong, messages of queues and streams,
 *   and calls that could not be counted against a rate limit.
 * - The funnel: how many files got how far, counted where their facts are published (service `foundation`).
 * - Models: calls, tokens in and out, US dollars, and how long one analysis took (milliseconds).
 */
export const METRICS = {
  requests: 'Requests',
  duration: 'Duration',
  clientErrors: 'ClientErrors',
  serverErrors: 'ServerErrors',
  rateLimiterFailures: 'RateLimiterFailures',
  messages: 'Messages',
  messageFailures: 'MessageFailures',
  filesUploaded: 'FilesUploaded',
  filesInspected: 'FilesInspected',
  filesRejected: 'FilesRejected',
  filesProcessed: 'FilesProcessed',
  filesUnderstood: 'FilesUnderstood',
  filesAwaitingReview: 'FilesAwaitingReview',
  filesPublished: 'FilesPublished',
  filesFailed: 'FilesFailed',
  modelCalls: 'ModelCalls',
  modelTokens: 'ModelTokens',
  modelDollars: 'ModelDollars',
  analysisDuration: 'AnalysisDuration',
} as const;
export type MetricKey = keyof typeof METRICS;

/** In units of CloudWatch; what is not here is a count. CloudWatch knows no currency. */
export const METRIC_UNITS: Readonly<Partial<Record<MetricKey, 'Milliseconds' | 'None'>>> = {
  duration: 'Milliseconds',
  analysisDuration: 'Milliseconds',
  modelDollars: 'None',
};

/** The funnel: which metric counts which fact. */
export const FACT_METRICS: Readonly<Partial<Record<FactType, MetricKey>>> = {
  'file.uploaded': 'filesUploaded',
  'file.inspected': 'filesInspected',
  'file.rejected': 'filesRejected',
  'file.processed': 'filesProcessed',
  'file.understood': 'filesUnderstood',
  'review.requested': 'filesAwaitingReview',
  'file.published': 'filesPublished',
  'file.failed': 'filesFailed',
};
