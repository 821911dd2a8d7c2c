export type WorkerLike = Pick<Worker, 'postMessage' | 'addEventListener'>;

/** Starts a worker that runs the text of a program. */
export type StartWorker = (program: string) => WorkerLike;

/** A browser's own. Throws where a page may not have one. */
export const startWorker: StartWorker = (program) => {
  const url = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
  try {
    return new Worker(url);
  } finally {
    URL.revokeObjectURL(url);
  }
};
