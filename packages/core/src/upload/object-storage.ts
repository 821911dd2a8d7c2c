import type { ChecksumAlgorithm } from '@sluice/contracts';
import type { Page } from '../history/index.ts';

export type SignedRequest = {
  readonly url: string;
  /** To be sent exactly as given: they are part of the signature. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
};
/** A form as a browser posts it: all fields, and the bytes last, as `file`. */
export type SignedForm = {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAt: string;
};
export type StoredPart = {
  readonly n: number;
  readonly sizeBytes: number;
  readonly etag: string;
  /** Where the multipart upload was created with an algorithm. */
  readonly checksum?: string;
};
export type Checksum = { readonly algorithm: ChecksumAlgorithm; readonly value?: string };
export type StoredObject = {
  readonly versionId: string;
  readonly sizeBytes: number;
  /** What the storage verified or computed by itself; of an object in parts perhaps `<digest of digests>-<parts>`. */
  readonly checksum?: Checksum;
};

type Multipart = { readonly key: string; readonly multipartId: string };

export type PartsToSign = Multipart & {
  /** All of them with a size, or none: then a part may have any, up to S3's 5 GiB. */
  readonly parts: readonly { n: number; sizeBytes?: number; checksum?: string | undefined }[];
  /** What the parts' checksums are; without it none of them has one. */
  readonly algorithm?: ChecksumAlgorithm | undefined;
  readonly expiresInSeconds: number;
};

export type Completion =
  | { readonly outcome: 'completed'; readonly versionId: string; readonly checksum?: Checksum }
  | { readonly outcome: 'gone' | 'exists' | 'mismatch' };

/** The bucket of contents, seen from upload: signs what clients may send, and watches what arrived. */
export interface ObjectStorage {
  /**
   * With an algorithm every part must be signed with its checksum, and the object has one: of all its bytes with a CRC,
   * of its parts' digests with a SHA.
   */
  createMultipart(key: string, algorithm?: ChecksumAlgorithm): Promise<string>;
  /**
   * One PUT of exactly `sizeBytes`, refused when the key exists already; the checksum, where given, is enforced by S3.
   * `mayReplace` for clients that send no headers of ours: then a second PUT is a new version.
   */
  signPut(request: {
    key: string;
    sizeBytes: number;
    checksum?: Checksum | undefined;
    expiresInSeconds: number;
    mayReplace?: boolean | undefined;
  }): Promise<SignedRequest>;
  /** Many such PUTs of their own keys at once, in the order asked, none of which may replace. */
  signPuts(request: {
    objects: readonly { key: string; sizeBytes: number; checksum?: Checksum | undefined }[];
    expiresInSeconds: number;
  }): Promise<readonly SignedRequest[]>;
  /**
   * One POST of `minBytes` to `maxBytes` under the key, answered with 201; the checksum, where given, is enforced. A form
   * cannot ask for a free key: a second POST is a new version.
   */
  signPost(request: {
    key: string;
    minBytes: number;
    maxBytes: number;
    checksum?: Checksum | undefined;
    expiresInSeconds: number;
  }): Promise<SignedForm>;
  /** Stores bytes that are at hand, once S3 has compared them with their checksum. Leaves alone what is there already. */
  put(request: {
    key: string;
    bytes: Uint8Array<ArrayBuffer>;
    checksum: { algorithm: ChecksumAlgorithm; value: string };
  }): Promise<void>;
  /** Part PUTs of exactly the given sizes and checksums, in the order asked. */
  signParts(request: PartsToSign): Promise<readonly SignedRequest[]>;
  /** The same, with what all of them share said once; `fillPart` makes requests of it. At least one part. */
  signPartTemplate(request: PartsToSign): Promise<{ template: SignedRequest; signatures: readonly string[] }>;
  /** `gone` when S3 no longer knows the multipart upload: completed, aborted or expired. */
  listParts(request: Multipart & { after?: string | undefined }): Promise<Page<StoredPart> | 'gone'>;
  /**
   * `gone` as above; `exists` when the key holds an object already; `mismatch` when the bytes have another checksum than
   * said. Throws unless the parts are as many bytes as said. The algorithm is the one it was created with; its value,
   * where given, is of all bytes.
   */
  completeMultipart(
    request: Multipart & {
      parts: readonly StoredPart[];
      sizeBytes: number;
      checksum?: Checksum | undefined;
    },
  ): Promise<Completion>;
  /** Nothing is left of its parts; aborting twice is fine. */
  abortMultipart(request: Multipart): Promise<void>;
  /** S3's ids of all that was begun at the key and not ended: ours, and those of clients with tools of their own. */
  listMultiparts(key: string): Promise<readonly string[]>;
  /** @param versionId @default the latest */
  head(key: string, versionId?: string): Promise<StoredObject | undefined>;
  /** Removes one version; removing twice is fine. */
  remove(request: { key: string; versionId: string }): Promise<void>;
  /** `s3://bucket/key`, for the record. */
  urlOf(key: string): string;
}
