import type { CountryCode } from 'libphonenumber-js/min';
import type { Span } from './pii-patterns.ts';

/** Where a language is spoken most, for numbers without a country's prefix. */
const COUNTRIES: Readonly<Record<string, CountryCode>> = { en: 'US', de: 'DE', fr: 'FR', es: 'ES', it: 'IT', nl: 'NL' };

/** Valid numbers; without `+` only those grouped as people write them: bare digits are an order's or a customer's. */
export async function findPhones(text: string, language: string | undefined): Promise<readonly Span[]> {
  const { findPhoneNumbersInText } = await import('libphonenumber-js/min');
  const defaultCountry = COUNTRIES[language ?? ''];
  return findPhoneNumbersInText(text, defaultCountry === undefined ? {} : { defaultCountry })
    .map(({ startsAt, endsAt }) => ({ start: startsAt, end: endsAt }))
    .filter(({ start, end }) => {
      const written = text.slice(start, end);
      return /^\(?(?:\+|00)/.test(written) || /\d[ ()/.-]+\d/.test(written);
    });
}
