import * as z from 'zod/mini';
import { requirePackage } from '../require-package.ts';

/** `start` is the offset in the text that was looked at; `text` lies there as it is. */
export type Mention = { readonly type: string; readonly text: string; readonly start: number };

/** Mentions in reading order. */
export type EntityFinder = (text: string) => readonly Mention[];

/** What a pattern can tell; e-mail addresses are the business of personal data. */
const PATTERN_TYPES: Readonly<Record<string, string>> = {
  DATE: 'date',
  MONEY: 'money',
  PERCENT: 'percentage',
  DURATION: 'duration',
  URL: 'url',
};

/** Not `day` or `weeks`, nor cells of a table that stand beside each other. */
const SAYS_WHICH = /^(?!.*\s{2}).*(?:\d|:\/\/)/;

/** What compromise says of a name; its text may hold punctuation at either end. */
const namesSchema = z.array(z.object({ text: z.string(), offset: z.object({ start: z.number() }) }));

let finder: Promise<EntityFinder> | undefined;

/** Loads the English models once, which takes 100 ms. */
export function openEntityFinder(): Promise<EntityFinder> {
  finder ??= loadEntityFinder();
  return finder;
}

async function loadEntityFinder(): Promise<EntityFinder> {
  const [findPatterns, findNames] = await Promise.all([loadPatterns(), loadNames()]);
  return (text) => [...findPatterns(text), ...findNames(text)].sort((a, b) => a.start - b.start);
}

async function loadPatterns(): Promise<EntityFinder> {
  const { default: openWink } = await import('wink-nlp');
  const wink = openWink(requirePackage('wink-eng-lite-web-model'), ['sbd', 'ner']);
  return (text) => {
    const entities = wink.readDoc(text).entities();
    const types = entities.out(wink.its.type);
    const mentions: Mention[] = [];
    let from = 0;
    for (const [index, mentioned] of entities.out().entries()) {
      const start = text.indexOf(mentioned, from);
      const type = PATTERN_TYPES[types[index] ?? ''];
      if (start < 0) continue;
      from = start + mentioned.length;
      if (type !== undefined && SAYS_WHICH.test(mentioned)) mentions.push({ type, text: mentioned, start });
    }
    return mentions;
  };
}

async function loadNames(): Promise<EntityFinder> {
  const { default: nlp } = await import('compromise');
  return (text) => {
    const document = nlp(text);
    const found = { person: document.people(), place: document.places(), organization: document.organizations() };
    return Object.entries(found).flatMap(([type, names]) =>
      z.parse(namesSchema, names.json({ offset: true })).flatMap((name) => {
        const trimmed = name.text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.]+$|(?<=\p{Ll})\.$/gu, '');
        const start = text.indexOf(trimmed, Math.max(0, name.offset.start - 1));
        return trimmed.length < 2 || start < 0 ? [] : [{ type, text: trimmed, start }];
      }),
    );
  };
}
