import { MAX_PARTS_PER_CALL, type SignedPart } from '@sluice/contracts';

export type PartSigner = {
  /** A signed request for part `n` that has not expired as far as we can tell. */
  readonly signed: (n: number, checksum?: string) => Promise<SignedPart>;
  /** Forgets `refused`, because S3 refused it; does nothing when it was signed again meanwhile. */
  readonly forget: (refused: SignedPart) => void;
};

export type PartSignerOptions = {
  readonly signParts: (numbers: readonly number[]) => Promise<readonly SignedPart[]>;
  /** What `create` signed already. */
  readonly parts: readonly SignedPart[];
  /** Numbers of every part that is still to be sent, in order. */
  readonly wanted: readonly number[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

// Signed just in time, because URLs expire; in batches, because a call costs more than a signature.
const SIGN_AHEAD = Math.min(100, MAX_PARTS_PER_CALL);
// A part signed a moment ago is good whatever our clock says about its expiry: it may be wrong.
const TRUSTED_MS = 60_000;

/** Signed requests for parts, signed again in batches as they are needed or expire. */
export function createPartSigner({ signParts, parts, wanted, now }: PartSignerOptions): PartSigner {
  const held = new Map<number, { readonly part: SignedPart; readonly since: number }>();
  const keep = (signed: readonly SignedPart[]) => {
    for (const part of signed) held.set(part.n, { part, since: now() });
  };
  const usable = (n: number): SignedPart | undefined => {
    const found = held.get(n);
    if (found === undefined) return undefined;
    const expired = Date.parse(found.part.expires_at) <= now() && now() - found.since > TRUSTED_MS;
    return expired ? undefined : found.part;
  };
  keep(parts);

  let signing: Promise<void> | undefined;
  const signFrom = async (n: number): Promise<void> => {
    const due = wanted.slice(Math.max(0, wanted.indexOf(n))).filter((number) => usable(number) === undefined);
    keep(await signParts(due.slice(0, SIGN_AHEAD)));
  };

  return {
    forget: (refused) => {
      if (held.get(refused.n)?.part === refused) held.delete(refused.n);
    },
    signed: async (n) => {
      for (;;) {
        const part = usable(n);
        if (part !== undefined) return part;
        // One batch at a time: eight workers that run dry together must not sign the same parts eight times.
        const first = signing === undefined;
        signing ??= signFrom(n).finally(() => {
          signing = undefined;
        });
        await signing;
        if (first && usable(n) === undefined) throw new TypeError(`part ${n} was asked for, but not signed`);
      }
    },
  };
}
