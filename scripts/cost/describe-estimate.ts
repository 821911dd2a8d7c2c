import type { Estimate, Load } from './estimate-monthly-cost.ts';

const SHOWN = 8;
const dollars = (amount: number) => `$${amount.toFixed(2)}`;

/** An estimate as lines for a person, the dearest things by name. */
export function describeEstimate({ filesPerMonth, megabytesPerFile }: Load, estimate: Estimate): string[] {
  const shown = estimate.lines.slice(0, SHOWN);
  const rest = estimate.lines.slice(SHOWN).reduce((sum, line) => sum + line.dollars, 0);
  return [
    `about ${dollars(estimate.dollars)} a month for ${filesPerMonth} files of ${megabytesPerFile} MB, kept one month`,
    ...shown.map(
      ({ name, units, unit, dollars: amount }) =>
        `  ${dollars(amount).padStart(10)}  ${name.replaceAll('_', ' ')} (${Number(units.toPrecision(3))} ${unit})`,
    ),
    ...(rest > 0 ? [`  ${dollars(rest).padStart(10)}  everything else`] : []),
    `  ${dollars(estimate.standingDollars)} of it without a single file; list prices of us-east-1, without the free tier,`,
    '  downloads out of AWS and taxes: a figure to decide by, not a quote',
  ];
}
