import type { CreateUploadBody, UploadView } from '@sluice/contracts';
import type { UploadChecksum } from '../checksums/combine-crc.ts';
import type { Progress } from './progress.ts';
import type { ResumeStore } from './resume-store.ts';

export type UploadOptions = Omit<
  CreateUploadBody,
  'filename' | 'size_bytes' | 'mime_type' | 'checksum' | 'dedupe' | 'fingerprint' | 'sign' | 'upload_form'
> & {
  /** @default the name of the source */
  readonly filename?: string;
  /** `type/subtype`. @default what the source says, else application/octet-stream: the bytes decide in the end */
  readonly mime_type?: string;
  /** What the bytes are compared by on their way, or false for nothing. @default CRC32 */
  readonly checksum?: UploadChecksum | false;
  /**
   * Sends nothing when you may read a published file that has the same content. `true` reads the content once more
   * beforehand, to make its SHA-256; who knows that already passes it. @default false
   */
  readonly dedupe?: boolean | CreateUploadBody['dedupe'];
  /** Goes on with this upload instead of creating one; only parts that are not stored yet are sent. */
  readonly uploadId?: string;
  /**
   * Goes on with what was sent of the same file before, in this process or another; the service knows it too, so that
   * another machine can go on. `true` remembers it where the platform keeps such things: localStorage in a browser, a
   * file of the user's under Node. @default false
   */
  readonly resume?: boolean | ResumeStore;
  /** A repeat with the same key goes on with the same upload. @default a new one */
  readonly idempotencyKey?: string;
  /** The most parts sent at the same time. @default 6 in a browser; under Node as many as bring more, up to what the service allows */
  readonly concurrency?: number;
  readonly onCreated?: (upload: UploadView) => void;
  readonly onProgress?: (progress: Progress) => void;
  /** Gives the upload up. */
  readonly signal?: AbortSignal;
  /** What becomes of what is stored when it is given up: `keep` lets it go on later. @default remove */
  readonly whenAborted?: 'remove' | 'keep';
};

export type UploadedFile = {
  readonly uploadId: string;
  readonly fileId: string;
  /** There when the content was stored already: nothing was sent. */
  readonly deduplicated?: true;
};
