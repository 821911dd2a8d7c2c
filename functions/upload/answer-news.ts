import { createHoldAnswer, type HoldDeps } from '@sluice/core/upload';
import { etagOf, type Headers, matchesEtag } from '@sluice/lambda';

/**
 * Answers a view with its ETag; to who has it already 304, once it was held back for `wait` seconds without news. The tag
 * is of the view itself: what changes inside a record without being seen is no news.
 */
export function createAnswerNews(deps: HoldDeps) {
  const hold = createHoldAnswer(deps);
  return async <V>(read: () => Promise<V>, headers: Headers, wait?: number) => {
    const known = headers['if-none-match'];
    const tagged = async () => {
      const body = await read();
      return { body, etag: etagOf(JSON.stringify(body)) };
    };
    const { body, etag } = await hold(tagged, (answer) => !matchesEtag(known, answer.etag), wait);
    return matchesEtag(known, etag)
      ? ({ status: 304, headers: { etag } } as const)
      : ({ status: 200, headers: { etag }, body } as const);
  };
}
