import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z._default(z.record(z.string(), z.unknown()), {}),
});
const templateSchema = z.object({ Resources: z.record(z.string(), resourceSchema) });
const alarmSchema = z.object({
  Namespace: z.literal('AWS/SQS'),
  MetricName: z.string(),
  Statistic: z.enum(['Sum', 'Maximum']),
  Period: z.int(),
  EvaluationPeriods: z.int(),
  Threshold: z.number(),
  ComparisonOperator: z.literal('GreaterThanOrEqualToThreshold'),
  TreatMissingData: z.string(),
  Dimensions: z.array(z.object({ Name: z.literal('QueueName'), Value: z.unknown() })),
});

/** An alarm on the letters of one dead-letter queue, as the template for AWS declares it. */
export type LetterAlarm = {
  readonly queue: string;
  readonly definition: Omit<z.infer<typeof alarmSchema>, 'Dimensions'>;
};

/**
 * The alarms that ring for a letter, of every queue that takes what others could not handle, out of a synthesized assembly;
 * `silent` names the queues without one.
 */
export function readLetterAlarms(assembly: string): { alarms: readonly LetterAlarm[]; silent: readonly string[] } {
  const resources = readdirSync(assembly)
    .filter((file) => file.endsWith('.template.json'))
    .flatMap((file) =>
      Object.entries(z.parse(templateSchema, JSON.parse(readFileSync(join(assembly, file), 'utf8'))).Resources),
    );
  const queues = resources.filter(([, { Type }]) => Type === 'AWS::SQS::Queue');
  // The ends of the line, and queues of letters that somebody consumes: others name those by their ids, which end in a hash.
  const redrives = JSON.stringify(queues.map(([, { Properties }]) => Properties.RedrivePolicy));
  const dead = queues.filter(([id, { Properties }]) => Properties.RedrivePolicy === undefined || redrives.includes(id));
  const parsed = resources.flatMap(([, { Type, Properties }]) => {
    const alarm = z.safeParse(alarmSchema, Properties);
    return Type === 'AWS::CloudWatch::Alarm' && alarm.success && alarm.data.Threshold === 1 ? [alarm.data] : [];
  });
  const alarms: LetterAlarm[] = [];
  const silent: string[] = [];
  for (const [logicalId, { Properties }] of dead) {
    const queue = z.parse(z.string(), Properties.QueueName);
    const found = parsed.find(({ Dimensions }) => JSON.stringify(Dimensions).includes(logicalId));
    if (found === undefined) {
      silent.push(queue);
    } else {
      const { Dimensions: _named, ...definition } = found;
      alarms.push({ queue, definition });
    }
  }
  return { alarms, silent };
}
