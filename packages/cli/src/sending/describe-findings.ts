import type { FileResult } from './file-result.ts';

type Findings = FileResult['findings'];

/** Findings that say in words what a file is, the most telling first. */
const TELLING = ['description', 'summary', 'category'];

const textOf = (findings: Findings, name: string): string | undefined => {
  const value = findings[name]?.value;
  return typeof value === 'string' && value !== '' ? value.replace(/\s+/g, ' ') : undefined;
};

/** What a file is, in a few words, by what was found out about it; undefined when nothing was. */
export const describeFindings = (findings: Findings): string | undefined => {
  const [description] = TELLING.flatMap((name) => textOf(findings, name) ?? []);
  const language = textOf(findings, 'language');
  if (description === undefined) return language;
  // A description is English whatever the file is: the language says something only of a text.
  return language === undefined || language === 'en' ? description : `${language}: ${description}`;
};

/** The suggested tags, as many as a table has room for. */
export const tagsIn = (findings: Findings, most = 3): readonly string[] => {
  const value = findings.tags?.value;
  return Array.isArray(value) ? value.filter((tag) => typeof tag === 'string').slice(0, most) : [];
};
