import * as z from 'zod/mini';
import type { FunctionLog, LogLine } from './measure-functions.ts';

const GROUPS = '/sluice/';
/** The local cloud checks no signature; it reads the service's name out of it. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/logs/aws4_request, SignedHeaders=host, Signature=none';
const TIMEOUT_MS = 30_000;

const groupsSchema = z.object({
  logGroups: z.array(z.object({ logGroupName: z.string() })),
  nextToken: z.nullish(z.string()),
});
const eventsSchema = z.object({
  events: z.array(z.object({ timestamp: z.number(), message: z.string() })),
  nextToken: z.nullish(z.string()),
});

/** A log of the local cloud could not be read. */
export class LogsUnreadableError extends Error {
  override readonly name = 'LogsUnreadableError';
}

/** The logs of every function since then. CloudWatch Logs by its own protocol: its client would be 3 MB for two calls. */
export async function readFunctionLogs(cloudUrl: string, since: number): Promise<readonly FunctionLog[]> {
  const groups = await readPages(cloudUrl, 'DescribeLogGroups', { logGroupNamePrefix: GROUPS }, groupsSchema, (page) =>
    page.logGroups.map(({ logGroupName }) => logGroupName),
  );
  return Promise.all(
    groups.map(async (group) => ({
      group,
      lines: await readPages<z.infer<typeof eventsSchema>, LogLine>(
        cloudUrl,
        'FilterLogEvents',
        { logGroupName: group, startTime: since, limit: 10_000 },
        eventsSchema,
        (page) => page.events.map(({ timestamp: at, message }) => ({ at, message })),
      ),
    })),
  );
}

async function readPages<Page extends { readonly nextToken?: string | null | undefined }, Item>(
  cloudUrl: string,
  action: string,
  input: object,
  schema: z.ZodMiniType<Page>,
  itemsOf: (page: Page) => readonly Item[],
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let nextToken: string | null | undefined;
  do {
    const page = z.parse(schema, await call(cloudUrl, action, nextToken ? { ...input, nextToken } : input));
    items.push(...itemsOf(page));
    nextToken = page.nextToken;
  } while (nextToken);
  return items;
}

async function call(cloudUrl: string, action: string, input: object): Promise<unknown> {
  const response = await fetch(cloudUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${action}`,
      authorization: AUTHORIZATION,
    },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new LogsUnreadableError(`${action} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
