import type { ChecksumAlgorithm, Operation, UploadFailure, UploadStatus } from '@sluice/contracts';

export type Upload = {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly ownerId: string;
  /** The file and version the bytes become, named before they arrive. */
  readonly fileId: string;
  readonly version: number;
  readonly status: UploadStatus;
  /** Why it failed. */
  readonly reason?: UploadFailure;
  readonly filename: string;
  readonly mimeType: string;
  /** As declared; of one `at_most` the ceiling until it is completed. */
  readonly sizeBytes: number;
  /** `at_most`: its client tells no size. @default 'declared' */
  readonly sizing?: 'declared' | 'at_most';
  readonly relativePath?: string;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value?: string };
  /** The content as its client knew it before it sent anything. */
  readonly dedupe?: { readonly sha256: string };
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly priority: number;
  /** What was asked for with the declaration. */
  readonly operations?: readonly Operation[];
  readonly callbackUrl?: string;
  /** `deduplicated`: its content was stored already, and nothing is sent. */
  readonly strategy: 'single' | 'multipart' | 'deduplicated';
  /** Bytes of every part but the last. */
  readonly partSize: number;
  readonly partCount: number;
  /** Made by the server, opaque: `t/<tenant>/<upload_id>`. */
  readonly objectKey: string;
  /** S3's own id, once the multipart upload exists there. */
  readonly multipartId?: string;
  /** The first version of the object that was seen; every later step reads only this one. */
  readonly versionId?: string;
  /** What its client knows the file by. */
  readonly fingerprint?: string;
  /** The batch it was declared in. */
  readonly batchId?: string;
  /** The upload token it was made with. */
  readonly tokenId?: string;
  /** Where its content lies, when that is not under `objectKey`. */
  readonly storageUrl?: string;
  readonly correlationId: string;
  /** When somebody has to look whether it goes on, RFC 3339; absent once there is nothing left to look after. */
  readonly lookAt?: string;
  /** How often that was done since it last changed. */
  readonly looks?: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt: string;
};
