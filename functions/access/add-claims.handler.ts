import { createDynamoDB, createMemberships } from '@sluice/aws';
import { hook, readEnv } from '@sluice/lambda';
import { envSchema } from './add-claims.env.ts';
import { answerOf, createClaimsFor, tokenEventSchema } from './claims-for.ts';

const env = readEnv(envSchema);
const claimsFor = createClaimsFor({
  memberships: createMemberships({ client: createDynamoDB(), tableName: env.TENANTS_TABLE }),
  operatorsGroup: env.OPERATORS_GROUP,
});

export const handler = hook({
  service: 'access',
  name: 'add-claims',
  schema: tokenEventSchema,
  async handle({ input, log }) {
    const claims = await claimsFor(input);
    log.info('token made', { tenant_id: claims.tenant_id });
    return answerOf(claims);
  },
});
