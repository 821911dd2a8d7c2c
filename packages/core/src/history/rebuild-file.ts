import { evolveFile } from './evolve-file.ts';
import type { FileRecord } from './file-record.ts';
import type { RecordKey, RecordStore, StoredFact } from './record-store.ts';

/** The snapshot a log adds up to: what META must say, whatever happened to it. */
export function rebuildFile(key: RecordKey, facts: readonly StoredFact[]): FileRecord | undefined {
  return facts.reduce<FileRecord | undefined>(
    (record, { fact, occurredAt }) => evolveFile(record, fact, { key, occurredAt }),
    undefined,
  );
}

/** Reads a record's whole log, oldest first. */
export async function readAllFacts(store: RecordStore<FileRecord>, key: RecordKey): Promise<StoredFact[]> {
  const facts: StoredFact[] = [];
  let after: string | undefined;
  do {
    const page = await store.facts(key, { limit: 200, ...(after !== undefined && { after }) });
    facts.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return facts;
}
