export { describeIssues, type FieldError } from './describe-issue.ts';
export { ERROR_CODES, ERRORS, type ErrorCode, problemType } from './errors.ts';
export { type AssemblyMessage, assemblyMessageSchema } from './events/assembly-message.ts';
export { type Envelope, envelopeSchema } from './events/envelope.ts';
export { FACT_TYPES, type FactType } from './events/fact-types.ts';
export { FACTS, type Fact, type FactOf, parseFact } from './events/facts.ts';
export {
  type DeadJobMessage,
  deadJobSchema,
  type JobLimits,
  type JobMessage,
  jobMessageSchema,
  type PlannedJob,
  type RequestedJob,
  requestedJobSchema,
  routedJobSchema,
} from './events/job-message.ts';
export { type JobResult, jobResultSchema } from './events/job-result.ts';
export {
  type InspectionResult,
  inspectionResultSchema,
  type LifecycleInput,
  type LifecycleStart,
  lifecycleInputSchema,
  lifecycleStartSchema,
  type ReviewRequest,
  reviewRequestSchema,
  type StepVerdict,
  stepVerdictSchema,
} from './events/lifecycle-messages.ts';
export { type UnderstandingRequested, understandingRequestedSchema } from './events/understanding-message.ts';
export { fillPart, type PartSignature, type PartTemplate } from './fill-part.ts';
export { FILE_KINDS, type FileKind } from './kinds.ts';
export { MAX_FILE_BYTES_PER_CALL, MAX_WAIT_PER_CALL_SECONDS } from './limits.ts';
export { FACT_METRICS, METRIC_NAMESPACE, METRIC_UNITS, METRICS, type MetricKey } from './metrics.ts';
export { bandOf, PRIORITY_BANDS, type PriorityBand } from './priorities.ts';
export {
  LIMITED_CLASSES,
  type LimitedClass,
  type RateLimit,
  type RateLimits,
  SHIPPED_RATE_LIMITS,
  TENANT_RATE_FACTOR,
} from './rate-limits.ts';
export {
  FAILURE_REASONS,
  type FailureReason,
  REJECTION_REASONS,
  type RejectionReason,
  SOFT_REASONS,
  type SoftReason,
  UPLOAD_FAILURES,
  type UploadFailure,
} from './reasons.ts';
export { accessRoutes } from './routes/access.ts';
export { apiKeyRoutes } from './routes/api-keys.ts';
export { catalogRoutes } from './routes/catalog.ts';
export { ALL_ROUTES, type ApiService, type OperationId, ROUTES, SERVICE_ROUTES } from './routes/index.ts';
export { memberRoutes } from './routes/members.ts';
export { operateRoutes } from './routes/operate.ts';
export { reviewRoutes } from './routes/review.ts';
export {
  type Auth,
  COMMON_ERRORS,
  type MemberAuth,
  type Method,
  type OperatorAuth,
  type PublicAuth,
  type RateClass,
  type Route,
  type TokenableAuth,
  type TokenReach,
  type UploadTokenAuth,
} from './routes/route.ts';
export { tenantRoutes } from './routes/tenants.ts';
export { uploadRoutes } from './routes/upload.ts';
export { uppyRoutes } from './routes/uppy.ts';
export { meSchema, OPERATOR_ROLE, ROLES, type Role, signInSchema } from './schemas/access.ts';
export {
  type ApiKeyView,
  type CreateApiKeyBody,
  MAX_OVERLAP_SECONDS,
  type ShownApiKeyView,
} from './schemas/api-key.ts';
export {
  type Box,
  boxSchema,
  type Evidence,
  evidenceSchema,
  type FileView,
  type Finding,
  fileSchema,
  findingSchema,
  type HistoryEventView,
  historyEventSchema,
  type LinkedRenditionView,
  linkedRenditionSchema,
  linkSchema,
  type RenditionView,
  renditionSchema,
} from './schemas/file.ts';
export { type FileForm, fileFormSchema, mimeTypeOf } from './schemas/file-form.ts';
export type {
  MemberView,
  PutMemberBody,
} from './schemas/member.ts';
export {
  type DeadLetterView,
  deadLetterSchema,
  type ExecutionView,
  executionSchema,
  HEALTH_STATUSES,
  type HealthStatus,
  healthSchema,
  REDRIVE_OUTCOMES,
  type ReconciliationView,
  reconcileSchema,
  reconciliationSchema,
  redrivenFileSchema,
  redrivenLetterSchema,
} from './schemas/operate.ts';
export { callbackUrlSchema, type Operation, operationSchema, operationsSchema } from './schemas/operations.ts';
export {
  type ChecksumAlgorithm,
  checksumAlgorithmSchema,
  checksumSchema,
  filenameSchema,
  metadataSchema,
  mimeTypeSchema,
  pageSchema,
  prioritySchema,
  relativePathSchema,
  sha256Schema,
  sizeSchema,
  storedChecksumSchema,
  tagsSchema,
  tenantIdSchema,
  timeSchema,
  uuidSchema,
} from './schemas/primitives.ts';
export { type Problem, problemSchema } from './schemas/problem.ts';
export {
  correctionsSchema,
  type DecideReviewBody,
  decideReviewSchema,
  escalateReviewSchema,
  type ReviewQuestionView,
  type ReviewView,
  reviewQuestionSchema,
  reviewSchema,
} from './schemas/review.ts';
export {
  type CreateTenantBody,
  type PatchOwnTenantBody,
  type PatchTenantBody,
  TENANT_STATUSES,
  type TenantStatus,
  type TenantSummaryView,
  type TenantView,
} from './schemas/tenant.ts';
export {
  operatorPolicyFields,
  policyFields,
  tenantPolicySchema,
} from './schemas/tenant-policy.ts';
export {
  type CreatedUploadView,
  type CreateUploadBody,
  completedUploadSchema,
  completingUploadSchema,
  createdUploadSchema,
  createUploadSchema,
  MAX_PARTS_PER_CALL,
  type SignedFormView,
  type SignedPart,
  type SignedPartTemplate,
  type StoredPartsView,
  signedPartsSchema,
  signedPartTemplateSchema,
  signPartsSchema,
  storedPartsSchema,
  type UploadCredentialsView,
  type UploadProgressView,
  type UploadView,
  uploadCredentialsSchema,
  uploadProgressSchema,
  uploadSchema,
} from './schemas/upload.ts';
export {
  type CreatedBatchItemView,
  type CreatedUploadBatchView,
  type CreateUploadBatchBody,
  createdUploadBatchSchema,
  createUploadBatchSchema,
  MAX_FILES_PER_BATCH,
  type UploadBatchView,
  uploadBatchSchema,
} from './schemas/upload-batch.ts';
export {
  type CreateUploadTokenBody,
  createUploadTokenSchema,
  type UploadTokenView,
  uploadTokenSchema,
} from './schemas/upload-token.ts';
export { SCOPES, type Scope } from './scopes.ts';
export { SECURITY_HEADERS } from './security-headers.ts';
export {
  PLATFORM_SERVICES,
  RESUME_STAGES,
  type ResumeStage,
  SERVICES,
  type Service,
  STAGES,
  type Stage,
} from './stages.ts';
export {
  FILE_STATUSES,
  type FileStatus,
  isAtRest,
  JOB_STATUSES,
  type JobStatus,
  RESTING_STATUSES,
  REVIEW_STATUSES,
  type ReviewStatus,
  UPLOAD_STATUSES,
  type UploadStatus,
} from './statuses.ts';
export {
  ARCHIVE_TYPES,
  AUDIO_TYPES,
  convertImage,
  createArchive,
  DIGESTS,
  DOCUMENT_TYPES,
  hash,
  type JobQueues,
  listArchive,
  PICTURE_FORMATS,
  PICTURE_TYPES,
  type PictureFormat,
  parseJobQueues,
  placeholder,
  poster,
  probeMedia,
  queueUrlFor,
  readDocument,
  renderImage,
  resizeImage,
  smartCrop,
  stripMetadata,
  TASK_CLASSES,
  TASK_DEFINITIONS,
  TASKS,
  type Task,
  type TaskClass,
  type TaskDefinition,
  takesType,
  thumbnail,
  transcodeAudio,
  transcodeVideo,
  VIDEO_TYPES,
  watermark,
  waveform,
} from './tasks/index.ts';
