import type { ReviewQuestionView, ReviewView } from '@sluice/contracts';
import { padText } from '../terminal/display-width.ts';
import { escapeText } from '../terminal/escape-text.ts';
import type { Paint } from '../terminal/paint.ts';
import type { TreeNode } from '../terminal/render-tree.ts';
import { formatConfidence } from './format-confidence.ts';

const LABEL = 13;
const leaf = (label: string, value: string): TreeNode => ({ text: `${padText(label, LABEL)} ${value}` });
const optional = (label: string, value: string | undefined): readonly TreeNode[] =>
  value === undefined ? [] : [leaf(label, escapeText(value))];

const questionNode = ({ name, finding, threshold }: ReviewQuestionView, paint: Paint): TreeNode => {
  const needed = paint('dim', `${formatConfidence(finding)} of ${formatConfidence({ confidence: threshold })} needed`);
  if (finding === undefined) return leaf(escapeText(name), `nothing was found  ${needed}`);
  const quotes = (finding.evidence ?? []).flatMap(({ page, quote }) => {
    const where = page === undefined ? '' : `page ${page}: `;
    return quote === undefined && where === '' ? [] : [{ text: paint('dim', `${where}${escapeText(quote ?? '')}`) }];
  });
  const source = paint('dim', escapeText(finding.source));
  const { text } = leaf(escapeText(name), `${escapeText(JSON.stringify(finding.value))}  ${needed}  ${source}`);
  return { text, children: quotes };
};

/** A review as a tree for people: what is asked, with what speaks for it. */
export const treeOfReview = (review: ReviewView, paint: Paint): TreeNode => ({
  text: paint('bold', escapeText(review.filename)),
  children: [
    leaf('review_id', review.review_id),
    leaf('file_id', review.file_id),
    leaf('status', review.status + (review.escalated ? ', escalated' : '')),
    leaf('type', escapeText(review.mime_type)),
    leaf('owner', escapeText(review.owner_id)),
    { text: 'questions', children: review.questions.map((question) => questionNode(question, paint)) },
    ...optional('claimed by', review.claimed_by),
    ...optional('claimed until', review.claimed_until),
    ...optional('escalated by', review.escalated_by),
    ...optional('because', review.escalation_comment),
    ...optional('decided by', review.decided_by),
    ...optional('corrections', review.corrections && JSON.stringify(review.corrections)),
    ...optional('comment', review.comment),
    leaf('waiting since', review.created_at),
    leaf('deadline', `${review.deadline_at}, then ${review.on_expiry}`),
  ],
});
