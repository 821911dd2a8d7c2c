import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { DeployedResource, FixUp, FixUpClients } from './fix-up.ts';

const Table = z.looseObject({
  TimeToLiveSpecification: z.optional(z.object({ AttributeName: z.string(), Enabled: z.boolean() })),
  PointInTimeRecoverySpecification: z.optional(z.looseObject({ PointInTimeRecoveryEnabled: z.boolean() })),
});

/** Expiry of items, and recovery to a point in time. */
export const tableFixUps = ({ dynamo }: FixUpClients, { physicalId, properties }: DeployedResource): FixUp[] => {
  const table = Table.parse(properties);
  const fixUps: FixUp[] = [];
  const ttl = table.TimeToLiveSpecification;
  if (ttl?.Enabled) {
    fixUps.push({
      what: `expiry by ${ttl.AttributeName} of table ${physicalId}`,
      isInPlace: async () => {
        const { TimeToLiveDescription: now } = await dynamo.send(
          new DescribeTimeToLiveCommand({ TableName: physicalId }),
        );
        return now?.TimeToLiveStatus === 'ENABLED' && now.AttributeName === ttl.AttributeName;
      },
      apply: () => dynamo.send(new UpdateTimeToLiveCommand({ TableName: physicalId, TimeToLiveSpecification: ttl })),
    });
  }
  if (table.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled) {
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
    fixUps.push({
      what: `point in time recovery of table ${physicalId}`,
      isInPlace: async () => {
        const { ContinuousBackupsDescription: now } = await dynamo.send(
          new DescribeContinuousBackupsCommand({ TableName: physicalId }),
        );
        return now?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
      },
      apply: () =>
        dynamo.send(new UpdateContinuousBackupsCommand({ TableName: physicalId, PointInTimeRecoverySpecification })),
    });
  }
  return fixUps;
};
