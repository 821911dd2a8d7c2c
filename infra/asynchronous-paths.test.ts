import { describe, expect, it } from 'vitest';
import { type Resource, synthesize } from './testing/synthesize.ts';

const aws = await synthesize('aws');
const queues = aws.ofType('AWS::SQS::Queue');
const mappings = aws.ofType('AWS::Lambda::EventSourceMapping');
const text = (value: unknown): string => JSON.stringify(value);

const functionOf = (mapping: Resource): Resource => {
  const name = text(mapping.Properties.FunctionName);
  const found = aws.ofType('AWS::Lambda::Function').find(({ logicalId }) => name.includes(logicalId));
  if (found === undefined) throw new Error(`${mapping.logicalId} has no function of ours`);
  return found;
};
const queueOf = (mapping: Resource): Resource | undefined => {
  const source = text(mapping.Properties.EventSourceArn);
  return queues.find(({ logicalId }) => source.includes(logicalId));
};
const named = (part: string): Resource => {
  const found = queues.find(({ logicalId }) => logicalId.startsWith(part));
  if (found === undefined) throw new Error(`no queue ${part}`);
  return found;
};
const keepsLetters = (mapping: Resource): boolean =>
  functionOf(mapping).Properties.FunctionName === 'sluice-dev-operate-keep-dead-letters';
const queueMappings = mappings.filter((mapping) => queueOf(mapping) !== undefined && !keepsLetters(mapping));
const letterMappings = mappings.filter(keepsLetters);
const streamMappings = mappings.filter((mapping) => queueOf(mapping) === undefined);
const mappingOf = (part: string): Resource => {
  const found = queueMappings.find((mapping) => queueOf(mapping) === named(part));
  if (found === undefined) throw new Error(`nobody consumes ${part}`);
  return found;
};

describe('queues', () => {
  it('have dead letters where they have a consumer', () => {
    expect(queueMappings.map((mapping) => queueOf(mapping)?.logicalId.replace(/Queue.*/, '')).sort()).toEqual([
      'ArchiveJobsHigh',
      'ArchiveJobsLow',
      'ArchiveJobsNormal',
      'Assembly',
      'DeadJobs',
      'DocumentJobsHigh',
      'DocumentJobsLow',
      'DocumentJobsNormal',
      'ImageJobsHigh',
      'ImageJobsLow',
      'ImageJobsNormal',
      'IntakeArrivals',
      'MediaJobsHigh',
      'MediaJobsLow',
      'MediaJobsNormal',
      'Requests',
    ]);
    for (const mapping of queueMappings) {
      expect(queueOf(mapping)?.Properties.RedrivePolicy.deadLetterTargetArn).toEqual(expect.anything());
    }
  });

  it('without a consumer of their own are the ends of the line, and every letter there is kept', () => {
    const consumed = new Set(queueMappings.map((mapping) => queueOf(mapping)?.logicalId));
    const ends = queues.filter(({ logicalId }) => !consumed.has(logicalId)).map(({ logicalId }) => logicalId);
    expect(ends.length).toBeGreaterThanOrEqual(5);
    expect(letterMappings.map((mapping) => queueOf(mapping)?.logicalId).sort()).toEqual(ends.sort());
  });

  it('are each known to who keeps their letters, by a name people use', () => {
    const [keep] = letterMappings.map(functionOf);
    const names = text(keep?.Properties.Environment.Variables.QUEUES);
    for (const mapping of letterMappings) expect(names).toContain(queueOf(mapping)?.logicalId);
    for (const name of ['uploads-to-assemble', 'objects-that-arrived', 'dead-jobs', 'unpublished-facts'])
      expect(names).toContain(name);
  });

  it('take letters back where somebody consumes them', () => {
    const api = aws
      .ofType('AWS::Lambda::Function')
      .find(({ Properties }) => Properties.FunctionName === 'sluice-dev-operate-api');
    const urls = text(api?.Properties.Environment.Variables.QUEUE_URLS);
    for (const part of ['AssemblyQueue', 'IntakeArrivalsQueue', 'DeadJobsQueue'])
      expect(urls).toContain(named(part).logicalId);
  });

  it('keep dead letters for two weeks', () => {
    for (const { Properties } of queues) expect(Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  });

  it('stay away from a second consumer while the first may still work: Lambda refuses anything else', () => {
    for (const mapping of [...queueMappings, ...letterMappings]) {
      const visibility = queueOf(mapping)?.Properties.VisibilityTimeout;
      expect(visibility).toBeGreaterThanOrEqual(functionOf(mapping).Properties.Timeout);
    }
  });

  it('learn of each message whether it was handled', () => {
    for (const { Properties } of [...queueMappings, ...letterMappings])
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });
});

describe('image jobs', () => {
  it('are back a minute after their worker was killed, three times at most', () => {
    const { Properties } = named('ImageJobsNormal');
    expect(Properties.VisibilityTimeout).toBe(60);
    expect(Properties.RedrivePolicy.maxReceiveCount).toBe(3);
  });

  it('come one at a time, so that a crash does not use up the receives of neighbours', () => {
    expect(mappingOf('ImageJobsNormalQueue').Properties).toMatchObject({
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 50 },
    });
  });

  it('have places at their workers for each band of priorities, so that no band waits behind another', () => {
    const placesOf = (band: string) => mappingOf(`ImageJobs${band}Queue`).Properties.ScalingConfig.MaximumConcurrency;
    expect(['High', 'Normal', 'Low'].map(placesOf)).toEqual([50, 50, 20]);
  });

  it('go to who fails them when they are dead, and wait for a person when even that fails', () => {
    const dead = named('DeadJobsQueue');
    expect(text(named('ImageJobsNormal').Properties.RedrivePolicy)).toContain(dead.logicalId);
    expect(functionOf(mappingOf('DeadJobsQueue')).Properties.FunctionName).toBe('sluice-dev-process-fail-dead-job');
    expect(text(dead.Properties.RedrivePolicy)).toContain(named('DeadJobsDeadLetters').logicalId);
  });

  it('are done well before the state machine gives up waiting', async () => {
    const { FILE_LIFECYCLE } = await import('../statemachines/file-lifecycle.ts');
    const { VisibilityTimeout, RedrivePolicy } = named('ImageJobsNormal').Properties;
    const { TimeoutSeconds } = FILE_LIFECYCLE.States.Process.ItemProcessor.States.Job;
    expect(TimeoutSeconds).toBeGreaterThan(2 * VisibilityTimeout * RedrivePolicy.maxReceiveCount);
  });
});

describe('arrivals', () => {
  it('are announced for the keys of clients only, once S3 may announce', () => {
    const [bucket] = aws.ofType('AWS::S3::Bucket').filter(({ Properties }) => Properties.NotificationConfiguration);
    expect(bucket?.Properties.NotificationConfiguration).toMatchObject({
      QueueConfigurations: [
        { Event: 's3:ObjectCreated:*', Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 't/' }] } } },
      ],
    });
    expect(text(bucket?.DependsOn)).toMatch(/IntakeArrivalsQueuePolicy/);
  });

  it('are accepted ten at a time', () => {
    expect(mappingOf('IntakeArrivalsQueue').Properties.BatchSize).toBe(10);
  });
});

describe('uploads that were left behind', () => {
  it('are looked for every minute by one at a time, and a failed look waits in a queue', () => {
    const inUpload = (type: string) => aws.ofType(type).filter(({ stack }) => stack === 'upload');
    const [rule] = inUpload('AWS::Events::Rule');
    expect(rule?.Properties.ScheduleExpression).toBe('rate(1 minute)');
    expect(text(rule?.Properties.Targets)).toMatch(/SweepUploadsFunction.*SweepMissed/);
    const [config] = inUpload('AWS::Lambda::EventInvokeConfig');
    expect(text(config?.Properties.DestinationConfig)).toMatch(/SweepMissed/);
    const sweep = inUpload('AWS::Lambda::Function').find(({ Properties }) =>
      /sweep-uploads/.test(Properties.FunctionName),
    );
    expect(sweep?.Properties.ReservedConcurrentExecutions).toBe(1);
  });

  it('are put together one at a time, by a worker that has minutes', () => {
    const assembly = mappingOf('AssemblyQueue');
    expect(assembly.Properties.BatchSize).toBe(1);
    expect(functionOf(assembly).Properties).toMatchObject({
      FunctionName: 'sluice-dev-upload-assemble-upload',
      Timeout: 600,
    });
  });
});

describe('files whose execution is gone', () => {
  it('are looked for every minute by one at a time, and a failed look waits in a queue', () => {
    const inOperate = (type: string) => aws.ofType(type).filter(({ stack }) => stack === 'operate');
    const [rule] = inOperate('AWS::Events::Rule');
    expect(rule?.Properties.ScheduleExpression).toBe('rate(1 minute)');
    expect(text(rule?.Properties.Targets)).toMatch(/ReconcileFilesFunction.*ReconcileMissed/);
    const [config] = inOperate('AWS::Lambda::EventInvokeConfig');
    expect(text(config?.Properties.DestinationConfig)).toMatch(/ReconcileMissed/);
    const reconcile = inOperate('AWS::Lambda::Function').find(({ Properties }) =>
      /reconcile-files/.test(Properties.FunctionName),
    );
    expect(reconcile?.Properties.ReservedConcurrentExecutions).toBe(1);
  });

  it.each(['history', 'uploads'])(
    'or that are open are found in %s by an index that holds nothing but keys',
    (name) => {
      const [table] = aws
        .ofType('AWS::DynamoDB::Table')
        .filter(({ Properties }) => Properties.TableName === `sluice-dev-${name}`);
      expect(table?.Properties.GlobalSecondaryIndexes).toContainEqual(
        expect.objectContaining({
          IndexName: 'open',
          KeySchema: [
            { AttributeName: 'open', KeyType: 'HASH' },
            { AttributeName: 'openSince', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        }),
      );
    },
  );
});

describe('facts', () => {
  it('of every log reach the publisher', () => {
    expect(streamMappings.map(({ stack }) => stack).sort()).toEqual([
      'access',
      'access',
      'foundation',
      'process',
      'review',
      'upload',
    ]);
    for (const mapping of streamMappings) {
      expect(text(mapping.Properties.FunctionName)).toMatch(/FactsPublishFunction/);
    }
  });

  it('are tried again in smaller batches, and what is left waits in a queue', () => {
    for (const { Properties } of streamMappings) {
      expect(Properties).toMatchObject({
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 5,
        StartingPosition: 'TRIM_HORIZON',
      });
      expect(text(Properties.DestinationConfig)).toMatch(/FactsUnpublished/);
    }
  });

  it('are all the publisher is called for', () => {
    for (const { Properties } of streamMappings) {
      const patterns = Properties.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern));
      expect(patterns).toEqual([{ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'EVENT#' }] } } } }]);
    }
  });

  it('that were missed are looked for every minute, and a failed look waits in a queue', () => {
    const [rule] = aws.ofType('AWS::Events::Rule').filter(({ stack }) => stack === 'foundation');
    expect(rule?.Properties.ScheduleExpression).toBe('rate(1 minute)');
    expect(text(rule?.Properties.Targets)).toMatch(/FactsSweepMissed/);
    const [config] = aws.ofType('AWS::Lambda::EventInvokeConfig').filter(({ stack }) => stack === 'foundation');
    expect(text(config?.Properties.DestinationConfig)).toMatch(/FactsSweepMissed/);
  });

  it('of the last 90 days can be replayed', () => {
    expect(aws.ofType('AWS::Events::Archive').map(({ Properties }) => Properties.RetentionDays)).toEqual([90]);
  });

  it('are swept from the very tables that exist', () => {
    const sweeper = aws
      .ofType('AWS::Lambda::Function')
      .find(({ Properties }) => /republish/.test(Properties.FunctionName));
    const logs = aws.ofType('AWS::DynamoDB::Table').filter(({ Properties }) => Properties.StreamSpecification);
    const names: string[] = sweeper?.Properties.Environment.Variables.TABLES.split(',');
    expect(names.toSorted()).toEqual(logs.map(({ Properties }) => Properties.TableName).toSorted());
  });
});
