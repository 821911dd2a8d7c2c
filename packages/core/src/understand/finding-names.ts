import * as z from 'zod/mini';

/** What understanding looks for, and the shape of each value. Clients and thresholds know findings by these names. */
export const FINDING_VALUES = {
  /** ISO 639-1. */
  language: z.string(),
  /** One word of a short list: `invoice`, `letter`, `report`, `photo`, `screenshot`, `scan`, … */
  category: z.string(),
  /** A few sentences of text, in its own language. */
  summary: z.string(),
  /** What is to be seen, in one sentence of English. */
  description: z.string(),
  keywords: z.array(z.string()),
  entities: z.array(z.object({ type: z.string(), text: z.string() })),
  /** -1 to 1. */
  sentiment: z.number(),
  /** Kinds of personal data with how often each was seen; the evidence has no quotes. */
  pii: z.record(z.string(), z.int()),
  objects: z.array(z.object({ label: z.string(), confidence: z.number() })),
  /** `safe`, or what a person should look at; a hint, never a decision. */
  moderation: z.string(),
  /** Text read in a picture. */
  text: z.string(),
  /** Suggested tags. */
  tags: z.array(z.string()),
} as const;
export type FindingName = keyof typeof FINDING_VALUES;
export const FINDING_NAMES = Object.keys(FINDING_VALUES) as readonly FindingName[];

/** What a model may be asked for. The others are facts or the business of local analyzers. */
export const ASKABLE_NAMES = ['category', 'summary', 'description', 'keywords', 'entities', 'tags', 'text'] as const;
export type AskableName = (typeof ASKABLE_NAMES)[number];
