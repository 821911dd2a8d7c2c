import type { Outcome } from './attack-operation.ts';

/** Who got no further than these was not let in, or stood before nothing: the body's checks were never reached. */
const AT_THE_DOOR: ReadonlySet<string> = new Set(['401', '403', '404', '429']);

/** What all operations answered together, and which of them say little or failed. */
export function summarize(outcomes: ReadonlyMap<string, Outcome | undefined>, asked: number) {
  const all = [...outcomes].map(([name, outcome]) => {
    if (outcome === undefined) throw new TypeError(`${name} was not run`);
    return { name, ...outcome };
  });
  const failed = all.filter(({ failures }) => failures.length > 0);
  const atTheDoor = all.filter(({ statuses }) => Object.keys(statuses).every((status) => AT_THE_DOOR.has(status)));
  const throttled = all.filter(({ codes }) => (codes.rate_limited ?? 0) > 0);
  const names = (some: typeof all) => some.map(({ name }) => name);
  return {
    holds: all.length > 0 && failed.length + atTheDoor.length + throttled.length === 0,
    operations: all.length,
    requests: all.reduce((sum, { requests }) => sum + requests, 0),
    answers: total(
      all.map(({ statuses }) => statuses),
      (status) => `${status[0]}xx`,
    ),
    statuses: total(all.map(({ statuses }) => statuses)),
    codes: total(all.map(({ codes }) => codes)),
    with_real_ids: all.reduce((sum, { realPaths }) => sum + realPaths, 0),
    // What takes nothing that could be malformed gets fewer: a path without parameters, a query or a body.
    fewer_than_asked: names(all.filter(({ requests }) => requests < asked)),
    no_further_than_the_door: names(atTheDoor),
    throttled: names(throttled),
    failed: Object.fromEntries(failed.map(({ name, failures }) => [name, failures])),
    by_operation: Object.fromEntries(
      all.map(({ name, requests, seconds, statuses, realPaths }) => [
        name,
        { requests, seconds, statuses, with_real_ids: realPaths },
      ]),
    ),
  };
}

function total(counts: readonly Readonly<Record<string, number>>[], nameOf = (name: string) => name) {
  const sums: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((each) => Object.entries(each))) {
    sums[nameOf(name)] = (sums[nameOf(name)] ?? 0) + count;
  }
  return sums;
}
