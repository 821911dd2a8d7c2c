export { BREAKER_LIMITS, type BreakerHealth, describeBreaker } from './breaker-rules.ts';
export type { BreakerSnapshot, BreakerState } from './breaker-state.ts';
export { type Clock, fixedClock, systemClock } from './clock.ts';
export type { ContentSource } from './content-source.ts';
export { type Breaker, type BreakerOptions, type BreakerPermit, createBreaker } from './create-breaker.ts';
export { NotFoundError, RefusedError } from './errors.ts';
export { deriveId, type Ids, isUuidV7, randomIds, sequentialIds } from './ids.ts';
export { inMemoryBreakerState } from './in-memory-breaker-state.ts';
export { type CursorScope, type CursorSeal, createCursorSeal } from './seal-cursor.ts';
