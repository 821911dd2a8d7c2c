import type { Measured } from './sample-store.ts';

export type QueueState = { readonly name: string; readonly visible: number; readonly notVisible: number };

/** A queue as it is now. Nobody tells the age of its messages, but without any it is zero. */
export function measureQueue({ name, visible, notVisible }: QueueState, at: number): readonly Measured[] {
  const measure = (metric: string, value: number): Measured => ({
    metric: { namespace: 'AWS/SQS', name: metric, dimensions: { QueueName: name } },
    sample: { at, value },
  });
  return [
    measure('ApproximateNumberOfMessagesVisible', visible),
    measure('ApproximateNumberOfMessagesNotVisible', notVisible),
    ...(visible + notVisible === 0 ? [measure('ApproximateAgeOfOldestMessage', 0)] : []),
  ];
}
