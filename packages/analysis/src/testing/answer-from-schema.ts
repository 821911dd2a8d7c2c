import { readPath } from './fake-reply.ts';
import type { SeenPage } from './read-content.ts';

/** Some JSON of such a schema, with quotes and names out of the pages. `name` is that of the property it is for. */
export function answerFromSchema(schema: unknown, pages: readonly SeenPage[], name = ''): unknown {
  const choices = readPath(schema, 'anyOf');
  if (Array.isArray(choices)) {
    return answerFromSchema(choices.find((choice) => readPath(choice, 'type') !== 'null') ?? choices[0], pages, name);
  }
  const values = readPath(schema, 'enum');
  if (Array.isArray(values)) return values[0];
  switch (readPath(schema, 'type')) {
    case 'object':
      return answerObject(readPath(schema, 'properties'), pages, name);
    case 'array':
      return [answerFromSchema(readPath(schema, 'items'), pages, `${name}[]`)];
    case 'integer':
    case 'number':
      return name === 'confidence' ? 0.9 : 1;
    case 'boolean':
      return true;
    case 'string':
      // Where there are no pages, a word will do for whatever is asked for.
      return name.endsWith('[]') || name === 'text'
        ? (firstWord(pages) ?? 'sample')
        : 'A sample, as far as can be told.';
    default:
      return null;
  }
}

function answerObject(properties: unknown, pages: readonly SeenPage[], name: string): unknown {
  const entries = Object.entries(Object(properties ?? {}));
  const names = entries.map(([key]) => key);
  if (names.includes('page') && names.includes('quote')) {
    const [first] = pages;
    return { page: first?.page ?? 1, quote: (first?.text.trim() ?? '').slice(0, 40).trim() };
  }
  const child = (key: string) => (key === 'value' ? name : key);
  return Object.fromEntries(entries.map(([key, schema]) => [key, answerFromSchema(schema, pages, child(key))]));
}

/** Lower-case and plain: fits as a tag, too. */
const firstWord = (pages: readonly SeenPage[]): string | undefined =>
  /\b[a-z]{3,20}\b/.exec(pages.map(({ text }) => text).join('\n'))?.[0];
