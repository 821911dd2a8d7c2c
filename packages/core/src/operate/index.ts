export { checkHealth, type Health, type Probe, type ServiceProbes } from './check-health.ts';
export type { DeadLetter, DeadLetters } from './dead-letters.ts';
export { rememberHealth } from './remember-health.ts';
