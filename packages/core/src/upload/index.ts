export { createAbortUpload } from './abort-upload.ts';
export { type Acceptance, type ArrivedObject, createAcceptObject } from './accept-object.ts';
export { type AssembleDeps, type Assembly, createAssembleUpload } from './assemble-upload.ts';
export type { AssemblyQueue, AssemblyRequest } from './assembly-queue.ts';
export type { Batches, BatchRecord, RefusedFile } from './batches.ts';
export { createCompleteUpload } from './complete-upload.ts';
export { createCreateOpenUpload, type OpenRequest } from './create-open-upload.ts';
export { type CreatedUpload, createCreateUpload, type SigningOptions } from './create-upload.ts';
export { type CreatedBatch, type CreatedBatchItem, createCreateUploadBatch } from './create-upload-batch.ts';
export {
  type CreateTokenDeps,
  createCreateUploadToken,
  sealTokenOf,
  type TokenRequest,
} from './create-upload-token.ts';
export { decideUpload, type UploadDecision, type UploadEvent } from './decide-upload.ts';
export type { Caller, UploadDeps } from './deps.ts';
export type { RegisterFile } from './file-register.ts';
export { createFindByFingerprint } from './find-by-fingerprint.ts';
export { findUpload } from './find-upload.ts';
export type { FingerprintKey, Fingerprints } from './fingerprints.ts';
export type { FinishDeps } from './finish-upload.ts';
export { createGetUploadBatch, type UploadBatch } from './get-upload-batch.ts';
export { createHoldAnswer, type HoldDeps } from './hold-answer.ts';
export type { IdempotencyClaim, IdempotencyKeys } from './idempotency-keys.ts';
export { createIssueCredentials, type IssueCredentialsDeps } from './issue-credentials.ts';
export type { KnownContents, OfferedContent } from './known-contents.ts';
export {
  executionName,
  type Lifecycle,
  type LifecycleInput,
  lifecycleFromWire,
  lifecycleToWire,
  type Resumption,
  startOfLifecycle,
} from './lifecycle.ts';
export { listAllParts } from './list-all-parts.ts';
export { createListParts } from './list-parts.ts';
export { createListUploads } from './list-uploads.ts';
export type { Look } from './look-after-upload.ts';
export { createMeasureProgress, type UploadProgress } from './measure-progress.ts';
export type {
  Checksum,
  Completion,
  ObjectStorage,
  PartsToSign,
  SignedForm,
  SignedRequest,
  StoredObject,
  StoredPart,
} from './object-storage.ts';
export type { OpenUpload, OpenUploads } from './open-uploads.ts';
export { planParts, sizeOfPart } from './plan-parts.ts';
export { createRedirectChunk } from './redirect-chunk.ts';
export { createRevokeUploadToken } from './revoke-upload-token.ts';
export { createUploadTokenSeal, type TokenClaims, type UploadTokenSeal } from './seal-upload-token.ts';
export type { ClaimedPart } from './select-parts.ts';
export { signOpenForm, signOpenParts } from './sign-open-upload.ts';
export { createSignPartTemplate, type SignedUploadTemplate } from './sign-part-template.ts';
export { createSignParts } from './sign-parts.ts';
export type { SignedUploadPart } from './sign-upload.ts';
export { type BytesRequest, createStoreBytes } from './store-bytes.ts';
export {
  createSweepUploads,
  type NotableUpload,
  type Sweep,
  type SweepDeps,
  type SweepRequest,
  UploadsNotSweptError,
} from './sweep-uploads.ts';
export { forgetKnownContent } from './take-known-content.ts';
export type { IssuedCredentials, UploadCredentials } from './upload-credentials.ts';
export { dayOf, type QuotaName, type Reservation, type UploadQuotas } from './upload-quotas.ts';
export type { Upload } from './upload-record.ts';
export type { UploadRequest } from './upload-request.ts';
export type { TokenKey, UploadTokenRecord, UploadTokens } from './upload-tokens.ts';
export { createVerifyUploadToken, type TokenVerdict, type VerifyTokenDeps } from './verify-upload-token.ts';
