/** Something is missing that only a person can get; the message says how. */
export class SetUpError extends Error {}

import type { Tool } from './install-tools.mjs';

/**
 * Ensures Node, Python and the npm packages of the lock file, and tools where it may; answers the path of the pinned Node.
 */
export function setUp(options: {
  readonly root: string;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
  readonly tools?: readonly Tool[];
}): Promise<{ readonly node: string }>;

/** Throws SetUpError when this is not at least the Node that our scripts run on. */
export function checkNode(version: string): void;

/** Throws SetUpError when there is no Python the local cloud runs on. */
export function checkPython(env: NodeJS.ProcessEnv): void;
