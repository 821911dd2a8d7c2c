import { meSchema, signInSchema } from '../schemas/access.ts';
import {
  fileSchema,
  findingSchema,
  historyEventSchema,
  linkedRenditionSchema,
  linkSchema,
  renditionSchema,
} from '../schemas/file.ts';
import { fileFormSchema } from '../schemas/file-form.ts';
import {
  deadLetterSchema,
  executionSchema,
  healthSchema,
  letterIdSchema,
  reconciliationSchema,
} from '../schemas/operate.ts';
import {
  checksumSchema,
  jsonValueSchema,
  metadataSchema,
  mimeTypeSchema,
  storedChecksumSchema,
  tagsSchema,
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
import {
  completedUploadSchema,
  createdUploadSchema,
  createUploadSchema,
  signedFormSchema,
  signedPartSchema,
  signedPartsSchema,
  signedPartTemplateSchema,
  signPartsSchema,
  storedPartsSchema,
  uploadProgressSchema,
  uploadSchema,
} from '../schemas/upload.ts';
import { createUploadTokenSchema, uploadTokenSchema } from '../schemas/upload-token.ts';

/** The schemas that have a name in the document, and so in code made from it. */
export const NAMED_SCHEMAS = {
  Checksum: checksumSchema,
  CompletedUpload: completedUploadSchema,
  Corrections: correctionsSchema,
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
  Metadata: metadataSchema,
  MimeType: mimeTypeSchema,
  Problem: problemSchema,
  Reconciliation: reconciliationSchema,
  Rendition: renditionSchema,
  Review: reviewSchema,
  ReviewQuestion: reviewQuestionSchema,
  SignIn: signInSchema,
  SignParts: signPartsSchema,
  SignedForm: signedFormSchema,
  SignedPart: signedPartSchema,
  SignedPartTemplate: signedPartTemplateSchema,
  SignedParts: signedPartsSchema,
  StoredChecksum: storedChecksumSchema,
  StoredParts: storedPartsSchema,
  Tags: tagsSchema,
  Time: timeSchema,
  Upload: uploadSchema,
  UploadProgress: uploadProgressSchema,
  UploadToken: uploadTokenSchema,
  Uuid: uuidSchema,
} as const;
