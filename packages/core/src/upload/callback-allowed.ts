import type { TenantPolicy } from '../access/index.ts';
import { RefusedError } from '../runtime/index.ts';

/** Refuses a callback to an origin the tenant has not named and that is not ours: else whoever may upload could have us call anybody. */
export function assertCallbackAllowed(
  callbackUrl: string | undefined,
  { callbackOrigins }: Pick<TenantPolicy, 'callbackOrigins'>,
  apiOrigin?: string,
): void {
  if (callbackUrl === undefined) return;
  const { origin } = new URL(callbackUrl);
  if (origin === apiOrigin || callbackOrigins.includes(origin)) return;
  const allowed = callbackOrigins.length > 0 ? callbackOrigins.join(', ') : 'none';
  throw new RefusedError('callback_not_allowed', `${origin} is no origin the tenant allows callbacks to: ${allowed}`, [
    { pointer: '/callback_url', detail: `its origin must be one of: ${allowed}` },
  ]);
}
