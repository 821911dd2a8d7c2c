import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import type { AskableName } from '@sluice/core/understand';
import * as z from 'zod/mini';
import { CATEGORIES, ENTITY_TYPES } from './categories.ts';

/** Text of a stated length. The bounds are checked here and told in the prompt: the wire's schemas know none. */
const isClean = (text: string) =>
  text.trim() !== '' && !/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text);
const line = (max: number) => z.string().check(z.refine((text) => text.length <= max && isClean(text)));
const paragraphs = (max: number) =>
  z.string().check(z.refine((text) => text.length <= max && isClean(text.replace(/[\n\r\t\f]/g, ' '))));
const list = <T extends z.ZodMiniType>(item: T, max: number) => z.array(item).check(z.minLength(1), z.maxLength(max));

/** Prompts ask for less than is let through: a summary a little too long is still a summary. */
export const ANSWER_VALUES = {
  category: z.enum(CATEGORIES),
  summary: paragraphs(1500),
  description: line(400),
  keywords: list(line(60), 20),
  entities: list(z.object({ type: z.enum(ENTITY_TYPES), text: line(120) }), 40),
  tags: list(z.string().check(z.refine((tag) => /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/.test(tag))), 10),
  text: paragraphs(12_000),
} as const satisfies Record<AskableName, z.ZodMiniType>;

const evidence = z.array(z.object({ page: z.number(), quote: z.string() }));

/** One finding as the model gives it. `isQuoted`: there is text to quote from. */
const answeredFinding = (name: AskableName, isQuoted: boolean) =>
  z.object({
    value: ANSWER_VALUES[name],
    confidence: z.number().check(z.refine((confidence) => confidence >= 0 && confidence <= 1)),
    ...(isQuoted ? { evidence } : {}),
  });

/** The JSON schema an answer must have: an object with what is wanted and nothing else, each finding or null. */
export function answerSchema(wanted: readonly AskableName[], isQuoted: boolean): Record<string, unknown> {
  const schema = z.object(
    Object.fromEntries(wanted.map((name) => [name, z.nullable(answeredFinding(name, isQuoted))])),
  );
  return transformJSONSchema(z.toJSONSchema(schema));
}

/** For reading an answer: more than the schema of the wire can say, and evidence may be missing. */
export const readableFinding = (name: AskableName) =>
  z.object({ ...answeredFinding(name, false).shape, evidence: z.optional(evidence) });
