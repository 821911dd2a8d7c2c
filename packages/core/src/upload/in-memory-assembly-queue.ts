import type { AssemblyQueue, AssemblyRequest } from './assembly-queue.ts';

export type InMemoryAssemblyQueue = AssemblyQueue & {
  /** Takes out what waits. */
  readonly receive: () => readonly AssemblyRequest[];
};

/** The port in memory. */
export function inMemoryAssemblyQueue(): InMemoryAssemblyQueue {
  const waiting: AssemblyRequest[] = [];
  return {
    async send(request) {
      waiting.push(request);
    },
    receive: () => waiting.splice(0),
  };
}
