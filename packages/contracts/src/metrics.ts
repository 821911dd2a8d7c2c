/** Where every metric of ours is found in CloudWatch. */
export const METRIC_NAMESPACE = 'Sluice';

/**
 * The metrics every edge writes, by `service` and by `service` + `operation`. `duration` is in milliseconds; the error
 * counts are only written when there is one.
 */
export const METRICS = {
  requests: 'Requests',
  duration: 'Duration',
  clientErrors: 'ClientErrors',
  serverErrors: 'ServerErrors',
  messages: 'Messages',
  messageFailures: 'MessageFailures',
} as const;
