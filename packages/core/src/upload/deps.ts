import type { TenantPolicies, UploadToken } from '../access/index.ts';
import { type ChangeRecord, createChangeRecord, type RecordStore } from '../history/index.ts';
import type { Clock, Ids } from '../runtime/index.ts';
import type { Batches } from './batches.ts';
import type { RegisterFile } from './file-register.ts';
import type { Fingerprints } from './fingerprints.ts';
import type { IdempotencyKeys } from './idempotency-keys.ts';
import type { KnownContents } from './known-contents.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { ObjectStorage } from './object-storage.ts';
import type { Upload } from './upload-record.ts';
import type { UploadTokens } from './upload-tokens.ts';

/** What the use cases of upload work with. */
export type UploadDeps = {
  readonly uploads: RecordStore<Upload>;
  readonly storage: ObjectStorage;
  readonly idempotencyKeys: IdempotencyKeys;
  readonly policies: TenantPolicies;
  readonly registerFile: RegisterFile;
  readonly lifecycle: Lifecycle;
  /** @default what is stored already is unknown, and everything is sent */
  readonly knownContents?: KnownContents;
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

export function changeUpload({ uploads, clock }: Pick<UploadDeps, 'uploads' | 'clock'>): ChangeRecord<Upload> {
  return createChangeRecord({ store: uploads, clock });
}
