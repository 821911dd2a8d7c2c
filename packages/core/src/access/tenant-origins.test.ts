import { tenantOriginsContract } from './tenant-origins.contract.ts';
import { inMemoryTenantOrigins } from './tenant-origins.ts';

tenantOriginsContract(async () => inMemoryTenantOrigins());
