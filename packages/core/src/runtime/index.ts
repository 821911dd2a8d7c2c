export { type Clock, fixedClock, systemClock } from './clock.ts';
export { NotFoundError, RefusedError } from './errors.ts';
export { deriveId, type Ids, isUuidV7, randomIds, sequentialIds } from './ids.ts';
export { type CursorScope, type CursorSeal, createCursorSeal } from './seal-cursor.ts';
