/** A number for a chart: three digits that matter, thousands as k, a thousand milliseconds as a second. */
export function formatValue(value: number, unit: string): string {
  if (unit === 'ms' && value >= 1000) return `${trim(value / 1000)} s`;
  const suffix = unit === 'ms' || unit === 's' ? ` ${unit}` : '';
  if (value >= 1_000_000) return `${trim(value / 1_000_000)}M${suffix}`;
  if (value >= 10_000) return `${trim(value / 1000)}k${suffix}`;
  return `${trim(value)}${suffix}`;
}

function trim(value: number): string {
  return String(Number(value.toPrecision(value >= 1000 ? 4 : 3)));
}

/** The time of day of the machine the page is made on. `seconds` where periods are shorter than a minute. */
export function formatTime(at: number, seconds: boolean): string {
  return new Date(at).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
  });
}

/** The end of an axis that holds `most`: 1, 2 or 5 times a power of ten. */
export function niceMaximum(most: number): number {
  if (most <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 5, 10].find((candidate) => candidate * power >= most) ?? 10;
  return step * power;
}
