/** This worker was sent a task that is another worker's. */
export class UnknownTaskError extends Error {
  override readonly name = 'UnknownTask';
  constructor(worker: string, known: readonly string[], task: string) {
    super(`the ${worker} worker runs ${known.join(', ')}, not ${task}`);
  }
}
