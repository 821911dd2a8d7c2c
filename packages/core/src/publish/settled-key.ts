import type { LifecycleInput } from '../upload/index.ts';

/**
 * The dedupe key shared by everything that ends a run: published, rejected and failed exclude one another because only
 * one append with this key goes through.
 */
export function settledKey({ version, run }: Pick<LifecycleInput, 'version' | 'run'>): string {
  return `settled#${version}.${run}`;
}
