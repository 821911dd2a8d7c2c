import type { EdgeEnv } from './edge-env.ts';

/** The clients of the issuer that are ours, the command line's first; none where nobody has named one. */
export function clientIdsOf({ CLIENT_IDS }: Pick<EdgeEnv, 'CLIENT_IDS'>): readonly string[] {
  return CLIENT_IDS.split(',').filter((id) => id !== '');
}
