export type SignedLife = {
  readonly options: { readonly expiresIn: number; readonly signingDate: Date };
  /** RFC 3339. */
  readonly expiresAt: string;
};

/** How long a signature is good for: what was asked, and no longer than the credentials behind it live. */
export function signedLife(credentials: { expiration?: Date }, now: number, expiresInSeconds: number): SignedLife {
  const ofCredentials = credentials.expiration ? credentials.expiration.getTime() - now : Number.POSITIVE_INFINITY;
  const expiresIn = Math.max(1, Math.floor(Math.min(expiresInSeconds, ofCredentials / 1000)));
  // The date in a signature has no milliseconds.
  const signedAt = Math.floor(now / 1000) * 1000;
  return {
    options: { expiresIn, signingDate: new Date(signedAt) },
    expiresAt: new Date(signedAt + expiresIn * 1000).toISOString(),
  };
}
