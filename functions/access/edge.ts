import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTenantPolicies } from '@sluice/aws';
import type { TenantPolicies } from '@sluice/core/access';
import { type Authenticate, originsSchema } from '@sluice/lambda';
import * as z from 'zod/mini';
import { type AuthenticateToken, createAuthenticator } from './authenticator.ts';
import type { EdgeEnv } from './edge-env.ts';

export type Edge = {
  /** What `api` needs to know of access. */
  readonly access: { readonly authenticate: Authenticate; readonly origins: readonly string[] };
  /** The same the edge decides by: read once for all. */
  readonly policies: TenantPolicies;
};

export type EdgeOptions = {
  /** Only where upload tokens open anything. @default they are refused */
  readonly byUploadToken?: AuthenticateToken;
};

/** How every API function tells who is calling and what they may. */
export function createEdge(env: EdgeEnv, client: DynamoDBClient, { byUploadToken }: EdgeOptions = {}): Edge {
  return {
    access: {
      authenticate: createAuthenticator(env, byUploadToken),
      origins: z.parse(originsSchema, env.ALLOWED_ORIGINS),
    },
    policies: createTenantPolicies({ client, tableName: env.TENANTS_TABLE }),
  };
}
