import { type IWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { alarmWidgets } from './alarm-widgets.ts';
import type { ObservedService } from './find-observed.ts';
import { countGraph, durationGraph } from './graph.ts';
import { partMetric, serviceMetric } from './metric-sources.ts';
import type { ObservedPart } from './observed-part.ts';
import { partWidgets } from './part-widgets.ts';

/** The rows of one service: what its edges measured, then each part, then its alarms. */
export function serviceRows(scope: Construct, observed: ObservedService): readonly (readonly IWidget[])[] {
  const { service, parts, alarmNames } = observed;
  return [
    [new TextWidget({ markdown: `# ${service}\n${DESCRIPTION}`, width: 24, height: 2 })],
    ...(parts.some(({ kind }) => kind === 'function') ? [goldenSignals(service)] : []),
    ...parts.filter(({ kind }) => kind !== 'dead letters').map((part) => partWidgets(scope, part)),
    deadLetters(scope, parts),
    alarmWidgets(new Construct(scope, `${service}Alarms`), 'alarms', alarmNames),
  ].filter((row) => row.length > 0);
}

const DESCRIPTION =
  'What its functions measured themselves, then each of its parts. How to read it: docs/observability.md';

function goldenSignals(service: string): readonly IWidget[] {
  return [
    countGraph({ title: 'requests and errors' }, [
      serviceMetric(service, 'requests', 'Sum', 'requests'),
      serviceMetric(service, 'clientErrors', 'Sum', 'client errors'),
      serviceMetric(service, 'serverErrors', 'Sum', 'server errors'),
      serviceMetric(service, 'messageFailures', 'Sum', 'messages that come again'),
    ]),
    durationGraph({ title: 'duration' }, [
      serviceMetric(service, 'duration', 'p50', 'p50'),
      serviceMetric(service, 'duration', 'p99', 'p99'),
    ]),
  ];
}

/** Of all queues in one widget: there are none on a good day. */
function deadLetters(scope: Construct, parts: readonly ObservedPart[]): readonly IWidget[] {
  const dead = parts.filter(({ kind }) => kind === 'dead letters');
  if (dead.length === 0) return [];
  return [
    countGraph(
      { title: 'dead letters', width: 24, height: 4 },
      dead.map((part) => partMetric(scope, part, 'ApproximateNumberOfMessagesVisible', 'Maximum')(part.label)),
    ),
  ];
}
