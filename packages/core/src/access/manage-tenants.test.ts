import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import { inMemoryTenants } from './in-memory-tenants.ts';
import {
  createCreateTenant,
  createGetOwnTenant,
  createGetTenant,
  createListTenants,
  createPatchTenant,
} from './manage-tenants.ts';
import { inMemoryTenantOrigins } from './tenant-origins.ts';
import { tenantsContract } from './tenants.contract.ts';

const olga = { userId: 'olga', correlationId: 'c' };

describe('tenants in memory', () => {
  tenantsContract(async () => inMemoryTenants());
});

function setUp() {
  const clock = fixedClock();
  const tenants = inMemoryTenants();
  const tenantOrigins = inMemoryTenantOrigins();
  const deps = { tenants, tenantOrigins, clock, ids: sequentialIds(clock) };
  const getOwn = createGetOwnTenant(deps);
  const get = createGetTenant(deps);
  return {
    clock,
    tenants,
    tenantOrigins,
    getOwn,
    get,
    list: createListTenants(deps),
    create: createCreateTenant(deps),
    patchOwn: createPatchTenant(deps, getOwn),
    patch: createPatchTenant(deps, get),
  };
}
let kit: ReturnType<typeof setUp>;
beforeEach(() => {
  kit = setUp();
});

describe('a tenant of which nothing was said', () => {
  it('is active under its id, with the default policy, to itself', async () => {
    expect(await kit.getOwn('acme')).toEqual({
      record: { tenantId: 'acme', name: 'acme', status: 'active', policy: {} },
      version: 0,
    });
  });

  it('is not there for who runs the platform, until it is created', async () => {
    await expect(kit.get('acme')).rejects.toMatchObject({ code: 'not_found' });
    await expect(kit.patch(olga, 'acme', { status: 'suspended' })).rejects.toMatchObject({ code: 'not_found' });
    await kit.create(olga, 'acme', { name: 'ACME' });
    expect((await kit.get('acme')).record).toMatchObject({ name: 'ACME', status: 'active' });
    expect((await kit.list({ limit: 10 })).items.map(({ tenantId }) => tenantId)).toEqual(['acme']);
  });

  it('can say what it allows', async () => {
    const { record, version } = await kit.patchOwn(olga, 'acme', { policy: { maxFileBytes: 1 } });
    expect([record.policy, version]).toEqual([{ maxFileBytes: 1 }, 1]);
  });
});

describe('a new tenant', () => {
  it('is created once', async () => {
    await kit.create(olga, 'acme', { name: 'ACME', policy: { maxFileBytes: 1 } });
    await expect(kit.create(olga, 'acme', { name: 'again' })).rejects.toMatchObject({ code: 'state_conflict' });
    expect((await kit.get('acme')).record).toMatchObject({ name: 'ACME', policy: { maxFileBytes: 1 } });
  });
});

describe('a change of a tenant', () => {
  it('makes its origins known to whoever asks before it has credentials, and unknown again', async () => {
    const [first, second] = ['https://app.example.com', 'https://www.example.com'];
    await kit.patchOwn(olga, 'acme', { policy: { origins: [first, second] } });
    expect(await kit.tenantOrigins.allows(first)).toBe(true);
    await kit.patchOwn(olga, 'acme', { policy: { origins: [second] } });
    expect(await kit.tenantOrigins.allows(first)).toBe(false);
    expect(await kit.tenantOrigins.allows(second)).toBe(true);
  });

  it('leaves what it does not name, and takes back what it makes null', async () => {
    await kit.create(olga, 'acme', {
      name: 'ACME',
      policy: { maxFileBytes: 1, limits: { maxPixels: 1, maxFrames: 2 } },
    });
    kit.clock.advance(1000);
    const { record, version } = await kit.patch(olga, 'acme', {
      status: 'suspended',
      policy: { maxFileBytes: null, limits: { maxPixels: 3 } },
    });
    expect(version).toBe(2);
    expect(record).toEqual({
      tenantId: 'acme',
      name: 'ACME',
      status: 'suspended',
      policy: { limits: { maxPixels: 3, maxFrames: 2 } },
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:01.000Z',
    });
  });

  it('is told of by what it says', async () => {
    await kit.patchOwn(olga, 'acme', { name: 'ACME', policy: { limits: { maxPixels: 3 } } });
    expect(kit.tenants.facts.map(({ fact, userId, sequence }) => [fact, userId, sequence])).toEqual([
      [
        {
          type: 'tenant.updated',
          payload: { schema_version: 1, tenant_id: 'acme', status: 'active', changed: ['name', 'policy.limits'] },
        },
        'olga',
        1,
      ],
    ]);
  });

  it('of a tenant that is not as expected is refused', async () => {
    await kit.patchOwn(olga, 'acme', { name: 'first' });
    const second = kit.patchOwn(olga, 'acme', { name: 'second' }, ({ version }) => version === 0);
    await expect(second).rejects.toMatchObject({ code: 'precondition_failed' });
    expect((await kit.getOwn('acme')).record.name).toBe('first');
  });

  it('that says what is stored nowhere is refused', async () => {
    await expect(kit.patchOwn(olga, 'acme', { policy: { maxFileByte: 1 } })).rejects.toThrow();
    expect(kit.tenants.facts).toEqual([]);
  });

  it('at once with others is lost by none', async () => {
    await Promise.all([
      kit.patchOwn(olga, 'acme', { name: 'ACME' }),
      kit.patchOwn(olga, 'acme', { policy: { maxFileBytes: 1 } }),
      kit.patchOwn(olga, 'acme', { policy: { soft: { empty: 'reject' } } }),
    ]);
    expect((await kit.getOwn('acme')).record).toMatchObject({
      name: 'ACME',
      policy: { maxFileBytes: 1, soft: { empty: 'reject' } },
    });
  });
});
