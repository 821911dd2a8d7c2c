import type { MarkupFacts, SafetyFacts } from '@sluice/core/inspect';
import { collectSafety, type SafetyCollector } from './collect-safety.ts';

/** Characters of a text that are looked at. */
export const MAX_MARKUP = 1024 * 1024;
/** Entities that a document declares for itself: more than letters have names are for harm. */
const MAX_ENTITIES = 300;
/** What they may become together, when each is put in place of its name. */
const MAX_ENTITY_EXPANSION = 1_000_000;

const RUNNING = new Set(['script', 'foreignobject', 'iframe', 'object', 'embed', 'applet']);
const REFERENCE = /^(?:https?:|ftp:|file:|\/\/|\\\\)/i;
const HIDING =
  /display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)/i;
const WHITE_ON_WHITE =
  /(?:^|;)\s*color\s*:\s*(?:white|#fff(?:fff)?)\b.*background(?:-color)?\s*:\s*(?:white|#fff(?:fff)?)\b|background(?:-color)?\s*:\s*(?:white|#fff(?:fff)?)\b.*;\s*color\s*:\s*(?:white|#fff(?:fff)?)\b/i;

export type ExaminedMarkup = {
  readonly markup: MarkupFacts;
  readonly safety?: SafetyFacts;
  readonly unsafe?: string;
};

/**
 * Reads the tags of SVG, XML or HTML front to back, each character once, and tells what they would do in a browser. Nothing is
 * expanded or fetched. Counts nodes up to one more than `maxNodes`.
 */
export function examineMarkup(text: string, maxNodes: number): ExaminedMarkup {
  const sample = text.slice(0, MAX_MARKUP);
  const found = collectSafety();
  let nodes = 0;
  for (let at = sample.indexOf('<'); at >= 0 && nodes <= maxNodes; at = sample.indexOf('<', at)) {
    const end = endOfTag(sample, at);
    if (/[A-Za-z]/.test(sample.charAt(at + 1))) nodes += 1 + examineTag(sample.slice(at + 1, end), found);
    at = end;
  }
  for (const [rule] of sample.matchAll(/@import\s[^;\n]{0,200}|url\(\s*['"]?(?:https?:|\/\/)[^)\n]{0,200}/gi)) {
    found.add('externalReferences', rule);
  }
  const unsafe = judgeEntities(sample);
  const safety = found.finish(sample.length);
  return { markup: { nodes }, ...(safety && { safety }), ...(unsafe !== undefined && { unsafe }) };
}

/** Where the tag or comment that begins at `at` is over. */
function endOfTag(text: string, at: number): number {
  const closing = text.startsWith('<!--', at) ? text.indexOf('-->', at + 4) : text.indexOf('>', at + 1);
  return closing < 0 ? text.length : closing + 1;
}

const ATTRIBUTE =
  /([A-Za-z_:][\w:.-]{0,100})\s{0,20}=\s{0,20}(?:"([^"]{0,2000})"?|'([^']{0,2000})'?|([^\s"'>]{1,2000}))/g;

/** How many attributes it has. */
function examineTag(tag: string, found: SafetyCollector): number {
  const qualified = /^[\w:.-]{1,100}/.exec(tag)?.[0].toLowerCase() ?? '';
  const name = qualified.split(':').at(-1) ?? '';
  if (RUNNING.has(name)) found.add('scripts', `<${name}>`);
  let attributes = 0;
  for (const [, attribute = '', double, single, bare] of tag.matchAll(ATTRIBUTE)) {
    attributes++;
    examineAttribute(name, attribute.toLowerCase(), (double ?? single ?? bare ?? '').trim(), found);
  }
  if (/\shidden(?:[\s/>]|$)/i.test(tag.slice(0, 2000)) && name !== 'input') found.add('hiddenText', `<${name} hidden>`);
  return attributes;
}

function examineAttribute(element: string, name: string, value: string, found: SafetyCollector): void {
  if (/^on[a-z]{3,}/.test(name)) found.add('scripts', `${name} of <${element}>`);
  if (/^\s*(?:javascript|vbscript):/i.test(value)) found.add('scripts', `${name}=${value.slice(0, 40)}`);
  const isLink = /(?:^|:)(?:href|src|data|action|poster|srcset|background)$/.test(name);
  // A link that a person has to follow is no reference that is fetched.
  if (isLink && element !== 'a' && REFERENCE.test(value)) found.add('externalReferences', value);
  if (isLink && element === 'use' && value.startsWith('data:')) found.add('externalReferences', value.slice(0, 40));
  if (element === 'meta' && name === 'http-equiv' && /refresh/i.test(value)) {
    found.add('externalReferences', 'meta refresh');
  }
  if (name === 'style' && (HIDING.test(value) || WHITE_ON_WHITE.test(value))) found.add('hiddenText', value);
}

/** Why the entities that a document type declares are for harm, without expanding one. */
function judgeEntities(text: string): string | undefined {
  const sizes = new Map<string, number>();
  let entities = 0;
  for (const match of text.matchAll(
    /<!ENTITY\s+(%\s+)?([\w:.-]{1,100})\s+(?:(SYSTEM|PUBLIC)\b|["']([^"']{0,100000}))/g,
  )) {
    const [, , name = '', external, value = ''] = match;
    if (++entities > MAX_ENTITIES) return `it declares more than ${MAX_ENTITIES} entities`;
    if (external !== undefined) return `it has an entity from elsewhere, ${name}`;
    let size = value.length;
    for (const [, inner = ''] of value.matchAll(/[&%]([\w:.-]{1,100});/g)) size += sizes.get(inner) ?? 0;
    sizes.set(name, size);
    if (size > MAX_ENTITY_EXPANSION) return `its entity ${name} becomes more than ${MAX_ENTITY_EXPANSION} characters`;
    if (value.includes(`&${name};`)) return `its entity ${name} is made of itself`;
  }
  if (sizes.size === 0) return undefined;
  let used = 0;
  for (const [, name = ''] of text.matchAll(/&([\w:.-]{1,100});/g)) {
    used += sizes.get(name) ?? 0;
    if (used > 100 * MAX_ENTITY_EXPANSION) return 'its entities become more than 100,000,000 characters';
  }
  return undefined;
}
