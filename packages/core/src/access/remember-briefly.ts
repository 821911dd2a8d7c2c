import type { Clock } from '../runtime/index.ts';

type Memory = { readonly clock: Clock; readonly keptMs: number; readonly maxKept: number };
type Entry<T> = { readonly answer: Promise<T | undefined>; readonly until: number };

/**
 * Asks at most once in `keptMs` for each name, counted from the moment of asking, and shares what is still on its way.
 * What is not there is remembered as well, apart, so that made-up names push out nothing that is. An error is
 * forgotten at once.
 */
export function rememberBriefly<T>(
  ask: (name: string) => Promise<T | undefined>,
  { clock, keptMs, maxKept }: Memory,
): (name: string) => Promise<T | undefined> {
  const found = new Map<string, Entry<T>>();
  const missing = new Map<string, Entry<T>>();
  const keep = (entries: Map<string, Entry<T>>, name: string, entry: Entry<T>) => {
    entries.delete(name);
    const [oldest] = entries.keys();
    if (entries.size >= maxKept && oldest !== undefined) entries.delete(oldest);
    entries.set(name, entry);
  };

  return (name) => {
    const known = found.get(name) ?? missing.get(name);
    if (known !== undefined && known.until > clock()) return known.answer;
    found.delete(name);
    const answer = ask(name);
    const entry = { answer, until: clock() + keptMs };
    keep(missing, name, entry);
    answer.then(
      (value) => {
        if (value === undefined || missing.get(name) !== entry) return;
        missing.delete(name);
        keep(found, name, entry);
      },
      () => {
        if (missing.get(name) === entry) missing.delete(name);
      },
    );
    return answer;
  };
}
