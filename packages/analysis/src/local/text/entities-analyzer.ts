import type { Evidence } from '@sluice/contracts';
import type { Analyzer } from '@sluice/core/understand';
import { localFinding } from '../local-finding.ts';
import { METHODS } from '../methods.ts';
import { pause } from '../pause.ts';
import { cutPieces } from './cut-pieces.ts';
import { detectLanguage } from './detect-language.ts';
import { type Mention, openEntityFinder } from './find-entities.ts';
import { quoteSpan } from './quote-span.ts';
import { hasText, type PageText, readPages } from './read-pages.ts';
import { unwrapLines } from './unwrap-lines.ts';

/** Tagging every word takes 20 ms a thousand characters: what a text is about is named in its first half. */
const MAX_CHARACTERS = 50_000;
const PIECE = 5000;
const MAX_ENTITIES = 100;

type Entity = { readonly type: string; readonly text: string; readonly evidence: Evidence };

/** People, places, organizations, dates, amounts of money and shares, in English only. */
export const entitiesAnalyzer: Analyzer = {
  name: 'entities',
  takes: hasText,
  async analyze(subject, signal) {
    const detected = await detectLanguage(subject, signal);
    if (detected?.language !== 'en') return {};
    const findEntities = await openEntityFinder();
    const entities = new Map<string, Entity>();
    for (const page of readPages(subject, MAX_CHARACTERS)) {
      for (const piece of cutPieces(page.text, PIECE)) {
        for (const mention of findEntities(unwrapLines(piece.text))) {
          const entity = { type: mention.type, text: mention.text, evidence: place(page, piece.start, mention) };
          const key = `${mention.type} ${mention.text.toLowerCase()}`;
          if (!entities.has(key)) entities.set(key, entity);
        }
        await pause(signal);
      }
    }
    if (entities.size === 0) return {};
    const found = [...entities.values()].slice(0, MAX_ENTITIES);
    return {
      entities: localFinding({
        value: found.map(({ type, text }) => ({ type, text })),
        // Amounts and dates are patterns, names are guesses by capital letters and lists.
        confidence: detected.confidence * (found.some(({ type }) => NAMES.has(type)) ? 0.65 : 0.85),
        method: `${METHODS.entities} ${METHODS.names}`,
        evidence: found.map(({ evidence }) => evidence),
      }),
    };
  },
};

const NAMES: ReadonlySet<string> = new Set(['person', 'place', 'organization']);

const place = (page: PageText, offset: number, { start, text }: Mention): Evidence =>
  quoteSpan(page, offset + start, offset + start + text.length);
