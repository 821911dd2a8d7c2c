/** US dollars for a million tokens. */
export type ModelPrice = {
  readonly input: number;
  readonly output: number;
  /** Input that is stored for the next request, and input that was found stored. */
  readonly cacheWrite: number;
  readonly cacheRead: number;
};

export type PriceTable = {
  /** The day the prices were set. */
  readonly since: string;
  readonly models: Readonly<Record<string, ModelPrice>>;
};

/** Placeholders to count with: prices are the operator's to set, from the contract that is paid. */
export const DEFAULT_PRICES: PriceTable = {
  since: '2026-11-01',
  models: {
    'claude-haiku-5-5': { input: 1, output: 5, cacheWrite: 1.25, cacheRead: 0.1 },
    'claude-sonnet-5-5': { input: 3, output: 15, cacheWrite: 3.75, cacheRead: 0.3 },
    'claude-opus-5-5': { input: 5, output: 25, cacheWrite: 6.25, cacheRead: 0.5 },
  },
};

export type Tokens = {
  /** Neither stored nor found stored. */
  readonly input: number;
  readonly output: number;
  readonly cacheWrite: number;
  readonly cacheRead: number;
};

/** A model without a price costs as much as the dearest: a budget must not be outrun by a name. */
export function priceTokens(table: PriceTable, model: string, tokens: Tokens): number {
  const known = Object.hasOwn(table.models, model) ? table.models[model] : undefined;
  const candidates = known === undefined ? Object.values(table.models) : [known];
  const costs = candidates.map(
    (price) =>
      (tokens.input * price.input +
        tokens.output * price.output +
        tokens.cacheWrite * price.cacheWrite +
        tokens.cacheRead * price.cacheRead) /
      1_000_000,
  );
  return Math.max(0, ...costs);
}
