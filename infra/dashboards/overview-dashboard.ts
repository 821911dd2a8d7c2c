import { type IMetric, type IWidget, SingleValueWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { alarmWidgets } from './alarm-widgets.ts';
import type { ObservedService } from './find-observed.ts';
import { countGraph, durationGraph, totalBars } from './graph.ts';
import { partMetric, serviceMetric } from './metric-sources.ts';
import type { ObservedPart } from './observed-part.ts';
import { partWidgets } from './part-widgets.ts';

/** The rows of the whole: is the flow well, then where it is not. */
export function overviewRows(scope: Construct, services: readonly ObservedService[]): readonly (readonly IWidget[])[] {
  const parts = services.flatMap((service) => service.parts);
  const ofKind = (kind: ObservedPart['kind']) => parts.filter((part) => part.kind === kind);
  const names = services.flatMap(({ alarmNames }) => alarmNames);
  return [
    [new TextWidget({ markdown: DESCRIPTION, width: 24, height: 2 })],
    [
      new SingleValueWidget({
        title: 'files',
        width: 24,
        height: 3,
        metrics: [...outcomes()],
        setPeriodToTimeRange: true,
      }),
    ],
    [totalBars({ title: 'funnel: how far files got' }, funnel()), countGraph({ title: 'files over time' }, outcomes())],
    ...ofKind('api').map((part) => partWidgets(scope, part)),
    goldenSignals(services),
    saturation(scope, ofKind('function')),
    queues(scope, parts),
    ...ofKind('machine').map((part) => partWidgets(scope, part)),
    ...models(),
    alarmWidgets(new Construct(scope, 'OverviewAlarms'), 'alarms', names),
  ].filter((row) => row.length > 0);
}

const DESCRIPTION = `# Sluice
Files, requests, queues, models and alarms of the whole. There is one dashboard a service too. How to read it: docs/observability.md`;

/** Facts are counted by who publishes them. */
const COUNTED_BY = 'foundation';
const files = (key: Parameters<typeof serviceMetric>[1], label: string): IMetric =>
  serviceMetric(COUNTED_BY, key, 'Sum', label);

function outcomes(): readonly IMetric[] {
  return [
    files('filesUploaded', 'uploaded'),
    files('filesPublished', 'published'),
    files('filesRejected', 'rejected'),
    files('filesFailed', 'failed'),
    files('filesAwaitingReview', 'sent to review'),
  ];
}

function funnel(): readonly IMetric[] {
  return [
    files('filesUploaded', 'uploaded'),
    files('filesInspected', 'inspected'),
    files('filesProcessed', 'processed'),
    files('filesUnderstood', 'understood'),
    files('filesAwaitingReview', 'sent to review'),
    files('filesPublished', 'published'),
  ];
}

function goldenSignals(services: readonly ObservedService[]): readonly IWidget[] {
  const measured = services
    .filter(({ parts }) => parts.some(({ kind }) => kind === 'function'))
    .map(({ service }) => service);
  return [
    countGraph(
      { title: 'traffic: requests by service', width: 8 },
      measured.map((s) => serviceMetric(s, 'requests', 'Sum', s)),
    ),
    countGraph(
      { title: 'errors: our fault, by service', width: 8 },
      measured.map((s) => serviceMetric(s, 'serverErrors', 'Sum', s)),
    ),
    durationGraph(
      { title: 'latency: p99 by service', width: 8 },
      measured.map((s) => serviceMetric(s, 'duration', 'p99', s)),
    ),
  ];
}

function saturation(scope: Construct, functions: readonly ObservedPart[]): readonly IWidget[] {
  return [
    countGraph(
      { title: 'saturation: copies of a function at the same time' },
      functions.map((part) => partMetric(scope, part, 'ConcurrentExecutions', 'Maximum')(part.label)),
    ),
    countGraph(
      { title: 'saturation: throttled calls' },
      functions.map((part) => partMetric(scope, part, 'Throttles', 'Sum')(part.label)),
    ),
  ];
}

function queues(scope: Construct, parts: readonly ObservedPart[]): readonly IWidget[] {
  const live = parts.filter(({ kind }) => kind === 'queue');
  const dead = parts.filter(({ kind }) => kind === 'dead letters');
  return [
    countGraph(
      { title: 'queues: messages waiting', width: 8 },
      live.map((part) => partMetric(scope, part, 'ApproximateNumberOfMessagesVisible', 'Maximum')(part.label)),
    ),
    durationGraph(
      { title: 'queues: oldest message', width: 8, unit: 's' },
      live.map((part) => partMetric(scope, part, 'ApproximateAgeOfOldestMessage', 'Maximum')(part.label)),
    ),
    countGraph(
      { title: 'dead letters', width: 8 },
      dead.map((part) => partMetric(scope, part, 'ApproximateNumberOfMessagesVisible', 'Maximum')(part.label)),
    ),
  ];
}

function models(): readonly (readonly IWidget[])[] {
  const model = (key: Parameters<typeof serviceMetric>[1], statistic: 'Sum' | 'p50' | 'p99', label: string) =>
    serviceMetric('understand', key, statistic, label);
  return [
    [
      countGraph({ title: 'models: calls', width: 6 }, [model('modelCalls', 'Sum', 'calls')]),
      countGraph({ title: 'models: tokens', width: 6 }, [model('modelTokens', 'Sum', 'tokens')]),
      countGraph({ title: 'models: US dollars', width: 6 }, [model('modelDollars', 'Sum', 'dollars')]),
      durationGraph({ title: 'understanding: time a file takes', width: 6 }, [
        model('analysisDuration', 'p50', 'p50'),
        model('analysisDuration', 'p99', 'p99'),
      ]),
    ],
  ];
}
