import { METRIC_NAMESPACE, METRICS } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { readDashboards } from './dashboards/read-dashboards.ts';
import { synthesize } from './testing/synthesize.ts';

const PLACE = { partition: 'aws', region: 'us-east-1', account: '000000000000' };
const aws = await synthesize('aws');
const ours = aws.resources.filter(({ stack }) => stack === 'observability');
const dashboards = readDashboards(
  { Resources: Object.fromEntries(ours.map((resource) => [resource.logicalId, resource])) },
  PLACE,
);

const bodySchema = z.object({
  widgets: z.array(
    z.object({
      type: z.string(),
      width: z.number(),
      x: z.number(),
      properties: z.looseObject({
        metrics: z.optional(z.array(z.array(z.unknown()))),
        alarms: z.optional(z.unknown()),
      }),
    }),
  ),
});
const widgetsOf = (name: string) =>
  z.parse(bodySchema, dashboards.find((dashboard) => dashboard.name === `sluice-dev-${name}`)?.body).widgets;
const services = dashboards.map(({ name }) => name.replace('sluice-dev-', '')).filter((name) => name !== 'overview');
const metricsOf = (name: string) =>
  widgetsOf(name)
    .flatMap(({ properties }) => properties.metrics ?? [])
    .map(([namespace, metric, ...dimensions]) => ({ namespace, metric, dimensions: JSON.stringify(dimensions) }));

describe('dashboards', () => {
  it('are there for the whole and for every service that has something to watch', () => {
    const watched = aws.resources
      .filter(({ Type }) =>
        /^AWS::(Lambda::Function|SQS::Queue|DynamoDB::Table|StepFunctions::StateMachine)$/.test(Type),
      )
      .map(({ stack }) => stack);

    expect(new Set(services)).toEqual(new Set([...watched, 'api']));
    expect(dashboards).toHaveLength(services.length + 1);
  });

  it.each([
    ['AWS::Lambda::Function', 'FunctionName', ['Invocations', 'Errors', 'Throttles', 'Duration']],
    ['AWS::SQS::Queue', 'QueueName', ['ApproximateNumberOfMessagesVisible']],
    ['AWS::DynamoDB::Table', 'TableName', ['ReadThrottleEvents', 'WriteThrottleEvents', 'SuccessfulRequestLatency']],
    [
      'AWS::StepFunctions::StateMachine',
      'StateMachineName',
      ['ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionTime'],
    ],
  ])('show every %s on the dashboard of its service', (type, property, expected) => {
    const resources = aws.ofType(type);
    expect(resources.length).toBeGreaterThan(0);
    for (const { stack, logicalId, Properties } of resources) {
      const name: unknown = Properties[property];
      expect([logicalId, typeof name]).toEqual([logicalId, 'string']);
      const shown = metricsOf(stack).filter(({ dimensions }) => new RegExp(`[":]${name}"`).test(dimensions));
      expect([logicalId, shown.map(({ metric }) => metric)]).toEqual([logicalId, expect.arrayContaining(expected)]);
    }
  });

  it('show how old messages get wherever a function consumes them', () => {
    const consumed = aws
      .ofType('AWS::Lambda::EventSourceMapping')
      .map(({ Properties }) => JSON.stringify(Properties.EventSourceArn));
    // What died is shown as a number: who keeps it empties its queue.
    const queues = aws
      .ofType('AWS::SQS::Queue')
      .filter(({ logicalId, Properties }) => Properties.RedrivePolicy && consumed.some((c) => c.includes(logicalId)));
    expect(queues.length).toBeGreaterThan(2);
    for (const { stack, Properties } of queues) {
      const ages = metricsOf(stack).filter(({ metric }) => metric === 'ApproximateAgeOfOldestMessage');
      expect(ages.map(({ dimensions }) => dimensions)).toContainEqual(expect.stringContaining(Properties.QueueName));
    }
  });

  it('name metrics of AWS or such as our functions write', () => {
    const written = new Set<unknown>(Object.values(METRICS));
    const all = dashboards.flatMap(({ name }) => metricsOf(name.replace('sluice-dev-', '')));
    expect(all.length).toBeGreaterThan(100);
    for (const { namespace, metric } of all) {
      if (namespace === METRIC_NAMESPACE) expect([metric, written.has(metric)]).toEqual([metric, true]);
      else expect(namespace).toMatch(/^AWS\/(ApiGateway|DynamoDB|Lambda|SQS|States)$/);
    }
  });

  it('show the funnel, the models and the failures of the flow on the first one', () => {
    const shown = metricsOf('overview').map(({ metric }) => metric);
    const wanted: string[] = [
      METRICS.filesUploaded,
      METRICS.filesPublished,
      METRICS.filesRejected,
      METRICS.filesFailed,
      METRICS.filesAwaitingReview,
      METRICS.modelCalls,
      METRICS.modelTokens,
      METRICS.modelDollars,
      'ExecutionsFailed',
      'ExecutionsTimedOut',
      '5XXError',
    ];
    expect(shown).toEqual(expect.arrayContaining(wanted));
  });

  it('show the state of every alarm', () => {
    const alarms = aws.ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
    const shown = JSON.stringify(widgetsOf('overview').map(({ properties }) => properties.alarms));
    expect(new Set(alarms).size).toBe(alarms.length);
    for (const name of alarms) expect(shown).toContain(`:alarm:${name}"`);
  });

  it('fit into their 24 columns', () => {
    for (const { name } of dashboards) {
      for (const { x, width } of widgetsOf(name.replace('sluice-dev-', ''))) expect(x + width).toBeLessThanOrEqual(24);
    }
  });

  it('tie no stack to another: they know parts by their names', () => {
    expect(JSON.stringify(ours)).not.toContain('Fn::ImportValue');
    expect(aws.dependenciesOf('observability')).toEqual([]);
  });
});
