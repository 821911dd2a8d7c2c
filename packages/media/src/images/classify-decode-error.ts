/** What libvips says when the machine, not the picture, is at fault. */
const OUR_FAULT = /out of memory|cannot allocate|unable to (malloc|create thread)|timeout|too many open files/i;
const TOO_LARGE = /exceeds pixel limit/i;

export type DecodeFailure = {
  readonly outcome: 'unparseable' | 'too_many_pixels';
  readonly detail: string;
};

/** The outcome that an error of the decoder stands for; throws it on when the content is not to blame. */
export function classifyDecodeError(error: unknown): DecodeFailure {
  if (!(error instanceof Error) || error.constructor !== Error || OUR_FAULT.test(error.message)) throw error;
  const detail = (error.message.split('\n')[0] ?? '').trim();
  return { outcome: TOO_LARGE.test(error.message) ? 'too_many_pixels' : 'unparseable', detail };
}
