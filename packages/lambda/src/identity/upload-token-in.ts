import { UPLOAD_TOKEN_PREFIX } from '@sluice/core/access';

const BEARER = /^Bearer +(\S+)$/i;

/** The upload token among credentials: known by its looks, whether or not it is one of ours. */
export function uploadTokenIn(credentials: Readonly<Record<string, string | undefined>>): string | undefined {
  const token = BEARER.exec(credentials.authorization ?? '')?.[1];
  return token?.startsWith(UPLOAD_TOKEN_PREFIX) ? token : undefined;
}
