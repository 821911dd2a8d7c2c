import type { CallOptions, Client } from '@sluice/client';
import type { ReviewView } from '@sluice/contracts';
import type { Command } from 'commander';
import type { CliDeps } from '../cli-deps.ts';
import { decide } from '../reviewing/decide.ts';
import { collectSetting, readCorrections, type Setting } from '../reviewing/read-corrections.ts';
import { treeOfReview } from '../reviewing/tree-of-review.ts';
import { escapeText } from '../terminal/escape-text.ts';
import { renderTree } from '../terminal/render-tree.ts';
import { addConnectionOptions, type ConnectionOptions, createVerb } from './common-options.ts';
import { asReviewer, REVIEWER } from './review-connection.ts';

type Options = ConnectionOptions & { readonly comment?: string; readonly set?: readonly Setting[] };
type Act = (client: Client, reviewId: string, options: Options, call: CallOptions) => Promise<ReviewView>;

const COMMENT = '--comment <text>';
const withComment = ({ comment }: Options) => (comment === undefined ? {} : { comment });

/** What can be done about one review; each answers it as it is then. */
export const addReviewVerbs = (review: Command, { terminal, connect, signal }: CliDeps): void => {
  const add = (verb: Command, act: Act, show: (review: ReviewView) => void = say) => {
    verb.argument('<review_id>');
    addConnectionOptions(verb, REVIEWER).action(async (reviewId: string, options: Options) => {
      const answer = await act(await connect(asReviewer(options)), reviewId, options, { signal });
      if (options.json) terminal.print(JSON.stringify(answer));
      else show(answer);
    });
    review.addCommand(verb);
  };
  const say = ({ status, filename, claimed_until, escalated }: ReviewView): void => {
    const until = claimed_until === undefined ? '' : ` until ${claimed_until}`;
    terminal.tell(`✔ ${escapeText(filename)} ${status}${until}${escalated ? ', escalated' : ''}`);
  };

  add(
    createVerb('show', 'what is asked about a file, and what speaks for it', [
      'sluice review show REVIEW_ID',
      'sluice review show REVIEW_ID --json | jq .questions[].finding.evidence',
    ]),
    (client, id, _, call) => client.getReview(id, call),
    (answer) => {
      for (const line of renderTree(treeOfReview(answer, terminal.paintOut))) terminal.print(line);
    },
  );
  add(
    createVerb('claim', 'take a review for 15 minutes: nobody else can decide it meanwhile', [
      'sluice review claim REVIEW_ID',
      'sluice review claim REVIEW_ID --json | jq -r .claimed_until',
    ]),
    (client, id, _, call) => client.claimReview(id, call),
  );
  add(
    createVerb('approve', 'publish the file as it is; claims the review first when it is open', [
      'sluice review approve REVIEW_ID',
      'sluice review approve REVIEW_ID --comment "checked with the customer"',
    ]).option(COMMENT, 'a word to go with it'),
    (client, id, options, call) => decide(client, id, () => ({ decision: 'approve', ...withComment(options) }), call),
  );
  add(
    createVerb('correct', 'put findings right and publish; claims the review first when it is open', [
      'sluice review correct REVIEW_ID --set category=letter',
      `sluice review correct REVIEW_ID --set language=de --set 'keywords=["rent","flat"]'`,
    ])
      .requiredOption('--set <name=value>', 'what is right, JSON or text; once for each finding', collectSetting)
      .option(COMMENT, 'a word to go with it'),
    (client, id, options, call) =>
      decide(
        client,
        id,
        (found) => ({
          decision: 'correct',
          corrections: readCorrections(options.set ?? [], found),
          ...withComment(options),
        }),
        call,
      ),
  );
  add(
    createVerb('reject', 'do not publish the file; claims the review first when it is open', [
      'sluice review reject REVIEW_ID --comment "not ours"',
      'sluice review reject REVIEW_ID --comment "blurred" --json | jq -r .status',
    ]).requiredOption(COMMENT, 'why'),
    (client, id, options, call) => decide(client, id, () => ({ decision: 'reject', ...withComment(options) }), call),
  );
  add(
    createVerb('release', 'give a claimed review back; an admin may give back anyone’s', [
      'sluice review release REVIEW_ID',
      'sluice review release REVIEW_ID --role admin',
    ]),
    (client, id, _, call) => client.releaseReview(id, call),
  );
  add(
    createVerb('escalate', 'leave a review to an admin', [
      'sluice review escalate REVIEW_ID --comment "needs somebody who knows the customer"',
      'sluice review escalate REVIEW_ID --comment "a contract" --json | jq .escalated',
    ]).requiredOption(COMMENT, 'why'),
    (client, id, { comment = '' }, call) => client.escalateReview(id, comment, call),
  );
};
