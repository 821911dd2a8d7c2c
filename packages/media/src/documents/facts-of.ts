import type { DocumentFacts } from '@sluice/core/process';

const MAX_LENGTH = 300;

/** Facts without what is not known: a title or an author is one line of up to 300 characters that says something. */
export function factsOf(facts: {
  readonly pages: number;
  readonly title?: string | undefined;
  readonly author?: string | undefined;
  readonly createdAt?: string | undefined;
}): DocumentFacts {
  const title = oneLine(facts.title);
  const author = oneLine(facts.author);
  return {
    pages: facts.pages,
    ...(title !== '' && { title }),
    ...(author !== '' && { author }),
    ...(facts.createdAt !== undefined && { createdAt: facts.createdAt }),
  };
}

function oneLine(text = ''): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f\ufeff]+/g, ' ').trim();
  return line.slice(0, MAX_LENGTH).toWellFormed();
}
