import { isIPv4, isIPv6 } from 'node:net';

/** Characters `start` up to `end` of a text. */
export type Span = { readonly start: number; readonly end: number };

const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])/gu;
const CARD = /(?<![\d.,-])\d(?:[ -]?\d){12,18}(?![\d])/g;
const DOTTED = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)/g;
const COLONS = /(?<![\p{L}\p{N}:.])[\da-fA-F]{0,4}(?::[\da-fA-F]{0,4}){2,7}(?![\p{L}\p{N}:])/gu;

export const findEmails = (text: string): readonly Span[] => findMatches(text, EMAIL, () => true);
/** Thirteen to nineteen digits of a known kind of card whose last one checks. */
export const findCards = (text: string): readonly Span[] =>
  findMatches(text, CARD, (match) => {
    const digits = match.replace(/\D/g, '');
    return /^(?:4|5[1-5]|2[2-7]|3[4-7]|6)/.test(digits) && passesLuhn(digits);
  });
export const findIpv4 = (text: string): readonly Span[] => findMatches(text, DOTTED, isIPv4);
/** Full or shortened; `::` alone is punctuation more often than an address. */
export const findIpv6 = (text: string): readonly Span[] =>
  findMatches(text, COLONS, (match) => match.length > 4 && isIPv6(match));

/** The checksum of card numbers: every second digit from the right doubled, the sum divisible by ten. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return digits !== '' && sum % 10 === 0;
}

function findMatches(text: string, pattern: RegExp, isOne: (match: string) => boolean): readonly Span[] {
  return [...text.matchAll(pattern)]
    .filter(([match]) => isOne(match))
    .map(({ index, 0: match }) => ({ start: index, end: index + match.length }));
}
