import type { ReviewStatus } from '@sluice/contracts';
import type { Page, PageRequest } from '../history/index.ts';
import type { ReviewDeps } from './deps.ts';
import type { Review } from './review-record.ts';
import { statusAt } from './status-at.ts';

/** What somebody can still do something about. */
const WAITING: readonly ReviewStatus[] = ['open', 'claimed'];
/** Most reviews have ended: a page reads on for so long before it goes out with what it has. */
const MAX_READS = 10;

/**
 * A tenant's reviews, newest first; those that wait unless a status is asked for, as they are by the clock. A page may
 * hold fewer than asked and still go on.
 */
export function createListReviews({ reviews, clock }: ReviewDeps) {
  return async (tenantId: string, { limit, after }: PageRequest, status?: ReviewStatus): Promise<Page<Review>> => {
    const wanted = status === undefined ? WAITING : [status];
    const items: Review[] = [];
    let next = after;
    for (let reads = 0; reads < MAX_READS && items.length < limit; reads += 1) {
      const page = await reviews.list(tenantId, {
        limit: limit - items.length,
        ...(next !== undefined && { after: next }),
      });
      items.push(...page.items.filter((review) => wanted.includes(statusAt(review, clock()))));
      next = page.next;
      if (next === undefined) {
        return { items };
      }
    }
    return next === undefined ? { items } : { items, next };
  };
}
