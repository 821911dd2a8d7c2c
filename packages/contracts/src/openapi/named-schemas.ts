import { meSchema } from '../schemas/access.ts';
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
import { operationSchema } from '../schemas/operations.ts';
import {
  checksumSchema,
  jsonValueSchema,
  metadataSchema,
  mimeTypeSchema,
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
  completingUploadSchema,
  createdUploadSchema,
  createUploadSchema,
  signedPartSchema,
  signedPartsSchema,
  signPartsSchema,
  storedPartsSchema,
  uploadProgressSchema,
  uploadSchema,
} from '../schemas/upload.ts';

/** The schemas that have a name in the document, and so in code made from it. */
export const NAMED_SCHEMAS = {
  Checksum: checksumSchema,
  CompletedUpload: completedUploadSchema,
  CompletingUpload: completingUploadSchema,
  Corrections: correctionsSchema,
  CreateUpload: createUploadSchema,
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
  Operation: operationSchema,
  Problem: problemSchema,
  Reconciliation: reconciliationSchema,
  Rendition: renditionSchema,
  Review: reviewSchema,
  ReviewQuestion: reviewQuestionSchema,
  SignParts: signPartsSchema,
  SignedPart: signedPartSchema,
  SignedParts: signedPartsSchema,
  StoredParts: storedPartsSchema,
  Tags: tagsSchema,
  Time: timeSchema,
  Upload: uploadSchema,
  UploadProgress: uploadProgressSchema,
  Uuid: uuidSchema,
} as const;
