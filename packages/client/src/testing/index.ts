export { REFUSED_TYPE } from './fake-batches.ts';
export { type FakeAnswer, type FakeRequest, problem } from './fake-problem.ts';
export { addReview } from './fake-reviews.ts';
export { type FakeService, type FakeServiceOptions, type Mischief, startFakeService } from './start-fake-service.ts';
