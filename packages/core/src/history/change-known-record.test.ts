import { describe, expect, it } from 'vitest';
import { fixedClock } from '../runtime/index.ts';
import { createChangeRecord } from './change-record.ts';
import { inMemoryRecordStore } from './in-memory-record-store.ts';

const key = { tenantId: 'acme', id: '019a0000-0000-7000-8000-000000000001' };
const cause = { correlationId: 'c', userId: 'u', priority: 5 };

function counting() {
  const memory = inMemoryRecordStore<number>();
  const calls = { load: 0 };
  const store: typeof memory = {
    ...memory,
    load(asked) {
      calls.load += 1;
      return memory.load(asked);
    },
  };
  const change = createChangeRecord({ store, clock: fixedClock() });
  const set = (record: number) => change({ key, cause, decide: () => ({ record, facts: [] }) });
  return { change, set, calls, memory };
}

describe('changing a record that was read before', () => {
  it('does not read it again', async () => {
    const { change, set, calls, memory } = counting();
    await set(1);
    const known = await memory.load(key);
    calls.load = 0;
    await change({
      key,
      cause,
      ...(known && { known }),
      decide: (current = 0) => ({ record: current + 1, facts: [] }),
    });
    expect(calls.load).toBe(0);
    expect(await memory.load(key)).toMatchObject({ record: 2 });
  });

  it('reads it when it moved meanwhile, and decides on what is there', async () => {
    const { change, set, memory } = counting();
    await set(1);
    const known = await memory.load(key);
    await set(10);
    await change({
      key,
      cause,
      ...(known && { known }),
      decide: (current = 0) => ({ record: current + 1, facts: [] }),
    });
    expect(await memory.load(key)).toMatchObject({ record: 11 });
  });

  it('reads it when it was thought to be new', async () => {
    const { change, set, memory } = counting();
    await set(1);
    await change({ key, cause, known: 'absent', decide: (current = 0) => ({ record: current + 1, facts: [] }) });
    expect(await memory.load(key)).toMatchObject({ record: 2 });
  });

  it('never says that nothing is to be done without having read', async () => {
    const { change, set } = counting();
    await set(2);
    const known = { record: 1, version: 1 };
    const decide = (current = 0) => (current === 1 ? undefined : { record: current + 1, facts: [] });
    expect(await change({ key, cause, known, decide })).toMatchObject({ outcome: 'changed', record: 3 });
  });
});
