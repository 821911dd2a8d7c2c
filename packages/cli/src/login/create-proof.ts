import { createHash, randomBytes } from 'node:crypto';

/** What ties an authorization request to its answer, unknown to whoever reads along. */
export type Proof = {
  /** RFC 7636: shown only when the code is exchanged. */
  readonly verifier: string;
  readonly challenge: string;
  /** Comes back with the code: an answer to somebody else's request has another. */
  readonly state: string;
  /** Comes back in the identity token. */
  readonly nonce: string;
};

const random = (): string => randomBytes(32).toString('base64url');

export const createProof = (): Proof => {
  const verifier = random();
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return { verifier, challenge, state: random(), nonce: random() };
};
