/** Between the pages of a text, as paper printers and `pdftotext` have it. */
const FORM_FEED = '\f';

/** The pages as one text. A form feed within a page becomes a newline, so that the pages come apart again as they were. */
export function joinPages(pages: readonly string[]): string {
  return pages.map((page) => page.replaceAll(FORM_FEED, '\n')).join(FORM_FEED);
}

export function splitPages(text: string): readonly string[] {
  return text.split(FORM_FEED);
}
