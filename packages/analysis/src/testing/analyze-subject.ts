import type { Analyzer, Findings, Subject } from '@sluice/core/understand';

export const textSubject = (...pages: readonly string[]): Subject => ({
  filename: 'text.txt',
  mimeType: 'text/plain',
  kind: 'text',
  pages,
});

export const pictureSubject = (picture: Uint8Array): Subject => ({
  filename: 'picture.webp',
  mimeType: 'image/webp',
  kind: 'image',
  picture,
});

/** What all analyzers that take the subject find; the names of those that threw are in `failed`. */
export async function analyzeAll(
  analyzers: readonly Analyzer[],
  subject: Subject,
): Promise<{ readonly findings: Findings; readonly failed: readonly string[] }> {
  let findings: Findings = {};
  const failed: string[] = [];
  for (const analyzer of analyzers.filter((each) => each.takes(subject))) {
    try {
      findings = { ...findings, ...(await analyzer.analyze(subject, new AbortController().signal)) };
    } catch {
      failed.push(analyzer.name);
    }
  }
  return { findings, failed };
}
