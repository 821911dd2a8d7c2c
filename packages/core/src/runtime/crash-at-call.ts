/** The process died, as far as a test is concerned. */
export class CrashError extends Error {
  override readonly name = 'Crash';
}

export type Crashing<P> = {
  readonly ports: P;
  /** Calls made so far, to all ports together. */
  readonly calls: () => number;
};

type Method = (...args: unknown[]) => unknown;

/**
 * For tests: the same ports, whose n-th call (from 1) never returns. `before` it the effect did not happen; `after` it
 * did, and its answer is lost. A crash is final: every later call fails as well.
 */
export function crashAtCall<P extends Readonly<Record<string, object>>>(
  ports: P,
  n: number,
  when: 'before' | 'after',
): Crashing<P> {
  let count = 0;
  const around =
    (method: Method, port: object) =>
    (...args: unknown[]) => {
      count += 1;
      if (count > n || (count === n && when === 'before')) {
        throw new CrashError(`before call ${count}`);
      }
      const answer = Reflect.apply(method, port, args);
      if (count < n) {
        return answer;
      }
      const lost = () => {
        throw new CrashError(`after call ${n}`);
      };
      return answer instanceof Promise ? answer.then(lost) : lost();
    };
  const wrap = (port: object) =>
    new Proxy(port, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? around((...args) => Reflect.apply(value, target, args), target) : value;
      },
    });
  const wrapped = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, wrap(port)]));
  return { ports: { ...ports, ...wrapped }, calls: () => count };
}
