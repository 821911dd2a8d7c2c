import * as z from 'zod/mini';
import type { Dashboard, Series, Widget } from './dashboard.ts';

const axisSchema = z.object({ left: z.optional(z.object({ label: z.optional(z.string()) })) });
const place = { x: z.number(), width: z.number() };
const widgetSchema = z.discriminatedUnion('type', [
  z.object({ ...place, type: z.literal('text'), properties: z.object({ markdown: z.string() }) }),
  z.object({
    ...place,
    type: z.literal('metric'),
    properties: z.object({
      view: z.enum(['timeSeries', 'bar', 'singleValue']),
      title: z._default(z.string(), ''),
      metrics: z.array(z.array(z.unknown())),
      yAxis: z.optional(axisSchema),
    }),
  }),
  z.object({
    ...place,
    type: z.literal('alarm'),
    properties: z.object({ title: z._default(z.string(), ''), alarms: z.array(z.string()) }),
  }),
]);
const bodySchema = z.object({ widgets: z.array(widgetSchema) });

const namesSchema = z.array(z.string()).check(z.minLength(2));
const renderingSchema = z.object({
  label: z.optional(z.string()),
  stat: z._default(z.string(), 'Average'),
  color: z.optional(z.string()),
});

const KINDS = { timeSeries: 'lines', bar: 'bars', singleValue: 'values' } as const;

/** A dashboard out of the JSON that CloudWatch takes. Throws a ZodError at what cannot be drawn here. */
export function parseDashboard(name: string, body: unknown): Dashboard {
  return { name, widgets: z.parse(bodySchema, body).widgets.map(toWidget) };
}

function toWidget(widget: z.infer<typeof widgetSchema>): Widget {
  const { x, width } = widget;
  switch (widget.type) {
    case 'text':
      return { x, width, kind: 'text', markdown: widget.properties.markdown };
    case 'alarm': {
      const { title, alarms } = widget.properties;
      return { x, width, kind: 'alarms', title, alarms: alarms.map((arn) => arn.slice(arn.lastIndexOf(':') + 1)) };
    }
    case 'metric': {
      const { view, title, metrics, yAxis } = widget.properties;
      const unit = yAxis?.left?.label ?? 'count';
      return { x, width, kind: KINDS[view], title, unit, series: metrics.map(toSeries) };
    }
  }
}

/** `[namespace, name, dimension, value, …, { label, stat, color }]` */
function toSeries(row: readonly unknown[]): Series {
  const last = row.at(-1);
  const hasRendering = typeof last === 'object';
  const [namespace = '', name = '', ...pairs] = z.parse(namesSchema, hasRendering ? row.slice(0, -1) : row);
  const { label = name, stat, color } = z.parse(renderingSchema, hasRendering ? last : {});
  const dimensions: Record<string, string> = {};
  for (let index = 0; index + 1 < pairs.length; index += 2) dimensions[pairs[index] ?? ''] = pairs[index + 1] ?? '';
  return { metric: { namespace, name, dimensions }, label, statistic: stat, color };
}
