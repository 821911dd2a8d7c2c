export { type Env, envSchema } from './job-worker-environment.ts';
