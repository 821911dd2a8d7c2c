/** Work of one band never waits behind work of another: each has queues and workers' places of its own. */
export const PRIORITY_BANDS = ['high', 'normal', 'low'] as const;
export type PriorityBand = (typeof PRIORITY_BANDS)[number];

/** The band of a priority from 1 to 10: 8 and more is high, 3 and less low. */
export function bandOf(priority: number): PriorityBand {
  if (priority >= 8) return 'high';
  return priority <= 3 ? 'low' : 'normal';
}
