import * as z from 'zod/mini';
import { uuidSchema } from '../schemas/primitives.ts';
import { envelopeSchema } from './envelope.ts';

/** All parts of an upload are stored, and they are too many to be put together while its client waits. */
export const assemblyMessageSchema = envelopeSchema(z.object({ upload_id: uuidSchema }));
export type AssemblyMessage = z.infer<typeof assemblyMessageSchema>;
