import type { Priced } from './prices.ts';

/**
 * What one file uses on its way from the upload to publication, in single things, rounded up: counted in the routes, the
 * state machine and the facts of a picture with three renditions, whose jobs are the dearest.
 */
export const USAGE_OF_FILE = {
  // Declare, complete, and look twice whether it is ready.
  gateway_requests: 4,
  firewall_requests: 4,
  // The requests, the arrival, inspection, one job, publication, and the publishers of facts.
  function_requests: 12,
  state_transitions: 9,
  // Arrival and job: send, receive, delete; and each subscriber of a fact.
  queue_requests: 12,
  // Every change is a transaction of three rows, which counts twice.
  table_writes: 70,
  table_reads: 40,
  bus_events: 8,
  storage_writes: 6,
  storage_reads: 8,
  key_requests: 12,
} as const satisfies Partial<Record<Priced, number>>;

/** 0.1 s at 512 MB for each of the small functions; inspection and the job take longer and more. */
export const GB_SECONDS_OF_FILE = 10 * 0.1 * 0.5 + 0.3 * 1.75 + 1.5 * 2;
/** Twelve invocations with a line of half a kilobyte and Lambda's own report of as much, and the gateway's. */
export const LOG_BYTES_OF_FILE = 16_000;
/** What renditions add to what was sent. */
export const STORED_PER_BYTE = 1.3;
/** Two queues that Lambda looks at with five pollers, each every twenty seconds. */
export const IDLE_QUEUE_REQUESTS = (2 * 5 * 30 * 24 * 3600) / 20;
