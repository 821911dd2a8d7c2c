export { type Addition, createAddRecords } from './add-records.ts';
export { type Append, type AppendFacts, createAppendFacts } from './append-facts.ts';
export { type AppendInRun, createAppendInRun, type Run, RunSupersededError } from './append-in-run.ts';
export {
  type Change,
  type Changed,
  type ChangeRecord,
  createChangeRecord,
  type Decision,
  HistoryContendedError,
  type Moment,
} from './change-record.ts';
export type { EventBus } from './event-bus.ts';
export { evolveFile, HistoryDamagedError } from './evolve-file.ts';
export type { FileRecord, RenditionRecord, StoredContent } from './file-record.ts';
export { inMemoryRecordStore } from './in-memory-record-store.ts';
export type { Outbox, UnpublishedFact } from './outbox.ts';
export {
  createPublishFacts,
  createRepublishFacts,
  FactsNotPublishedError,
  OVERDUE_AFTER_SECONDS,
} from './publish-facts.ts';
export { readAllFacts, rebuildFile } from './rebuild-file.ts';
export {
  type Cause,
  type Commit,
  MAX_COMMITS_AT_ONCE,
  nextVersion,
  type Page,
  type PageRequest,
  type RecordKey,
  type RecordStore,
  type StoredFact,
  type Versioned,
} from './record-store.ts';
export { SETTLED, settledKey } from './settled-key.ts';
export { isSameContent, locateStored, StorageUrlError, storageUrlOf } from './storage-url.ts';
