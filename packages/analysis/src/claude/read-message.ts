import type { ModelUsage } from '@sluice/core/understand';
import * as z from 'zod/mini';
import { type PriceTable, priceTokens } from './prices.ts';

const count = z.int().check(z.minimum(0));

/** What we read of a message. The SDK types answers, it does not check them. */
const messageSchema = z.object({
  stop_reason: z.nullable(z.string()),
  stop_details: z.nullish(z.object({ category: z.nullish(z.string()) })),
  content: z.array(z.object({ type: z.string(), text: z.optional(z.unknown()) })),
  usage: z.object({
    input_tokens: count,
    output_tokens: count,
    cache_creation_input_tokens: z.nullish(count),
    cache_read_input_tokens: z.nullish(count),
  }),
});
export type Message = z.infer<typeof messageSchema>;

export function parseMessage(data: unknown): Message | undefined {
  const parsed = messageSchema.safeParse(data);
  return parsed.success ? parsed.data : undefined;
}

export type MessageText =
  | { readonly outcome: 'text'; readonly text: string }
  | { readonly outcome: 'refused' | 'incomplete'; readonly detail: string };

/** The text of a message that came to its end. */
export function readText({ stop_reason, stop_details, content }: Message): MessageText {
  if (stop_reason === 'refusal') {
    const category = /^[a-z_]{1,40}$/.exec(stop_details?.category ?? '')?.[0] ?? 'no category given';
    return { outcome: 'refused', detail: `the model refused: ${category}` };
  }
  if (stop_reason !== 'end_turn') {
    const known = /^[a-z_]{1,40}$/.exec(stop_reason ?? '')?.[0] ?? 'an unknown reason';
    return { outcome: 'incomplete', detail: `the answer stopped early: ${known}` };
  }
  const texts = content.filter(({ type }) => type === 'text').map(({ text }) => (typeof text === 'string' ? text : ''));
  return { outcome: 'text', text: texts.join('') };
}

/** Tokens and dollars of a message; input counts what was stored and found stored as well. */
export function readUsage({ usage }: Message, model: string, prompt: string, prices: PriceTable): ModelUsage {
  const tokens = {
    input: usage.input_tokens,
    output: usage.output_tokens,
    cacheWrite: usage.cache_creation_input_tokens ?? 0,
    cacheRead: usage.cache_read_input_tokens ?? 0,
  };
  return {
    model,
    prompt,
    inputTokens: tokens.input + tokens.cacheWrite + tokens.cacheRead,
    outputTokens: tokens.output,
    dollars: priceTokens(prices, model, tokens),
  };
}
