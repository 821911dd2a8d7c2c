export { type FakeAnswer, type FakeRequest, problem } from './fake-routes.ts';
export { type FakeService, type FakeServiceOptions, type Mischief, startFakeService } from './start-fake-service.ts';
