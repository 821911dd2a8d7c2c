import type { Subject } from '@sluice/core/understand';

/**
 * Analyzers of one subject share what several of them need: the first asks, the others wait for the same answer or the
 * same error. It is forgotten with the subject; only an aborted run is asked again.
 */
export function oncePerSubject<T>(
  make: (subject: Subject, signal: AbortSignal) => Promise<T>,
): (subject: Subject, signal: AbortSignal) => Promise<T> {
  const answers = new WeakMap<Subject, Promise<T>>();
  return (subject, signal) => {
    const known = answers.get(subject);
    if (known !== undefined) return known;
    const answer = make(subject, signal);
    answers.set(subject, answer);
    answer.catch(() => {
      if (signal.aborted) answers.delete(subject);
    });
    return answer;
  };
}
