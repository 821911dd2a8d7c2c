const NORMAL = '#3b82f6';
const GOOD = '#22a06b';
const REFUSED = '#f59e0b';
const BAD = '#e5484d';
const WAITING = '#8b5cf6';

/** The same meaning has the same color on every dashboard; the rest is left to who draws. */
const COLORS: Readonly<Record<string, string>> = {
  uploaded: NORMAL,
  inspected: NORMAL,
  processed: NORMAL,
  understood: NORMAL,
  requests: NORMAL,
  invocations: NORMAL,
  started: NORMAL,
  published: GOOD,
  succeeded: GOOD,
  rejected: REFUSED,
  'client errors': REFUSED,
  '4xx': REFUSED,
  'timed out': REFUSED,
  throttles: WAITING,
  'sent to review': WAITING,
  failed: BAD,
  errors: BAD,
  'server errors': BAD,
  '5xx': BAD,
};

export function colorOf(label: string): string | undefined {
  return COLORS[label];
}
