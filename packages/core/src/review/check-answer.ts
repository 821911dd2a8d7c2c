import type { Finding } from '@sluice/contracts';
import * as z from 'zod/mini';
import { RefusedError } from '../runtime/index.ts';
import { FINDING_VALUES, type FindingName } from '../understand/index.ts';
import type { Review, ReviewAnswer } from './review-record.ts';

type Wrong = { readonly pointer: string; readonly detail: string };

/** Whether an answer makes sense for a review. Throws RefusedError `invalid_request` with what is wrong, a field each. */
export function checkAnswer(review: Review, { decision, corrections, comment }: ReviewAnswer): void {
  const names = Object.keys(corrections);
  const wrong: Wrong[] = names.flatMap((name) => wrongOf(review, name, corrections[name] ?? null));
  if (decision === 'correct' && names.length === 0) {
    wrong.push({ pointer: '/corrections', detail: 'is missing: say what is right' });
  }
  if (decision !== 'correct' && names.length > 0) {
    wrong.push({ pointer: '/corrections', detail: `must be left out: decide correct instead of ${decision}` });
  }
  if (decision === 'reject' && comment === '') {
    wrong.push({ pointer: '/comment', detail: 'is missing: say why' });
  }
  if (wrong.length > 0) {
    throw new RefusedError('invalid_request', `this is no decision on review ${review.reviewId}`, wrong);
  }
}

function wrongOf({ questions, findingNames }: Review, name: string, value: Finding['value']): Wrong[] {
  const pointer = `/corrections/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  if (!findingNames.includes(name) && !questions.some((question) => question.name === name)) {
    return [{ pointer, detail: 'is no finding of this file' }];
  }
  return isKnown(name) && !z.safeParse(FINDING_VALUES[name], value).success
    ? [{ pointer, detail: `does not have the shape of ${name}` }]
    : [];
}

function isKnown(name: string): name is FindingName {
  return Object.hasOwn(FINDING_VALUES, name);
}
