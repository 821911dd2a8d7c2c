import { isDeepStrictEqual } from 'node:util';
import { DescribeStateMachineCommand, type LoggingConfiguration, UpdateStateMachineCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import type { DeployedResource, FixUp, FixUpClients } from './fix-up.ts';

const Machine = z.looseObject({
  LoggingConfiguration: z.optional(
    z.object({
      Level: z.enum(['ALL', 'ERROR', 'FATAL', 'OFF']),
      IncludeExecutionData: z.optional(z.boolean()),
      Destinations: z.optional(z.array(z.object({ CloudWatchLogsLogGroup: z.object({ LogGroupArn: z.string() }) }))),
    }),
  ),
});

/** Where a state machine logs to. */
export const machineFixUps = ({ sfn }: FixUpClients, { physicalId, properties }: DeployedResource): FixUp[] => {
  const { LoggingConfiguration: logging } = Machine.parse(properties);
  if (logging === undefined) return [];
  const loggingConfiguration: LoggingConfiguration = {
    level: logging.Level,
    includeExecutionData: logging.IncludeExecutionData ?? false,
    destinations: (logging.Destinations ?? []).map((destination) => ({
      cloudWatchLogsLogGroup: { logGroupArn: destination.CloudWatchLogsLogGroup.LogGroupArn },
    })),
  };
  return [
    {
      what: `logging of state machine ${physicalId}`,
      isInPlace: async () => {
        const now = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn: physicalId }));
        return isDeepStrictEqual({ destinations: [], ...now.loggingConfiguration }, loggingConfiguration);
      },
      apply: () => sfn.send(new UpdateStateMachineCommand({ stateMachineArn: physicalId, loggingConfiguration })),
    },
  ];
};
