import type { TenantPolicies, UploadToken } from '../access/index.ts';
import type { RecordStore } from '../history/index.ts';
import type { Clock, Ids } from '../runtime/index.ts';
import type { AssemblyQueue } from './assembly-queue.ts';
import type { Batches } from './batches.ts';
import type { RegisterFile } from './file-register.ts';
import type { Fingerprints } from './fingerprints.ts';
import type { IdempotencyKeys } from './idempotency-keys.ts';
import type { KnownContents } from './known-contents.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { ObjectStorage } from './object-storage.ts';
import type { UploadQuotas } from './upload-quotas.ts';
import type { Upload } from './upload-record.ts';
import type { UploadTokens } from './upload-tokens.ts';

/** What the use cases of upload work with. */
export type UploadDeps = {
  readonly uploads: RecordStore<Upload>;
  readonly storage: ObjectStorage;
  readonly idempotencyKeys: IdempotencyKeys;
  readonly policies: TenantPolicies;
  readonly quotas: UploadQuotas;
  readonly registerFile: RegisterFile;
  readonly lifecycle: Lifecycle;
  /** @default what is stored already is unknown, and everything is sent */
  readonly knownContents?: KnownContents;
  /** Where uploads of very many parts are put together. @default none: all are while the client waits */
  readonly assembly?: AssemblyQueue;
  /** More parts than these are put together there. @default 1,000 */
  readonly assembleInQueueAbove?: number;
  /** Ours, such as `https://api.example.com`: every tenant may have it called. @default none is known */
  readonly apiOrigin?: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly tokens: UploadTokens;
  readonly fingerprints: Fingerprints;
  readonly batches: Batches;
};

/** Who asks: from the claim, never from the request. `seesAll` for those who may touch what others made. */
export type Caller = {
  readonly tenantId: string;
  readonly userId: string;
  readonly seesAll: boolean;
  /** May read the tenant's files, and so hear which contents it has. @default false */
  readonly readsFiles?: boolean;
  readonly correlationId: string;
  /** The upload token it comes with; `userId` is then who made that. */
  readonly token?: Pick<UploadToken, 'tokenId' | 'uploadId' | 'limits'>;
};

/** Whose idempotency keys and fingerprints these are: a page shares none with who made its token. */
export function holderOf({ userId, token }: Pick<Caller, 'userId' | 'token'>): string {
  return token === undefined ? userId : `token:${token.tokenId}`;
}

/** S3 puts so many parts together within a client's call. */
const ASSEMBLE_IN_QUEUE_ABOVE = 1000;

/** Where the parts of an upload are to be put together, when they are too many to do it at once. */
export function queueFor(
  { assembly, assembleInQueueAbove = ASSEMBLE_IN_QUEUE_ABOVE }: Pick<UploadDeps, 'assembly' | 'assembleInQueueAbove'>,
  { partCount, sizing }: Pick<Upload, 'partCount' | 'sizing'>,
): AssemblyQueue | undefined {
  // Which parts a client that told no size means is said with its call alone.
  return partCount > assembleInQueueAbove && sizing !== 'at_most' ? assembly : undefined;
}
