import { createAcceptObject } from '@sluice/core/upload';
import { queue, readEnv } from '@sluice/lambda';
import { envSchema } from './accept-object.env.ts';
import { createFinishDeps } from './finish-deps.ts';
import { logArrival } from './log-arrival.ts';
import { arrivedObjects, objectCreatedSchema } from './object-created.ts';

const accept = createAcceptObject(createFinishDeps(readEnv(envSchema)));

export const handler = queue({
  service: 'upload',
  name: 'accept-object',
  schema: objectCreatedSchema,
  async handle({ message, log }) {
    for (const object of arrivedObjects(message)) {
      logArrival(log, await accept(object));
    }
    return undefined;
  },
});
