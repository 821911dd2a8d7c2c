export type DockerRun = (
  args: readonly string[],
  signal?: AbortSignal,
) => Promise<{ readonly code: number | string | null; readonly output: string }>;

export const COMPOSE_FILE: string;
export const ENDPOINT: string;
export const ISSUER_HOST: string;
export function checkDocker(run?: DockerRun): Promise<void>;
export function ensureContainer(options: {
  readonly root: string;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly run?: DockerRun;
}): Promise<{ readonly started: boolean; readonly stop: () => Promise<void> }>;
export const runDocker: DockerRun;
