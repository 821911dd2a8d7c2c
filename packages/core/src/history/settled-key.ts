/**
 * The dedupe key shared by everything that ends a run: published, rejected and failed exclude one another because only
 * one append with this key goes through.
 */
export function settledKey({ version, run }: { readonly version: number; readonly run: number }): string {
  return `settled#${version}.${run}`;
}
