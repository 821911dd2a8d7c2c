import { REJECTION_REASONS } from '@sluice/contracts';
import * as z from 'zod/mini';

/** How a run ended that is not published: as the machine's Reject and Compensate states tell it. */
export const endingSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('rejected'), reason: z.enum(REJECTION_REASONS), detail: z.string() }),
  // The cause is missing for some errors, so the whole failure is handed over.
  z.object({ outcome: z.literal('failed'), failure: z.object({ Error: z.string(), Cause: z.nullish(z.string()) }) }),
]);
