// For tests: nothing that runs in a function imports this.
export { BEHAVIOUR_NAMES, type BehaviourName, mixBehaviours } from './behaviours.ts';
export type { FakeReply, FakeRequest } from './fake-reply.ts';
export { INJECTIONS, type Injection } from './injections.ts';
export { seededRandom } from './seeded-random.ts';
export { type Behaviour, type FakeClaude, type FakeClaudeOptions, startFakeClaude } from './start-fake-claude.ts';
