import type { Finding, ReviewStatus } from '@sluice/contracts';
import type { SoftAnswer } from '../access/index.ts';

/** What a person is asked: the finding as it is, unless nothing was found, and the confidence it did not reach. */
export type Question = { readonly name: string; readonly finding?: Finding; readonly threshold: number };

/** Values by the name of their finding. */
export type Corrections = Readonly<Record<string, Finding['value']>>;

/** A file that waits for a person, and what became of it. Times are RFC 3339. */
export type Review = {
  readonly tenantId: string;
  readonly reviewId: string;
  readonly fileId: string;
  readonly version: number;
  /** The run that waits for it now. */
  readonly run: number;
  /** As it was written last; what it is at a moment says `statusAt`. */
  readonly status: ReviewStatus;
  readonly filename: string;
  readonly mimeType: string;
  /** Whose file it is: they never decide on it. */
  readonly ownerId: string;
  readonly questions: readonly Question[];
  /** All findings of the file: these, and what is asked, can be corrected. */
  readonly findingNames: readonly string[];
  /** Whoever has it decides the file: it never leaves the server, neither in an answer nor in a fact or a log. */
  readonly taskToken: string;
  readonly claimedBy?: string;
  readonly claimedUntil?: string;
  readonly decidedBy?: string;
  readonly corrections?: Corrections;
  /** The reviewer's, on the decision. */
  readonly comment?: string;
  /** Only an admin may take it from here. */
  readonly escalated: boolean;
  readonly escalatedBy?: string;
  readonly escalationComment?: string;
  readonly deadlineAt: string;
  /** What happens to the file when nobody decided until then. */
  readonly onExpiry: SoftAnswer;
  readonly correlationId: string;
  readonly priority: number;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** What a reviewer answers. `comment` is empty where there is none, `corrections` where nothing was corrected. */
export type ReviewAnswer = {
  readonly decision: 'approve' | 'correct' | 'reject';
  readonly corrections: Corrections;
  readonly comment: string;
};
