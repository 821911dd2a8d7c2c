/** What one unit of each thing costs. */
export type Price = { readonly unit: string; readonly dollarsPerUnit: number };

/**
 * List prices of us-east-1 in US dollars, without the free tier, as AWS published them in 2025. Other regions differ by
 * up to a third; https://calculator.aws has the day's.
 */
export const PRICES = {
  gateway_requests: { unit: 'million', dollarsPerUnit: 3.5 },
  function_requests: { unit: 'million', dollarsPerUnit: 0.2 },
  function_seconds: { unit: 'GB-second on arm64', dollarsPerUnit: 0.000_013_333_4 },
  state_transitions: { unit: 'thousand', dollarsPerUnit: 0.025 },
  queue_requests: { unit: 'million', dollarsPerUnit: 0.4 },
  table_writes: { unit: 'million', dollarsPerUnit: 0.625 },
  table_reads: { unit: 'million', dollarsPerUnit: 0.125 },
  bus_events: { unit: 'million', dollarsPerUnit: 1 },
  storage_writes: { unit: 'thousand', dollarsPerUnit: 0.005 },
  storage_reads: { unit: 'thousand', dollarsPerUnit: 0.000_4 },
  storage: { unit: 'GB-month', dollarsPerUnit: 0.023 },
  key_requests: { unit: 'ten thousand', dollarsPerUnit: 0.03 },
  log_data: { unit: 'GB', dollarsPerUnit: 0.5 },
  firewall_requests: { unit: 'million', dollarsPerUnit: 0.6 },
  alarms: { unit: 'alarm', dollarsPerUnit: 0.1 },
  metrics: { unit: 'metric', dollarsPerUnit: 0.3 },
  keys: { unit: 'key', dollarsPerUnit: 1 },
  secrets: { unit: 'secret', dollarsPerUnit: 0.4 },
  firewalls: { unit: 'list of rules', dollarsPerUnit: 5 },
  firewall_rules: { unit: 'rule', dollarsPerUnit: 1 },
} as const satisfies Record<string, Price>;

export type Priced = keyof typeof PRICES;

/** How many single things are in a unit of their price. */
export const UNIT_SIZES: Readonly<Record<string, number>> = { million: 1e6, thousand: 1e3, 'ten thousand': 1e4 };
