import type { DeadLetterView, operateRoutes } from '@sluice/contracts';
import {
  createRedriveFile,
  createRedriveLetter,
  type DeadLetter,
  type DeadLetters,
  type Requeue,
  type ResumeDeps,
} from '@sluice/core/operate';
import { type CursorSeal, NotFoundError } from '@sluice/core/runtime';
import type { RouteHandlers } from '@sluice/lambda';

type DeadLetterRoutes = 'listDeadLetters' | 'getDeadLetter' | 'redriveDeadLetter';

type Deps = ResumeDeps & {
  readonly deadLetters: DeadLetters;
  readonly requeue: Requeue;
  readonly cursors: CursorSeal;
};

const DEFAULT_PAGE = 50;
/** No tenant has this name: letters belong to the platform. */
const SCOPE = { operationId: 'listDeadLetters', tenantId: '' };

/** What nothing could handle, for who runs the platform: ids and reasons, never what is in a message. */
export function createDeadLetterHandlers(deps: Deps): Pick<RouteHandlers<typeof operateRoutes>, DeadLetterRoutes> {
  const { deadLetters, cursors } = deps;
  const redrive = createRedriveLetter({ ...deps, redriveFile: createRedriveFile(deps) });
  return {
    async listDeadLetters({ query }) {
      const { items, next } = await deadLetters.list({
        limit: query.limit ?? DEFAULT_PAGE,
        ...(query.cursor !== undefined && { after: await cursors.open(SCOPE, query.cursor) }),
      });
      return {
        status: 200,
        body: {
          items: items.map(presentLetter),
          ...(next !== undefined && { next_cursor: await cursors.seal(SCOPE, next) }),
        },
      };
    },
    async getDeadLetter({ params }) {
      const letter = await deadLetters.get(params.letter_id);
      if (letter === undefined) throw new NotFoundError('dead letter', params.letter_id);
      return { status: 200, body: presentLetter(letter) };
    },
    async redriveDeadLetter({ params, principal, correlationId, log }) {
      const { letter_id } = params;
      const outcome = await redrive({ letterId: letter_id, userId: principal.userId, correlationId });
      log.warn('dead letter redriven', { message_id: letter_id, verdict: outcome });
      return { status: 200, body: { letter_id, outcome } };
    },
  };
}

function presentLetter(letter: DeadLetter): DeadLetterView {
  const { letterId, tenantId, fileId, uploadId, task, keptAt, redrivenAt } = letter;
  const { queue, reason, receives, status } = letter;
  return {
    letter_id: letterId,
    queue,
    reason,
    ...(tenantId !== undefined && { tenant_id: tenantId }),
    ...(fileId !== undefined && { file_id: fileId }),
    ...(uploadId !== undefined && { upload_id: uploadId }),
    ...(task !== undefined && { task }),
    receives,
    status,
    kept_at: keptAt,
    ...(redrivenAt !== undefined && { redriven_at: redrivenAt }),
  };
}
