import { beforeEach, describe, expect, it } from 'vitest';
import type { Quotas } from '../access/index.ts';
import { type Clock, fixedClock, sequentialIds } from '../runtime/index.ts';
import type { UploadQuotas } from './upload-quotas.ts';

const nextId = sequentialIds(fixedClock());
const HOUR = 3600 * 1000;
const ROOMY: Quotas = { maxStoredBytes: 1_000_000, maxOpenUploads: 1000, maxUploadsPerDay: 1000 };

/** What every UploadQuotas does. `make` answers one that goes by the clock given; each test has its own tenant. */
export function uploadQuotasContract(make: (clock: Clock) => Promise<UploadQuotas>): void {
  let clock: ReturnType<typeof fixedClock>;
  let port: UploadQuotas;
  let tenantId: string;
  beforeEach(async () => {
    clock = fixedClock();
    port = await make(clock);
    tenantId = `tenant-${nextId()}`;
  });

  const reserve = async (quotas: Partial<Quotas> = {}, sizeBytes = 10) => {
    const reserved = await port.reserve({ tenantId, sizeBytes, quotas: { ...ROOMY, ...quotas } });
    return reserved.outcome === 'reserved' ? 'reserved' : reserved.quota;
  };

  describe('quotas', () => {
    it.each<[keyof Quotas, string, Partial<Quotas>]>([
      ['maxOpenUploads', 'open_uploads', { maxOpenUploads: 2 }],
      ['maxStoredBytes', 'stored_bytes', { maxStoredBytes: 29 }],
      ['maxUploadsPerDay', 'uploads_per_day', { maxUploadsPerDay: 2 }],
    ])('let in as many as %s says, and name %s to the next', async (_, name, quotas) => {
      expect([await reserve(quotas), await reserve(quotas), await reserve(quotas)]).toEqual([
        'reserved',
        'reserved',
        name,
      ]);
    });

    it.each<[keyof Quotas, string]>([
      ['maxOpenUploads', 'open_uploads'],
      ['maxStoredBytes', 'stored_bytes'],
      ['maxUploadsPerDay', 'uploads_per_day'],
    ])('of 0 for %s let nothing in', async (quota, name) => {
      expect(await reserve({ [quota]: 0 })).toBe(name);
      await reserve();
      expect(await reserve({ [quota]: 0 })).toBe(name);
    });

    it('can be filled to the last byte, and hold files of no bytes beyond', async () => {
      expect(await reserve({ maxStoredBytes: 20 }, 20)).toBe('reserved');
      expect(await reserve({ maxStoredBytes: 20 }, 0)).toBe('reserved');
      expect(await reserve({ maxStoredBytes: 20 }, 1)).toBe('stored_bytes');
    });

    it('let several uploads in together, or none of them', async () => {
      const quotas = { ...ROOMY, maxOpenUploads: 5 };
      expect(await port.reserve({ tenantId, sizeBytes: 30, uploads: 3, quotas })).toEqual({ outcome: 'reserved' });
      expect(await port.reserve({ tenantId, sizeBytes: 30, uploads: 3, quotas })).toMatchObject({
        quota: 'open_uploads',
      });
      expect(await port.reserve({ tenantId, sizeBytes: 20, uploads: 2, quotas })).toEqual({ outcome: 'reserved' });
    });

    it('take back what a completed upload did not need', async () => {
      expect(await reserve({ maxStoredBytes: 100 }, 100)).toBe('reserved');
      await port.settle(tenantId, 60);
      expect(await reserve({ maxStoredBytes: 100 }, 61)).toBe('stored_bytes');
      expect(await reserve({ maxStoredBytes: 100 }, 60)).toBe('reserved');
    });

    it('are the tenant’s own', async () => {
      await reserve({ maxOpenUploads: 1 });
      const other = { tenantId: `tenant-${nextId()}`, sizeBytes: 1, quotas: { ...ROOMY, maxOpenUploads: 1 } };
      expect(await port.reserve(other)).toEqual({ outcome: 'reserved' });
    });

    it('change nothing where they refuse', async () => {
      await reserve({}, 10);
      for (let n = 0; n < 5; n += 1) await reserve({ maxStoredBytes: 15 }, 10);
      expect(await reserve({ maxOpenUploads: 2, maxUploadsPerDay: 2, maxStoredBytes: 20 }, 10)).toBe('reserved');
    });

    it('have room again for an upload that is completed, but not for its bytes', async () => {
      await reserve({}, 10);
      await port.settle(tenantId);
      expect(await reserve({ maxOpenUploads: 1, maxStoredBytes: 19 }, 10)).toBe('stored_bytes');
      expect(await reserve({ maxOpenUploads: 1, maxStoredBytes: 20 }, 10)).toBe('reserved');
    });

    it('have room again for an upload that came to nothing and for its bytes, but not in the same day', async () => {
      await reserve({}, 10);
      await port.release({ tenantId, sizeBytes: 10 });
      expect(await reserve({ maxUploadsPerDay: 1 })).toBe('uploads_per_day');
      expect(await reserve({ maxOpenUploads: 1, maxStoredBytes: 10 }, 10)).toBe('reserved');
    });

    it('have room again for bytes that are gone, but not for an upload', async () => {
      await reserve({}, 10);
      await port.free({ tenantId, sizeBytes: 10 });
      expect(await reserve({ maxOpenUploads: 1 })).toBe('open_uploads');
      expect(await reserve({ maxStoredBytes: 10 }, 10)).toBe('reserved');
    });

    it('of a day are new at midnight UTC; the others are not', async () => {
      clock.advance(24 * HOUR - 1000);
      expect([await reserve({ maxUploadsPerDay: 1 }), await reserve({ maxUploadsPerDay: 1 })]).toEqual([
        'reserved',
        'uploads_per_day',
      ]);
      clock.advance(1000);
      expect(await reserve({ maxUploadsPerDay: 1, maxOpenUploads: 1 })).toBe('open_uploads');
      expect([await reserve({ maxUploadsPerDay: 1 }), await reserve({ maxUploadsPerDay: 1 })]).toEqual([
        'reserved',
        'uploads_per_day',
      ]);
    });

    it('hold when fifty come at once, the first of the day among them', async () => {
      const fifty = async (quotas: Partial<Quotas>) => {
        const outcomes = await Promise.all(Array.from({ length: 50 }, () => reserve(quotas)));
        return outcomes.filter((outcome) => outcome === 'reserved').length;
      };
      expect(await fifty({ maxOpenUploads: 20 })).toBe(20);
      expect(await fifty({ maxStoredBytes: 250 })).toBe(5);
      clock.advance(24 * HOUR);
      expect(await fifty({ maxUploadsPerDay: 7 })).toBe(7);
    });
  });
}
