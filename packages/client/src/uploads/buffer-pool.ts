const MIB = 1024 ** 2;

export type BufferPool = {
  /** Memory for `size` bytes, as soon as there is some. Rejects with the signal's reason. */
  readonly take: (size: number, signal: AbortSignal) => Promise<Uint8Array>;
  /** Hands back what was taken. */
  readonly give: (bytes: Uint8Array) => void;
};

export type BufferPoolOptions = {
  /** What all uploads of a client hold together; one larger request is served alone. */
  readonly budgetBytes: number;
  readonly allocate: (bytes: number) => Uint8Array;
  /** Does the work when nothing was taken for a while; answers what calls it off. @default after five seconds */
  readonly whenIdle?: (work: () => void) => () => void;
};

const IDLE_MS = 5_000;

// Not at once: memory that is allocated anew for every part piles up until the collector comes by.
const afterAWhile = (work: () => void): (() => void) => {
  const timer = setTimeout(work, IDLE_MS);
  // Node would wait for it before it ends; in a browser it is a number.
  if (typeof timer === 'object') timer.unref();
  return () => clearTimeout(timer);
};

type Waiting = { readonly size: number; readonly resolve: (bytes: Uint8Array) => void };

/** A bounded amount of memory that parts are read into, used again and again. First come, first served. */
export function createBufferPool({ budgetBytes, allocate, whenIdle = afterAWhile }: BufferPoolOptions): BufferPool {
  const free: Uint8Array[] = [];
  const taken = new Map<ArrayBufferLike, Uint8Array>();
  const queue: Waiting[] = [];
  let held = 0;

  let idle: (() => void) | undefined;

  const letGo = (): void => {
    idle = undefined;
    if (taken.size > 0) return;
    free.length = 0;
    held = 0;
  };
  const grab = (size: number): Uint8Array | undefined => {
    const capacity = Math.max(1, Math.ceil(size / MIB)) * MIB;
    const index = free.findIndex(({ byteLength }) => byteLength === capacity);
    const [fitting] = index < 0 ? [] : free.splice(index, 1);
    if (fitting !== undefined) return fitting;
    // What lies there in another size makes room.
    while (free.length > 0 && held + capacity > budgetBytes) held -= free.pop()?.byteLength ?? 0;
    if (held > 0 && held + capacity > budgetBytes) return undefined;
    held += capacity;
    return allocate(capacity);
  };
  const hand = (whole: Uint8Array, size: number): Uint8Array => {
    idle?.();
    idle = undefined;
    taken.set(whole.buffer, whole);
    return whole.subarray(0, size);
  };
  const serve = (): void => {
    for (let first = queue[0]; first !== undefined; first = queue[0]) {
      const whole = grab(first.size);
      if (whole === undefined) return;
      queue.shift();
      first.resolve(hand(whole, first.size));
    }
  };

  return {
    take: (size, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const one: Waiting = {
          size,
          resolve: (bytes) => {
            signal.removeEventListener('abort', leave);
            resolve(bytes);
          },
        };
        const leave = () => {
          queue.splice(queue.indexOf(one), 1);
          reject(signal.reason);
          serve();
        };
        signal.addEventListener('abort', leave, { once: true });
        queue.push(one);
        serve();
      }),
    give: (bytes) => {
      const whole = taken.get(bytes.buffer);
      if (whole === undefined) return;
      taken.delete(bytes.buffer);
      free.push(whole);
      serve();
      if (taken.size === 0) idle ??= whenIdle(letGo);
    },
  };
}
