import { readdir, readFile } from 'node:fs/promises';

/** The processes that run a function now, found by the name in their own environment (Linux). */
export async function functionWorkers(functionName: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const mine = await Promise.all(
    pids.map(async (pid) => {
      try {
        const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
        return environment.split('\0').includes(`AWS_LAMBDA_FUNCTION_NAME=${functionName}`) ? Number(pid) : undefined;
      } catch {
        // It ended meanwhile, or is not ours to look into.
        return undefined;
      }
    }),
  );
  return mine.filter((pid) => pid !== undefined);
}
