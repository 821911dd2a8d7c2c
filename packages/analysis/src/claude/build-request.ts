import type {
  ContentBlockParam,
  DocumentBlockParam,
  MessageCreateParamsNonStreaming,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { AskableName, Subject } from '@sluice/core/understand';
import { answerSchema } from './answer-schema.ts';
import { choosePages, type SentPage } from './choose-pages.ts';
import { describePicture } from './prompts/describe-picture.ts';
import type { Prompt } from './prompts/prompt.ts';
import { readDocument } from './prompts/read-document.ts';
import { shrinkPicture } from './shrink-picture.ts';

export type BuiltRequest = {
  readonly prompt: Prompt;
  readonly wanted: readonly AskableName[];
  /** What quotes are looked for in: all pages when any was sent, else none. */
  readonly pages: readonly string[];
  readonly params: MessageCreateParamsNonStreaming;
};

/** Reading out the text of a picture takes more of them. */
const MAX_TOKENS = { usual: 2048, withText: 4096 };
const MAX_FILENAME = 255;

/**
 * The request for a subject, or undefined when it has nothing that a prompt could be asked about. All of the subject is in data
 * blocks of its own; what stands around them is the same for all files but for numbers.
 */
export async function buildRequest(
  subject: Subject,
  wanted: readonly AskableName[],
  model: string,
): Promise<BuiltRequest | undefined> {
  const sent = choosePages(subject.pages ?? []);
  const isLookedAt = subject.picture !== undefined && (sent.length === 0 || subject.kind === 'image');
  if (!isLookedAt && sent.length === 0) return undefined;
  const prompt = isLookedAt ? describePicture : readDocument;
  const askable = wanted.filter((name) => prompt.fields[name] !== undefined);
  if (askable.length === 0) return undefined;

  const content: ContentBlockParam[] = [textBlock('file name', subject.filename.slice(0, MAX_FILENAME))];
  if (isLookedAt && subject.picture !== undefined) {
    const data = (await shrinkPicture(subject.picture)).toString('base64');
    content.push({ type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data } });
  }
  content.push(...sent.map(({ page, text }) => textBlock(`page ${page}`, text)));
  content.push({ type: 'text', text: describeTask(prompt, askable, sent, subject.pages?.length ?? 0) });

  return {
    prompt,
    wanted: askable,
    pages: sent.length > 0 ? (subject.pages ?? []) : [],
    params: {
      model,
      max_tokens: askable.includes('text') ? MAX_TOKENS.withText : MAX_TOKENS.usual,
      system: [{ type: 'text', text: prompt.system, cache_control: { type: 'ephemeral' } }],
      messages: [{ role: 'user', content }],
      output_config: { format: { type: 'json_schema', schema: answerSchema(askable, sent.length > 0) } },
    },
  };
}

/** Unpaired surrogates cannot be sent; an empty block is refused. */
function textBlock(title: string, text: string): DocumentBlockParam {
  const data = text.trim() === '' ? '(blank)' : text.toWellFormed();
  return { type: 'document', title, source: { type: 'text', media_type: 'text/plain', data } };
}

/** Our own words and numbers only. */
function describeTask(
  prompt: Prompt,
  wanted: readonly AskableName[],
  sent: readonly SentPage[],
  pageCount: number,
): string {
  const lines = ['The data blocks end here. Give these findings about the file, and no others:'];
  for (const name of wanted) lines.push(`- ${name}: ${prompt.fields[name]}`);
  if (sent.length > 0) {
    lines.push(`Pages given: ${sent.map(({ page }) => page).join(', ')} of ${pageCount}.`);
    const cut = sent.filter(({ isCut }) => isCut).map(({ page }) => page);
    if (cut.length > 0) lines.push(`Of these pages only the beginning is given: ${cut.join(', ')}.`);
  }
  return lines.join('\n');
}
