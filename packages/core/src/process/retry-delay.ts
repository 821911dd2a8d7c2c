/**
 * Seconds until a failed job comes again: 1, 2, 4. After the last try none, so that its message reaches the dead letters,
 * and its file an answer, at once.
 */
export function retryDelaySeconds(receiveCount: number, maxReceives: number): number {
  return receiveCount >= maxReceives ? 0 : 2 ** (receiveCount - 1);
}
