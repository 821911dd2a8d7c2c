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
  readonly sizeBytes: number;
  readonly relativePath?: string;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value?: string };
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly priority: number;
  /** What was asked for with the declaration. */
  readonly operations?: readonly Operation[];
  readonly callbackUrl?: string;
  readonly strategy: 'single' | 'multipart';
  /** Bytes of every part but the last. */
  readonly partSize: number;
  readonly partCount: number;
  /** Made by the server, opaque: `t/<tenant>/<upload_id>`. */
  readonly objectKey: string;
  /** S3's own id, once the multipart upload exists there. */
  readonly multipartId?: string;
  /** The first version of the object that was seen; every later step reads only this one. */
  readonly versionId?: string;
  readonly correlationId: string;
  /** When somebody has to look whether it goes on, RFC 3339; absent once there is nothing left to look after. */
  readonly lookAt?: string;
  /** How often that was done since it last changed. */
  readonly looks?: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt: string;
};
