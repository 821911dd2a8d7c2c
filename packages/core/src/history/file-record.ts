import type {
  ChecksumAlgorithm,
  FailureReason,
  FileKind,
  FileStatus,
  Finding,
  Operation,
  RejectionReason,
} from '@sluice/contracts';

/** What the history says of a file now: the snapshot, always equal to its facts folded. */
export type FileRecord = {
  readonly tenantId: string;
  readonly fileId: string;
  readonly version: number;
  /** Counts executions over one content; a redrive is the next run. */
  readonly run: number;
  readonly uploadId: string;
  readonly ownerId: string;
  readonly filename: string;
  /** Where it lay in the folder it was sent with. */
  readonly relativePath?: string;
  readonly declaredMimeType: string;
  readonly mimeType: string;
  readonly kind?: FileKind;
  /** What its bytes are once inspected, what was declared before. */
  readonly sizeBytes: number;
  /** The bytes its owner declared; absent on records older than this field. */
  readonly declaredSizeBytes?: number;
  readonly sha256?: string;
  /** What S3 verified when the bytes came in. */
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value?: string };
  readonly status: FileStatus;
  /** While deleted: what it was. */
  readonly deletedFrom?: FileStatus;
  readonly reason?: RejectionReason | FailureReason;
  readonly detail?: string;
  readonly partial?: boolean;
  readonly storage: StoredContent;
  /** The object it came with, where the tenant had stored the same before: not needed, and removed. */
  readonly duplicate?: StoredContent;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly priority: number;
  /** What was asked for with the upload, and whom to tell. */
  readonly operations?: readonly Operation[];
  readonly callbackUrl?: string;
  readonly findings: Readonly<Record<string, Finding>>;
  /** The findings a person has to look at. */
  readonly unsure?: readonly string[];
  readonly reviewId?: string;
  /** What full-text search is to find it by. */
  readonly searchText?: string;
  readonly renditions: readonly RenditionRecord[];
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** `storageUrl` is `s3://bucket/key`. */
export type StoredContent = { readonly storageUrl: string; readonly versionId: string };

export type RenditionRecord = {
  readonly name: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly width?: number;
  /** Of a folder: how many objects lie in it. */
  readonly parts?: number;
  readonly height?: number;
  readonly storageUrl: string;
  readonly jobId: string;
};
