import { expect, it } from 'vitest';
import { fixedClock } from '../runtime/index.ts';
import { rememberHealth } from './remember-health.ts';

it('asks the dependencies once in five seconds, however many ask for health', async () => {
  const clock = fixedClock();
  let checks = 0;
  const health = rememberHealth(async () => {
    checks += 1;
    return { status: 'healthy', services: {} };
  }, clock);
  await Promise.all([health(), health()]);
  clock.advance(4999);
  await health();
  expect(checks).toBe(1);
  clock.advance(1);
  await health();
  expect(checks).toBe(2);
});
