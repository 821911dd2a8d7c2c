import { getCountrySpecifications, isValidIBAN } from 'ibantools';
import type { Span } from './pii-patterns.ts';

const BEGINNING = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?=[ ]?[A-Z0-9])/g;

/** Account numbers whose country, length and checksum are right, written together or in groups. */
export function findIbans(text: string): readonly Span[] {
  const countries = getCountrySpecifications();
  const spans: Span[] = [];
  for (const { index, 0: beginning } of text.matchAll(BEGINNING)) {
    const length = countries[beginning.slice(0, 2)]?.chars ?? undefined;
    if (length === undefined || length === null) continue;
    // The country says where it ends: what follows may be capitals and digits as well.
    const { 0: written = '' } =
      text.slice(index).match(new RegExp(`^[A-Z0-9](?: ?[A-Z0-9]){${length - 1}}(?![A-Za-z0-9])`)) ?? [];
    if (written !== '' && isValidIBAN(written.replaceAll(' ', ''))) {
      spans.push({ start: index, end: index + written.length });
    }
  }
  return spans;
}
