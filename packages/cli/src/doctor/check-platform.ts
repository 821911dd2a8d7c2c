import { type Client, everyPage } from '@sluice/client';
import type { DeadLetterView } from '@sluice/contracts';
import type { Check } from './check.ts';

export type PlatformOptions = { readonly repair: boolean; readonly signal: AbortSignal };

/** Whether it is well, which files are stuck and what died; with `repair` both are started again. */
export const checkPlatform = async (client: Client, options: PlatformOptions): Promise<Check[]> => [
  await checkHealth(client, options),
  await checkStuckFiles(client, options),
  await checkDeadLetters(client, options),
];

const checkHealth = async (client: Client, { signal }: PlatformOptions): Promise<Check> => {
  const { status, services } = await client.getHealth({ signal });
  const down = Object.entries(services).filter(([, one]) => one !== 'healthy');
  const name = 'health';
  return status === 'healthy'
    ? { name, status: 'ok', detail: status }
    : {
        name,
        status: 'wrong',
        detail: `${status}: ${down.map(([service, one]) => `${service} is ${one}`).join(', ')}`,
      };
};

const checkStuckFiles = async (client: Client, { repair, signal }: PlatformOptions): Promise<Check> => {
  // What runs is left alone however young it is.
  const found = repair
    ? await client.reconcile({ older_than_seconds: 0 }, { signal })
    : await client.getReconciliation({}, { signal });
  const { looked, running, resumed, given_up, failed } = found;
  const items = [...resumed, ...given_up, ...failed];
  const name = 'stuck files';
  if (items.length === 0) {
    const slow = `${looked} take longer than two minutes, and their executions run`;
    return { name, status: 'ok', detail: running === 0 ? 'none' : `none: ${slow}` };
  }
  if (!repair) {
    const detail = `${items.length} of the ${looked} that take long have no execution`;
    return { name, status: 'wrong', detail, fix: 'sluice doctor --repair, or wait a minute', items };
  }
  const detail = `${resumed.length} taken up again, ${given_up.length} given up, ${failed.length} could not be looked at`;
  return { name, status: given_up.length + failed.length === 0 ? 'ok' : 'wrong', detail, items };
};

const checkDeadLetters = async (client: Client, { repair, signal }: PlatformOptions): Promise<Check> => {
  const kept = await keptLetters(client, signal);
  const name = 'dead letters';
  if (kept.length === 0) return { name, status: 'ok', detail: 'none' };
  if (!repair) {
    const fix = 'repair the cause, then: sluice dead-letters redrive --all';
    return { name, status: 'wrong', detail: `${kept.length} messages nothing could handle`, fix, items: kept };
  }
  const items = [];
  for (const { letter_id } of kept) items.push(await client.redriveDeadLetter(letter_id, { signal }));
  return { name, status: 'ok', detail: `${items.length} redriven`, items };
};

/** Letters nobody has redriven yet, newest first. */
export const keptLetters = async (client: Client, signal: AbortSignal): Promise<DeadLetterView[]> => {
  const kept: DeadLetterView[] = [];
  for await (const letter of everyPage((page) => client.listDeadLetters({ limit: 200, ...page }, { signal })))
    if (letter.status === 'kept') kept.push(letter);
  return kept;
};
