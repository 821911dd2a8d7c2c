import { expect, inject } from 'vitest';
import type { OpenedPage } from '../../support/browser-page.ts';
import type { SdkPage, Sending } from './sdk-page.ts';

/** Tells a page with the SDK what to do with the file its visitor chose, on behalf of who the token says. */
export function driveSdk({ page }: OpenedPage, token: string) {
  const where = { baseUrl: inject('cloud').apiUrl, token };
  const over = () => page.evaluate(() => window.sdk.over());
  return {
    start: (sending: Partial<Sending> = {}) =>
      page.evaluate((given) => window.sdk.start(given), { ...where, ...sending }),
    /** Waits until the page has paused, given up or whatever it was to do half-way. */
    acted: () => page.waitForFunction(() => window.sdk.acted),
    resume: () => page.evaluate(() => window.sdk.resume()),
    over,
    /** What the upload answers, which must have gone well. */
    sent: async () => {
      const ending = await over();
      if ('error' in ending) return expect.fail(JSON.stringify(ending.error));
      return ending.answer;
    },
    told: () => page.evaluate(() => window.sdk.told),
    counts: () => page.evaluate(() => window.sdk.counts),
    violations: () => page.evaluate(() => window.sdk.violations),
    /** One call of the SDK, whose answer or error the page could read. */
    ask: (method: Parameters<SdkPage['ask']>[1], ...input: unknown[]) =>
      page.evaluate(([given, name, ...rest]) => window.sdk.ask(given, name, ...rest), [
        where,
        method,
        ...input,
      ] as const),
  };
}
