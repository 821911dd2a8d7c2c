import * as z from 'zod/mini';
import { prioritySchema } from '../schemas/primitives.ts';

/** Around every event and every queue message but S3's own. */
export function envelopeSchema<T extends z.core.$ZodType>(payload: T) {
  return z.object({
    message_id: z.string(),
    correlation_id: z.string(),
    // State machines write the offset as they like: `Z` or `+00:00`.
    timestamp: z.iso.datetime({ offset: true }),
    source_service: z.string(),
    destination_service: z.string(),
    message_type: z.string(),
    payload,
    metadata: z.object({ user_id: z.string(), tenant_id: z.string(), priority: prioritySchema }),
    retry_count: z.int(),
    max_retries: z.int(),
  });
}

export type Envelope<P> = {
  message_id: string;
  correlation_id: string;
  timestamp: string;
  source_service: string;
  destination_service: string;
  message_type: string;
  payload: P;
  metadata: { user_id: string; tenant_id: string; priority: number };
  retry_count: number;
  max_retries: number;
};
