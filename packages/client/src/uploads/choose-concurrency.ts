export type ConcurrencyOptions = {
  /** Where it begins. */
  readonly least: number;
  readonly most: number;
};

/** Told of every part that is stored; answers how many may be under way from now on. */
export type ChooseConcurrency = (part: { readonly bytes: number; readonly atMs: number }) => number;

// Less than this is noise.
const WORTH_IT = 1.08;
const STEP = 2;
/** After this many windows without a change the line may have changed: one step up is tried again. */
const TRY_AGAIN_AFTER = 16;

/**
 * Climbs while more parts at once bring more bytes a second, steps back when they do not, and tries again now and then:
 * the right number depends on the line, which nobody knows beforehand.
 */
export function createChooseConcurrency({ least, most }: ConcurrencyOptions): ChooseConcurrency {
  let limit = Math.min(least, most);
  let best = { limit, rate: 0 };
  let settledFor: number | undefined;
  let window = { since: Number.NaN, bytes: 0, parts: 0 };

  const decide = (rate: number): void => {
    if (settledFor !== undefined) {
      settledFor += 1;
      if (settledFor < TRY_AGAIN_AFTER) return;
      settledFor = undefined;
      best = { limit, rate };
      limit = Math.min(most, limit + STEP);
    } else if (best.rate === 0 || rate > best.rate * WORTH_IT) {
      best = { limit, rate };
      limit = Math.min(most, limit + STEP);
      if (limit === best.limit) settledFor = 0;
    } else {
      limit = best.limit;
      settledFor = 0;
    }
  };

  return ({ bytes, atMs }) => {
    // The first part only starts the clock: its time holds the opening of the connections.
    if (Number.isNaN(window.since)) window = { since: atMs, bytes: 0, parts: 0 };
    else window = { ...window, bytes: window.bytes + bytes, parts: window.parts + 1 };
    if (window.parts >= limit && atMs > window.since) {
      decide(window.bytes / (atMs - window.since));
      window = { since: atMs, bytes: 0, parts: 0 };
    }
    return limit;
  };
}
