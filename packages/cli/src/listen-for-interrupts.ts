/** A person, the system or the terminal wants us to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/**
 * A signal that is aborted by Ctrl-C, SIGTERM, SIGHUP, or the end of the process that started us. Hearing several, or
 * one twice (npm passes on what the terminal has told us already), changes nothing: cleaning up goes on.
 */
export const listenForInterrupts = (target: NodeJS.Process): AbortSignal => {
  const controller = new AbortController();
  const stop = (why: string): void => controller.abort(new Interrupted(`interrupted by ${why}`));
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) target.on(name, () => stop(name));
  target.on('disconnect', () => stop('the end of what started it'));
  // Listening to the channel must not keep a process alive that is done.
  target.channel?.unref();
  // A terminal that is gone must not keep us from cleaning up.
  for (const stream of [target.stdout, target.stderr]) stream.on('error', () => {});
  return controller.signal;
};
