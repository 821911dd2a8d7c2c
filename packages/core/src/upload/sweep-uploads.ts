import { createLookAfterUpload, type Look, type LookAfterDeps } from './look-after-upload.ts';
import type { OpenUpload, OpenUploads } from './open-uploads.ts';

export type SweepDeps = LookAfterDeps & { readonly openUploads: OpenUploads };

export type SweepRequest = {
  /** Milliseconds since the epoch: no further page is begun after it. @default until everything due was looked at */
  readonly until?: number;
};

export type NotableUpload = { readonly tenantId: string; readonly uploadId: string; readonly look: Look };
export type Sweep = {
  readonly looked: number;
  /** Those to which something happened. */
  readonly notable: readonly NotableUpload[];
  /** Those that could not be looked at now, with the error: the next sweep tries again. */
  readonly failed: readonly { readonly tenantId: string; readonly uploadId: string; readonly error: unknown }[];
};

/** Some uploads could not be looked at. The others were; these have another turn in the next sweep. */
export class UploadsNotSweptError extends Error {
  override readonly name = 'UploadsNotSwept';
  constructor(count: number) {
    super(`${count} uploads could not be looked at: see what was logged of each`);
  }
}

const PAGE = 200;
const AT_ONCE = 16;

/** One sweep over the uploads that are due to be looked at, the most overdue first, page by page. */
export function createSweepUploads(deps: SweepDeps) {
  const lookAfter = createLookAfterUpload(deps);
  return async ({ until = Number.POSITIVE_INFINITY }: SweepRequest = {}): Promise<Sweep> => {
    const before = new Date(deps.clock()).toISOString();
    const sweep: Looked[] = [];
    let after: string | undefined;
    do {
      const page = await deps.openUploads.list({ before, limit: PAGE, ...(after !== undefined && { after }) });
      sweep.push(...(await lookAtAll(page.items, lookAfter)));
      after = page.next;
    } while (after !== undefined && deps.clock() < until);
    return summarize(sweep);
  };
}

type Looked = { readonly tenantId: string; readonly uploadId: string } & (
  | { readonly look: Look }
  | { readonly look: 'error'; readonly error: unknown }
);

/** As many at once as a few connections carry, each as soon as the one before it is done. */
async function lookAtAll(uploads: readonly OpenUpload[], lookAfter: (key: OpenUpload) => Promise<Look>) {
  const looked: Looked[] = [];
  const waiting = uploads[Symbol.iterator]();
  const work = async () => {
    for (const upload of waiting) {
      const named = { tenantId: upload.tenantId, uploadId: upload.id };
      // One damaged row must not keep the others waiting.
      looked.push(
        await lookAfter(upload).then(
          (look) => ({ ...named, look }),
          (error: unknown) => ({ ...named, look: 'error' as const, error }),
        ),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return looked;
}

function summarize(looked: readonly Looked[]): Sweep {
  return {
    looked: looked.length,
    notable: looked.flatMap((one) =>
      one.look === 'error' || one.look === 'waiting' || one.look === 'settled' ? [] : [one],
    ),
    failed: looked.flatMap((one) => (one.look === 'error' ? [one] : [])),
  };
}
