import type { Construct } from 'constructs';
import { KeyedTable } from '../constructs/keyed-table.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import type { FoundationStack } from './foundation.ts';

export type AccessStackProps = ServiceStackProps & { readonly foundation: FoundationStack };

/** The variables every API authenticates with. */
export type Identity = { readonly ISSUER: string; readonly AUDIENCE: string; readonly ALLOWED_ORIGINS: string };

/** Who may: tenants with their policies, and what every API needs to know a caller. */
export class AccessStack extends ServiceStack {
  readonly tenants: KeyedTable;
  readonly identity: Identity;
  readonly api: ServiceFunction;

  constructor(scope: Construct, { foundation, ...props }: AccessStackProps) {
    super(scope, 'access', props);
    const { alarms, encryptionKey } = foundation;
    const { issuerUrl, allowedOrigins } = this.settings;
    this.identity = { ISSUER: issuerUrl, AUDIENCE: 'sluice', ALLOWED_ORIGINS: allowedOrigins };
    this.tenants = new KeyedTable(this, 'Tenants', { name: 'tenants', encryptionKey, alarms });
    this.api = new ServiceFunction(this, 'Api', { name: 'access/api', environment: this.identity, alarms });
  }
}
