import type { Evidence } from '@sluice/contracts';
import type { Analyzer } from '@sluice/core/understand';
import { localFinding } from '../local-finding.ts';
import { METHODS } from '../methods.ts';
import { pause } from '../pause.ts';
import { detectLanguage } from './detect-language.ts';
import { findPhones } from './find-phones.ts';
import { findCards, findEmails, findIpv4, findIpv6, type Span } from './pii-patterns.ts';
import { hasText, readPages } from './read-pages.ts';

/** How sure a match is; a checksum cannot lie, a phone number may be anybody's digits. */
const CONFIDENCES = { email: 0.97, iban: 0.99, credit_card: 0.9, ipv4: 0.8, ipv6: 0.9, phone: 0.75 } as const;
type PiiKind = keyof typeof CONFIDENCES;
const KINDS = ['email', 'iban', 'credit_card', 'ipv4', 'ipv6', 'phone'] as const satisfies readonly PiiKind[];

/** Counts of personal data by kind. The evidence says where, never what. */
export const piiAnalyzer: Analyzer = {
  name: 'pii',
  takes: hasText,
  async analyze(subject, signal) {
    const language = (await detectLanguage(subject, signal))?.language;
    const { findIbans } = await import('./find-ibans.ts');
    const counts: Partial<Record<PiiKind, number>> = {};
    const evidence: Evidence[] = [];
    for (const { page, text } of readPages(subject)) {
      const taken: (Span & { readonly kind: PiiKind })[] = [];
      // The surer first: digits of an account are no phone number.
      const take = (kind: PiiKind, spans: readonly Span[]): void => {
        for (const span of spans) {
          const isFree = taken.every(({ start, end }) => span.end <= start || span.start >= end);
          if (isFree) taken.push({ ...span, kind });
        }
      };
      take('iban', findIbans(text));
      take('email', findEmails(text));
      take('credit_card', findCards(text));
      take('ipv6', findIpv6(text));
      take('ipv4', findIpv4(text));
      await pause(signal);
      take('phone', await findPhones(text, language));
      for (const { kind } of taken) counts[kind] = (counts[kind] ?? 0) + 1;
      evidence.push(...taken.sort((a, b) => a.start - b.start).map(({ start, end }) => ({ page, start, end })));
      await pause(signal);
    }
    const kinds = KINDS.filter((kind) => counts[kind] !== undefined);
    if (kinds.length === 0) return {};
    return {
      pii: localFinding({
        value: Object.fromEntries(kinds.map((kind) => [kind, counts[kind] ?? 0])),
        confidence: Math.min(...kinds.map((kind) => CONFIDENCES[kind])),
        method: kinds.includes('phone') ? `${METHODS.pii} ${METHODS.phones}` : METHODS.pii,
        evidence,
      }),
    };
  },
};
