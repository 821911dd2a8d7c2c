export { createAbortUpload } from './abort-upload.ts';
export { type Acceptance, type ArrivedObject, createAcceptObject } from './accept-object.ts';
export { type AssembleDeps, type Assembly, createAssembleUpload } from './assemble-upload.ts';
export type { AssemblyQueue, AssemblyRequest } from './assembly-queue.ts';
export { createCompleteUpload } from './complete-upload.ts';
export { type CreatedUpload, createCreateUpload, type UploadRequest } from './create-upload.ts';
export { decideUpload, type UploadDecision, type UploadEvent } from './decide-upload.ts';
export type { Caller, UploadDeps } from './deps.ts';
export type { RegisterFile } from './file-register.ts';
export { findUpload } from './find-upload.ts';
export type { FinishDeps } from './finish-upload.ts';
export { createHoldAnswer, type HoldDeps } from './hold-answer.ts';
export type { IdempotencyClaim, IdempotencyKeys } from './idempotency-keys.ts';
export {
  executionName,
  type Lifecycle,
  type LifecycleInput,
  lifecycleFromWire,
  lifecycleToWire,
  type Resumption,
  startOfLifecycle,
} from './lifecycle.ts';
export { createListParts } from './list-parts.ts';
export { createListUploads } from './list-uploads.ts';
export type { Look } from './look-after-upload.ts';
export { createMeasureProgress, type UploadProgress } from './measure-progress.ts';
export type { ObjectStorage, SignedRequest, StoredObject, StoredPart } from './object-storage.ts';
export type { OpenUpload, OpenUploads } from './open-uploads.ts';
export { planParts, sizeOfPart } from './plan-parts.ts';
export { createRedirectChunk } from './redirect-chunk.ts';
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
export { dayOf, type QuotaName, type Reservation, type UploadQuotas } from './upload-quotas.ts';
export type { Upload } from './upload-record.ts';
