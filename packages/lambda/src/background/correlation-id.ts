import * as z from 'zod/mini';

const SAFE = z.string().check(z.regex(/^[\w.:/-]{1,128}$/));
const carrierSchema = z.looseObject({ correlation_id: SAFE });
const busEventSchema = z.looseObject({ detail: carrierSchema });

/** The `correlation_id` of an envelope, an event of the bus around one, or an input of a step; undefined without one. */
export function readCorrelationId(message: unknown): string | undefined {
  const carrier = z.safeParse(carrierSchema, message);
  if (carrier.success) return carrier.data.correlation_id;
  const event = z.safeParse(busEventSchema, message);
  return event.success ? event.data.detail.correlation_id : undefined;
}
