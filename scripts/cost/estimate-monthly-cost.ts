import {
  GB_SECONDS_OF_FILE,
  IDLE_QUEUE_REQUESTS,
  LOG_BYTES_OF_FILE,
  STORED_PER_BYTE,
  USAGE_OF_FILE,
} from './file-usage.ts';
import { PRICES, type Price, type Priced, UNIT_SIZES } from './prices.ts';

export type Load = { readonly filesPerMonth: number; readonly megabytesPerFile: number };

/** What is there whether or not a file comes, by number. */
export type Standing = Readonly<
  Record<'alarms' | 'metrics' | 'keys' | 'secrets' | 'firewalls' | 'firewall_rules', number>
>;

export type CostLine = {
  readonly name: Priced;
  readonly units: number;
  readonly unit: string;
  readonly dollars: number;
};
export type Estimate = {
  /** The dearest first; what costs nothing is left out. */
  readonly lines: readonly CostLine[];
  readonly dollars: number;
  /** The part that is paid without a single file. */
  readonly standingDollars: number;
};

/**
 * US dollars a month, for files that are kept one month. Not in it: data that leaves AWS, models, support, taxes and the
 * free tier. Throws a RangeError when the load is negative.
 */
export function estimateMonthlyCost(
  load: Load,
  standing: Standing,
  prices: Readonly<Record<Priced, Price>> = PRICES,
): Estimate {
  const { filesPerMonth, megabytesPerFile } = load;
  if (!(filesPerMonth >= 0 && megabytesPerFile >= 0)) {
    throw new RangeError(`${filesPerMonth} files of ${megabytesPerFile} MB cannot be sent: give numbers from 0`);
  }
  const used = new Map<Priced, number>(Object.entries(standing) as [Priced, number][]);
  const add = (name: Priced, amount: number) => used.set(name, (used.get(name) ?? 0) + amount);
  for (const [name, amount] of Object.entries(USAGE_OF_FILE) as [Priced, number][]) add(name, amount * filesPerMonth);
  add('queue_requests', IDLE_QUEUE_REQUESTS);
  add('function_seconds', GB_SECONDS_OF_FILE * filesPerMonth);
  add('log_data', (LOG_BYTES_OF_FILE * filesPerMonth) / 1e9);
  add('storage', (filesPerMonth * megabytesPerFile * STORED_PER_BYTE) / 1000);

  const lines = [...used]
    .map(([name, amount]) => lineOf(name, amount, prices[name]))
    .filter(({ dollars }) => dollars > 0);
  const sum = (some: readonly CostLine[]) => some.reduce((total, { dollars }) => total + dollars, 0);
  const idle = lineOf('queue_requests', IDLE_QUEUE_REQUESTS, prices.queue_requests);
  return {
    lines: lines.toSorted((a, b) => b.dollars - a.dollars),
    dollars: sum(lines),
    standingDollars: sum([...lines.filter(({ name }) => Object.hasOwn(standing, name)), idle]),
  };
}

function lineOf(name: Priced, amount: number, { unit, dollarsPerUnit }: Price): CostLine {
  const units = amount / (UNIT_SIZES[unit] ?? 1);
  return { name, units, unit, dollars: units * dollarsPerUnit };
}
