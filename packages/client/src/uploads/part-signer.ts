import { fillPart, MAX_PARTS_PER_CALL, type SignedPartTemplate } from '@sluice/contracts';

/** One request for one part, to be sent exactly as it is. */
export type SignedRequest = {
  readonly n: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
};

/** `checksum` in base64, for uploads that were declared with an algorithm. */
export type PartToSign = { readonly n: number; readonly checksum?: string | undefined };

export type PartSigner = {
  /**
   * A signed request for a part that has not expired as far as we can tell. `early`: it is not its turn yet, so that the
   * signing may wait for others.
   */
  readonly signed: (part: PartToSign, when?: 'early' | 'now') => Promise<SignedRequest>;
  /** Forgets `refused`, because S3 refused it; does nothing when it was signed again meanwhile. */
  readonly forget: (refused: SignedRequest) => void;
};

export type PartSignerOptions = {
  readonly sign: (parts: PartToSign[]) => Promise<SignedPartTemplate>;
  /** Numbers of every part that is still to be sent, in order. */
  readonly wanted: readonly number[];
  /** What is signed already. */
  readonly given: readonly SignedRequest[];
  /** Whether a part can be signed only once its bytes are known. */
  readonly needsChecksums: boolean;
  /** Holds back the early signing of parts with checksums, while enough others wait to be sent. @default not at all */
  readonly whenWanted?: () => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

// Signed just in time, because URLs expire; in batches, because a call costs more than a signature.
const SIGN_AHEAD = Math.min(100, MAX_PARTS_PER_CALL);
// When so few are left the next are signed meanwhile, so that nobody waits for them.
const FEW_LEFT = 25;
// A part signed a moment ago is good whatever our clock says about its expiry: it may be wrong.
const TRUSTED_MS = 60_000;

/**
 * Signed requests for parts, signed again in batches as they are needed or expire. Parts without a checksum are signed
 * ahead; of the others all that are asked for while a call is under way, or held back, go into the next one.
 */
export function createPartSigner(options: PartSignerOptions): PartSigner {
  const { sign, wanted, given, needsChecksums, whenWanted, now } = options;
  const places = new Map(wanted.map((n, place) => [n, place]));
  const held = new Map<number, { readonly request: SignedRequest; readonly since: number }>();
  const hold = (request: SignedRequest) => held.set(request.n, { request, since: now() });
  for (const request of given) hold(request);
  const asked = new Map<number, PartToSign>();
  const usable = (n: number): SignedRequest | undefined => {
    const found = held.get(n);
    if (found === undefined) return undefined;
    const expired = Date.parse(found.request.expiresAt) <= now() && now() - found.since > TRUSTED_MS;
    return expired ? undefined : found.request;
  };
  const due = (n: number): PartToSign[] => {
    if (needsChecksums) return [...asked.values()].slice(0, MAX_PARTS_PER_CALL);
    const ahead = wanted.slice(places.get(n) ?? 0).filter((number) => usable(number) === undefined);
    return ahead.slice(0, SIGN_AHEAD).map((number) => ({ n: number }));
  };

  let signing: Promise<void> | undefined;
  let hurry = Promise.withResolvers<void>();
  // One batch at a time: eight workers that run dry together must not sign the same parts eight times.
  const signOnce = (n: number): Promise<void> => {
    signing ??= signFrom(n).finally(() => {
      signing = undefined;
      hurry = Promise.withResolvers();
    });
    return signing;
  };
  const signFrom = async (n: number): Promise<void> => {
    if (needsChecksums && whenWanted !== undefined) await Promise.race([whenWanted(), hurry.promise]);
    const parts = due(n);
    const { template, parts: signatures } = await sign(parts);
    const checksums = new Map(parts.map((part) => [part.n, part.checksum]));
    for (const { n: number, signature } of signatures) {
      const filled = fillPart(template, { n: number, signature, checksum: checksums.get(number) });
      hold({ n: number, ...filled, expiresAt: template.expires_at });
      asked.delete(number);
    }
  };

  const signAhead = (n: number): void => {
    const next = wanted[Math.min((places.get(n) ?? 0) + FEW_LEFT, wanted.length - 1)];
    if (needsChecksums || next === undefined || usable(next) !== undefined) return;
    // Whoever needs one of them tries again, and hears why not.
    signOnce(n).catch(() => {});
  };

  return {
    forget: (refused) => {
      if (held.get(refused.n)?.request === refused) held.delete(refused.n);
    },
    signed: async (part, when = 'now') => {
      const { n } = part;
      for (;;) {
        const request = usable(n);
        if (request !== undefined) {
          signAhead(n);
          return request;
        }
        asked.set(n, part);
        // It holds a place that the others wait for: they would wait for each other.
        if (when === 'now') hurry.resolve();
        const first = signing === undefined;
        await signOnce(n);
        if (first && usable(n) === undefined) throw new TypeError(`part ${n} was asked for, but not signed`);
      }
    },
  };
}
