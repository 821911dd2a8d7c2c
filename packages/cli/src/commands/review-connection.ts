import type { ConnectionOptions } from './common-options.ts';

/** Whom a local token is for where nothing else is asked: nobody below may decide. */
export const REVIEWER = 'reviewer';

export const asReviewer = <O extends ConnectionOptions>(options: O): O & { readonly role: string } => ({
  ...options,
  role: options.role ?? REVIEWER,
});
