import { everyPage } from '@sluice/client';
import { REVIEW_STATUSES, type ReviewStatus, type ReviewView } from '@sluice/contracts';
import { Option } from 'commander';
import type { AddCommand } from '../cli-deps.ts';
import { formatConfidence } from '../reviewing/format-confidence.ts';
import { fitText } from '../terminal/display-width.ts';
import { escapeText } from '../terminal/escape-text.ts';
import { type Column, renderTable } from '../terminal/render-table.ts';
import { addConnectionOptions, type ConnectionOptions, createVerb, wholeNumber } from './common-options.ts';
import { asReviewer, REVIEWER } from './review-connection.ts';
import { addReviewVerbs } from './review-verbs.ts';

type Options = ConnectionOptions & { readonly status?: ReviewStatus; readonly limit: number };

const MOST_A_PAGE = 200;
const minute = (time: string): string => time.slice(0, 16).replace('T', ' ');
const COLUMNS: readonly Column<ReviewView>[] = [
  { title: 'review_id', text: ({ review_id }) => review_id },
  { title: 'file', text: ({ filename }) => escapeText(filename), flexible: fitText },
  { title: 'question', text: ({ questions }) => questions.map(({ name }) => escapeText(name)).join(', ') },
  {
    title: 'confidence',
    text: ({ questions }) => questions.map(({ finding }) => formatConfidence(finding)).join(', '),
    align: 'right',
  },
  {
    title: 'status',
    text: ({ status, escalated }) => (escalated ? `${status}, escalated` : status),
    style: ({ status }) => (status === 'open' ? 'yellow' : 'cyan'),
  },
  { title: 'waiting since', text: ({ created_at }) => minute(created_at) },
  { title: 'deadline', text: ({ deadline_at }) => minute(deadline_at) },
];

export const addReview: AddCommand = (program, deps) => {
  const { terminal, connect, signal } = deps;
  const verb = createVerb('review', 'list what waits for a person, or decide it: see the commands', [
    'sluice review',
    'sluice review approve REVIEW_ID --comment "the date is right"',
  ])
    .enablePositionalOptions()
    .addOption(new Option('--status <status>', 'only reviews in this status').choices(REVIEW_STATUSES))
    .option('--limit <n>', 'how many', wholeNumber(1, 1_000_000), 50);
  addConnectionOptions(verb, REVIEWER).action(async (options: Options) => {
    const client = await connect(asReviewer(options));
    const { status, limit } = options;
    const query = { limit: Math.min(limit, MOST_A_PAGE), ...(status !== undefined && { status }) };
    const reviews: ReviewView[] = [];
    let count = 0;
    for await (const review of everyPage((page) => client.listReviews({ ...query, ...page }, { signal }))) {
      if (options.json) terminal.print(JSON.stringify(review));
      else reviews.push(review);
      count += 1;
      if (count === limit) break;
    }
    if (options.json) return;
    if (reviews.length === 0)
      terminal.tell(status === undefined ? 'nothing waits for a person' : `nothing is ${status}`);
    else
      for (const line of renderTable(reviews, COLUMNS, terminal.paintOut, terminal.outColumns())) terminal.print(line);
  });
  addReviewVerbs(verb, deps);
  program.addCommand(verb);
};
