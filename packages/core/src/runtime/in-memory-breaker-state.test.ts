import { breakerStateContract } from './breaker-state.contract.ts';
import { inMemoryBreakerState } from './in-memory-breaker-state.ts';

breakerStateContract(async () => inMemoryBreakerState());
