import type { Findings, Subject } from './analyzer.ts';

/** Of one file; a record has to stay far below what a table's row may hold. */
const MAX_CHARACTERS = 8000;
/** Findings whose words people search by, the most telling first. */
const TELLING = ['tags', 'description', 'summary', 'keywords', 'category', 'text'];

/** The words to find a file by: its name, what was found out about it, and its text as far as there is room. */
export function searchTextOf(subject: Subject, findings: Findings): string {
  const words = [
    subject.filename,
    ...TELLING.flatMap((name) => textsIn(findings[name]?.value)),
    ...(subject.pages ?? []),
  ].join(' ');
  return words.replace(/\s+/g, ' ').trim().slice(0, MAX_CHARACTERS).toWellFormed();
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.flatMap(textsIn) : [];
}
