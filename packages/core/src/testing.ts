// The ports in memory, and a valid file to start from, for tests of whoever works with them. Nothing that runs in a function imports this.
export { inMemoryMemberships } from './access/in-memory-memberships.ts';
export { type InMemoryTenants, inMemoryTenants } from './access/in-memory-tenants.ts';
export { inMemoryTenantOrigins, inMemoryTenantPolicies, inMemoryTokenBuckets } from './access/index.ts';
export { inMemoryKeyUses } from './access/key-uses.ts';
export { inMemoryContents } from './catalog/in-memory-contents.ts';
export { inMemoryLinks } from './catalog/in-memory-links.ts';
export { type InMemoryEventBus, inMemoryEventBus } from './history/in-memory-event-bus.ts';
export { type InMemoryOutbox, inMemoryOutbox } from './history/in-memory-outbox.ts';
export { inMemoryRecordStore } from './history/index.ts';
export { fileUploaded, VALID_FILE_ID, VALID_UPLOAD_ID } from './history/valid-facts.ts';
export { type InMemoryContentStore, inMemoryContentStore } from './inspect/in-memory-content-store.ts';
export { inMemoryDeadLetters } from './operate/in-memory-dead-letters.ts';
export { type InMemoryExecutions, inMemoryExecutions } from './operate/in-memory-executions.ts';
export { inMemoryOpenFiles } from './operate/in-memory-open-files.ts';
export { type InMemoryRequeue, inMemoryRequeue } from './operate/in-memory-requeue.ts';
export { type InMemoryJobSource, inMemoryJobSource } from './process/in-memory-job-source.ts';
export {
  type InMemoryRenditionStorage,
  inMemoryRenditionStorage,
  type StoredRendition,
} from './process/in-memory-rendition-storage.ts';
export { inMemoryTaskInput, type MadeOutput } from './process/in-memory-task-input.ts';
export { type InMemoryTaskTokens, inMemoryTaskTokens, type TaskEnd } from './process/in-memory-task-tokens.ts';
export { type InMemoryAssemblyQueue, inMemoryAssemblyQueue } from './upload/in-memory-assembly-queue.ts';
export { inMemoryBatches } from './upload/in-memory-batches.ts';
export { inMemoryFingerprints } from './upload/in-memory-fingerprints.ts';
export { inMemoryIdempotencyKeys } from './upload/in-memory-idempotency-keys.ts';
export { type InMemoryLifecycle, inMemoryLifecycle } from './upload/in-memory-lifecycle.ts';
export { type InMemoryObjectStorage, inMemoryObjectStorage } from './upload/in-memory-object-storage.ts';
export { inMemoryOpenUploads } from './upload/in-memory-open-uploads.ts';
export { type InMemoryUploadQuotas, inMemoryUploadQuotas, type TakenUp } from './upload/in-memory-upload-quotas.ts';
export { inMemoryUploadTokens } from './upload/in-memory-upload-tokens.ts';
