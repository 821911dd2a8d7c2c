import { GraphWidget, GraphWidgetView, type IMetric, type YAxisProps } from 'aws-cdk-lib/aws-cloudwatch';

const MILLISECONDS: YAxisProps = { label: 'ms', showUnits: false, min: 0 };
const COUNT: YAxisProps = { label: 'count', showUnits: false, min: 0 };

type Shape = { readonly title: string; readonly width?: number; readonly height?: number };

/** Of 24 columns in a row. */
const HALF = 12;
const HEIGHT = 6;

/** How many, over time. */
export function countGraph({ title, width = HALF, height = HEIGHT }: Shape, metrics: readonly IMetric[]): GraphWidget {
  return new GraphWidget({ title, width, height, left: [...metrics], leftYAxis: COUNT });
}

/** How long, over time. */
export function durationGraph(
  { title, width = HALF, height = HEIGHT, unit = 'ms' }: Shape & { readonly unit?: 'ms' | 's' },
  metrics: readonly IMetric[],
): GraphWidget {
  return new GraphWidget({ title, width, height, left: [...metrics], leftYAxis: { ...MILLISECONDS, label: unit } });
}

/** One bar a metric, over the whole time that is looked at. */
export function totalBars({ title, width = HALF, height = HEIGHT }: Shape, metrics: readonly IMetric[]): GraphWidget {
  return new GraphWidget({
    title,
    width,
    height,
    left: [...metrics],
    leftYAxis: COUNT,
    view: GraphWidgetView.BAR,
    setPeriodToTimeRange: true,
  });
}
