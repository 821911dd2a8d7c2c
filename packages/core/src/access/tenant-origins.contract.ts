import { beforeEach, describe, expect, it } from 'vitest';
import { type Clock, fixedClock } from '../runtime/index.ts';
import type { TenantOrigins } from './tenant-origins.ts';

const APP = 'https://app.example.com';
const SHOP = 'https://shop.example.com:8443';

/** What every TenantOrigins does. `make` answers one without origins. */
export function tenantOriginsContract(make: (clock: Clock) => Promise<TenantOrigins>): void {
  describe('the origins of tenants', () => {
    const clock = fixedClock();
    let origins: TenantOrigins;
    beforeEach(async () => {
      origins = await make(clock);
    });
    /** What is allowed may be kept for a minute. */
    const allowedLater = (origin: string) => {
      clock.advance(61_000);
      return origins.allows(origin);
    };

    it('are not known before a tenant has them', async () => {
      expect(await origins.allows(APP)).toBe(false);
      await origins.replace('acme', [], [APP]);
      expect(await allowedLater(APP)).toBe(true);
      expect(await allowedLater(SHOP)).toBe(false);
    });

    it('are given up when they are replaced, and come again', async () => {
      await origins.replace('acme', [], [APP, SHOP]);
      await origins.replace('acme', [APP, SHOP], [SHOP]);
      expect([await origins.allows(APP), await origins.allows(SHOP)]).toEqual([false, true]);
      await origins.replace('acme', [SHOP], [APP]);
      expect([await allowedLater(APP), await origins.allows(SHOP)]).toEqual([true, false]);
    });

    it('are there as long as one tenant has them', async () => {
      await origins.replace('acme', [], [APP]);
      await origins.replace('globex', [], [APP]);
      await origins.replace('acme', [APP], []);
      expect(await allowedLater(APP)).toBe(true);
      await origins.replace('globex', [APP], []);
      expect(await allowedLater(APP)).toBe(false);
    });

    it('stay when nothing changes', async () => {
      await origins.replace('acme', [], [APP]);
      await origins.replace('acme', [APP], [APP]);
      await origins.replace('globex', [], []);
      expect(await origins.allows(APP)).toBe(true);
    });

    it.each(['*', 'null', '', 'http://app.example.com', 'https://app.example.com/'])('never are %j', async (text) => {
      await origins.replace('acme', [], [text]);
      expect(await origins.allows(text)).toBe(false);
    });
  });
}
