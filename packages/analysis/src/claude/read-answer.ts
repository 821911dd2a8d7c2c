import type { Evidence, Finding } from '@sluice/contracts';
import type { AskableName, Findings } from '@sluice/core/understand';
import * as z from 'zod/mini';
import { readableFinding } from './answer-schema.ts';
import { findEvidence, makeQuotable, type Quotable } from './locate-quote.ts';

/** An answer of this many characters was not written to our schema. */
const MAX_ANSWER = 200_000;
const MAX_EVIDENCE = 10;

export type AnswerContext = {
  readonly wanted: readonly AskableName[];
  /** The whole text of each page; none when there was nothing to quote from. */
  readonly pages: readonly string[];
  /** Goes into each finding. */
  readonly method: string;
};

export type ReadAnswer =
  | {
      readonly outcome: 'read';
      readonly findings: Findings;
      /** What was wanted and answered in a way that cannot be believed. */
      readonly dropped: readonly AskableName[];
    }
  | { readonly outcome: 'invalid'; readonly detail: string };

/**
 * Findings out of the model's text. Believes nothing: only wanted names are looked at, values must fit, quotes must stand
 * where they are said to stand. `source` and `method` are ours, whatever the answer says.
 */
export function readAnswer(text: string, { wanted, pages, method }: AnswerContext): ReadAnswer {
  if (text.length > MAX_ANSWER) return { outcome: 'invalid', detail: `the answer has ${text.length} characters` };
  const answer = parseObject(text);
  if (answer === undefined) return { outcome: 'invalid', detail: 'the answer is not a JSON object' };

  const findings: Record<string, Finding> = {};
  const dropped: AskableName[] = [];
  const quotable = pages.map(makeQuotable);
  let missing = 0;
  for (const name of wanted) {
    const given = Object.hasOwn(answer, name) ? answer[name] : undefined;
    if (given === undefined) missing += 1;
    if (given === null || given === undefined) continue;
    const finding = readFinding(name, given, quotable, method);
    if (finding === undefined) dropped.push(name);
    else findings[name] = finding;
  }
  if (missing === wanted.length) return { outcome: 'invalid', detail: 'the answer has nothing of what was wanted' };
  if (dropped.length > 0 && Object.keys(findings).length === 0) {
    return { outcome: 'invalid', detail: `nothing of the answer can be believed: ${dropped.join(', ')}` };
  }
  return { outcome: 'read', findings, dropped };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function readFinding(
  name: AskableName,
  given: unknown,
  pages: readonly Quotable[],
  method: string,
): Finding | undefined {
  const parsed = readableFinding(name).safeParse(given);
  if (!parsed.success) return undefined;
  const { confidence, evidence: quotes = [] } = parsed.data;
  const value = name === 'entities' ? keepNamedEntities(parsed.data.value, pages) : parsed.data.value;
  if (value === undefined) return undefined;

  const evidence = quotes
    .slice(0, MAX_EVIDENCE)
    .map(({ page, quote }) => findEvidence(pages, page, quote))
    .filter((found): found is Evidence => found !== undefined);
  // A finding whose every quote is made up came from somewhere else than the file.
  if (pages.length > 0 && quotes.length > 0 && evidence.length === 0) return undefined;
  return { value, confidence, source: 'claude', method, ...(evidence.length > 0 ? { evidence } : {}) };
}

const entities = z.array(z.object({ type: z.string(), text: z.string() }));

/** An entity is copied from the text; where there is text, one that does not stand in it was made up. */
function keepNamedEntities(value: unknown, pages: readonly Quotable[]): z.infer<typeof entities> | undefined {
  const given = entities.safeParse(value);
  if (!given.success) return undefined;
  if (pages.length === 0) return given.data;
  const named = given.data.filter(({ text }) => pages.some((page) => page.locate(text) !== undefined));
  return named.length > 0 ? named : undefined;
}
