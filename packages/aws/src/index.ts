export {
  createDynamoDB,
  createEventBridge,
  createS3,
  createSecretsManager,
  createSqs,
  createStepFunctions,
  createSts,
} from './clients.ts';
export { createAssemblyQueue } from './messages/assembly-queue.ts';
export { createDelayRetry, type DelayRetry } from './messages/delay-retry.ts';
export { createEventBus } from './messages/event-bus.ts';
export { createExecutions } from './messages/executions.ts';
export { createLifecycle } from './messages/lifecycle.ts';
export { createRequeue } from './messages/requeue.ts';
export { createTaskTokens } from './messages/task-tokens.ts';
export { createContentStore } from './objects/content-store.ts';
export { UnexpectedAnswerError } from './objects/create-multipart.ts';
export { createJobSource } from './objects/job-source.ts';
export { createLinks } from './objects/links.ts';
export { createObjectStorage, type ObjectStorageConfig } from './objects/object-storage.ts';
export { createRenditionStorage, ObjectsNotRemovedError } from './objects/rendition-storage.ts';
export { createUploadCredentials, type UploadCredentialsConfig } from './objects/upload-credentials.ts';
export { parseStoredApiKey } from './parse-api-key.ts';
export { parseFile } from './parse-file.ts';
export { parseJob } from './parse-job.ts';
export { parseReview } from './parse-review.ts';
export { parseUpload } from './parse-upload.ts';
export { createProbes, NotReadyError, type Probes } from './probes.ts';
export { createSecretReader, SecretEmptyError } from './secret-reader.ts';
export { createBatches } from './tables/batches.ts';
export { createBreakerState } from './tables/breaker-state.ts';
export { CommitTooLargeError } from './tables/commit-transaction.ts';
export { StoredReferenceError } from './tables/content-rows.ts';
export { createContents } from './tables/contents.ts';
export { createDeadLetters } from './tables/dead-letters.ts';
export { createFingerprints } from './tables/fingerprints.ts';
export { createIdempotencyKeys, IdempotencyContendedError } from './tables/idempotency-keys.ts';
export { createKeyUses } from './tables/key-uses.ts';
export { createMemberships } from './tables/memberships.ts';
export { createOpenFiles } from './tables/open-files.ts';
export { createOpenUploads } from './tables/open-uploads.ts';
export { createOutbox } from './tables/outbox.ts';
export { createRecordTable, type RecordTable, StoredRecordError } from './tables/record-table.ts';
export { parseStreamImage } from './tables/stored-fact.ts';
export { createTenantOrigins } from './tables/tenant-origins.ts';
export { createTenantPolicies } from './tables/tenant-policies.ts';
export { StoredPolicyError } from './tables/tenant-row.ts';
export { createTenants } from './tables/tenants.ts';
export { BucketContendedError, createTokenBuckets } from './tables/token-buckets.ts';
export { createUploadQuotas, QuotasContendedError } from './tables/upload-quotas.ts';
export { createUploadTokens } from './tables/upload-tokens.ts';
