/** Characters of text sent in one request, about 15,000 tokens, and pages. */
export const TEXT_BUDGET = { characters: 60_000, pages: 60 };

export type SentPage = {
  /** From 1. */
  readonly page: number;
  readonly text: string;
  /** The beginning only. */
  readonly isCut: boolean;
};

/**
 * The pages to send, in their order, blank ones left out. The first and the last page say most about a document, so they
 * come first (up to half and a quarter of the budget when there are more), then the others from the front.
 */
export function choosePages(pages: readonly string[], budget = TEXT_BUDGET): readonly SentPage[] {
  const written = pages.map((text, index) => ({ page: index + 1, text })).filter(({ text }) => text.trim() !== '');
  const [first, ...others] = written;
  if (first === undefined) return [];
  const last = others.pop();
  const ranked = last === undefined ? [first] : [first, last, ...others];

  const chosen: SentPage[] = [];
  let left = budget.characters;
  for (const [rank, { page, text }] of ranked.slice(0, budget.pages).entries()) {
    if (left === 0) break;
    const share = ranked.length === 1 || rank > 1 ? left : Math.floor(budget.characters / (rank === 0 ? 2 : 4));
    const kept = text.slice(0, Math.min(share, left));
    left -= kept.length;
    if (kept.trim() !== '') chosen.push({ page, text: kept, isCut: kept.length < text.length });
  }
  return chosen.sort((a, b) => a.page - b.page);
}
