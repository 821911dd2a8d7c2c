import * as z from 'zod/mini';
import type { Measured } from './sample-store.ts';

const directiveSchema = z.object({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});
const valuesSchema = z.record(z.string(), z.unknown());

/**
 * The embedded metrics of one log line (CloudWatch's EMF), each once for every set of dimensions, as CloudWatch would
 * take them out of it. Nothing when the line is none.
 */
export function readEmbeddedMetrics(line: string): readonly Measured[] {
  // Most lines are none, and parsing them all takes longer than anything else here.
  if (!line.startsWith('{') || !line.includes('"_aws"')) return [];
  const parsed = parseJson(line);
  const directive = z.safeParse(directiveSchema, parsed);
  const fields = z.safeParse(valuesSchema, parsed);
  if (!directive.success || !fields.success) return [];
  const { Timestamp: at, CloudWatchMetrics } = directive.data._aws;
  return CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) => {
      const dimensions = Object.fromEntries(names.map((name) => [name, String(fields.data[name])]));
      return Metrics.flatMap(({ Name: name }) =>
        valuesOf(fields.data[name]).map((value) => ({
          metric: { namespace, name, dimensions },
          sample: { at, value },
        })),
      );
    }),
  );
}

/** EMF allows one number or a list. */
function valuesOf(value: unknown): readonly number[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === 'number');
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
