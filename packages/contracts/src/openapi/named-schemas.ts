import { meSchema, signInSchema } from '../schemas/access.ts';
import { apiKeySchema, createApiKeySchema, shownApiKeySchema } from '../schemas/api-key.ts';
import {
  fileSchema,
  findingSchema,
  historyEventSchema,
  linkedRenditionSchema,
  linkSchema,
  renditionSchema,
} from '../schemas/file.ts';
import { fileFormSchema } from '../schemas/file-form.ts';
import { memberSchema, putMemberSchema, userIdSchema } from '../schemas/member.ts';
import {
  deadLetterSchema,
  executionSchema,
  healthSchema,
  letterIdSchema,
  reconciliationSchema,
} from '../schemas/operate.ts';
import { operationSchema } from '../schemas/operations.ts';
import {
  checksumSchema,
  jsonValueSchema,
  metadataSchema,
  mimeTypeSchema,
  storedChecksumSchema,
  tagsSchema,
  tenantIdSchema,
  timeSchema,
  uuidSchema,
} from '../schemas/primitives.ts';
import { problemSchema } from '../schemas/problem.ts';
import {
  correctionsSchema,
  decideReviewSchema,
  escalateReviewSchema,
  reviewQuestionSchema,
  reviewSchema,
} from '../schemas/review.ts';
import { createTenantSchema, patchOwnTenantSchema, patchTenantSchema, tenantSchema } from '../schemas/tenant.ts';
import { tenantPolicySchema } from '../schemas/tenant-policy.ts';
import {
  completedUploadSchema,
  completingUploadSchema,
  createdUploadSchema,
  createUploadSchema,
  signedFormSchema,
  signedPartSchema,
  signedPartsSchema,
  signedPartTemplateSchema,
  signPartsSchema,
  storedPartsSchema,
  uploadCredentialsSchema,
  uploadProgressSchema,
  uploadSchema,
} from '../schemas/upload.ts';
import { createUploadTokenSchema, uploadTokenSchema } from '../schemas/upload-token.ts';

/** The schemas that have a name in the document, and so in code made from it. */
export const NAMED_SCHEMAS = {
  ApiKey: apiKeySchema,
  Checksum: checksumSchema,
  CompletedUpload: completedUploadSchema,
  CompletingUpload: completingUploadSchema,
  Corrections: correctionsSchema,
  CreateApiKey: createApiKeySchema,
  CreateTenant: createTenantSchema,
  CreateUpload: createUploadSchema,
  CreateUploadToken: createUploadTokenSchema,
  CreatedUpload: createdUploadSchema,
  DecideReview: decideReviewSchema,
  EscalateReview: escalateReviewSchema,
  DeadLetter: deadLetterSchema,
  Execution: executionSchema,
  File: fileSchema,
  FileForm: fileFormSchema,
  Finding: findingSchema,
  Health: healthSchema,
  HistoryEvent: historyEventSchema,
  JsonValue: jsonValueSchema,
  LetterId: letterIdSchema,
  Link: linkSchema,
  LinkedRendition: linkedRenditionSchema,
  Me: meSchema,
  Member: memberSchema,
  Metadata: metadataSchema,
  MimeType: mimeTypeSchema,
  Operation: operationSchema,
  PatchOwnTenant: patchOwnTenantSchema,
  PatchTenant: patchTenantSchema,
  Problem: problemSchema,
  PutMember: putMemberSchema,
  Reconciliation: reconciliationSchema,
  Rendition: renditionSchema,
  Review: reviewSchema,
  ReviewQuestion: reviewQuestionSchema,
  SignIn: signInSchema,
  ShownApiKey: shownApiKeySchema,
  SignParts: signPartsSchema,
  SignedForm: signedFormSchema,
  SignedPart: signedPartSchema,
  SignedPartTemplate: signedPartTemplateSchema,
  SignedParts: signedPartsSchema,
  StoredChecksum: storedChecksumSchema,
  StoredParts: storedPartsSchema,
  Tags: tagsSchema,
  Tenant: tenantSchema,
  TenantId: tenantIdSchema,
  TenantPolicy: tenantPolicySchema,
  Time: timeSchema,
  Upload: uploadSchema,
  UploadCredentials: uploadCredentialsSchema,
  UploadProgress: uploadProgressSchema,
  UploadToken: uploadTokenSchema,
  UserId: userIdSchema,
  Uuid: uuidSchema,
} as const;
