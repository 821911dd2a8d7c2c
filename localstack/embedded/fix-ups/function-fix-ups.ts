import { GetFunctionConcurrencyCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { DeployedResource, FixUp, FixUpClients } from './fix-up.ts';

const Func = z.looseObject({ ReservedConcurrentExecutions: z.optional(z.number()) });

/** The most calls of a function at the same time. */
export const functionFixUps = ({ lambda }: FixUpClients, { physicalId, properties }: DeployedResource): FixUp[] => {
  const { ReservedConcurrentExecutions } = Func.parse(properties);
  if (ReservedConcurrentExecutions === undefined) return [];
  return [
    {
      what: `reserved concurrency of function ${physicalId}`,
      isInPlace: async () => {
        const now = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: physicalId }));
        return now.ReservedConcurrentExecutions === ReservedConcurrentExecutions;
      },
      apply: () =>
        lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: physicalId, ReservedConcurrentExecutions })),
    },
  ];
};
