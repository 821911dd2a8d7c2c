import type { Fact, FactOf, FileStatus, ResumeStage } from '@sluice/contracts';
import type { Moment } from './change-record.ts';
import type { FileRecord } from './file-record.ts';
import { isSameContent } from './storage-url.ts';

/** A log that does not begin with `file.uploaded` is damaged: there is nothing to fold the fact into. */
export class HistoryDamagedError extends Error {
  override readonly name = 'HistoryDamaged';
  constructor(type: string) {
    super(`a file's history begins with file.uploaded, not with ${type}`);
  }
}

/** Folds one fact into the record. Pure and total over facts of files; facts of other things leave it as it is. */
export function evolveFile(record: FileRecord | undefined, fact: Fact, at: Moment): FileRecord {
  if (fact.type === 'file.uploaded') {
    return uploaded(record, fact, at);
  }
  if (record === undefined) {
    throw new HistoryDamagedError(fact.type);
  }
  const evolved = { ...record, ...change(record, fact), updatedAt: at.occurredAt };
  switch (fact.type) {
    case 'file.resumed':
      return withoutReason(evolved);
    case 'file.restored':
      return withoutDeletion(evolved);
    case 'file.purged':
      return withoutContent(evolved);
    default:
      return evolved;
  }
}

/** Where a file stands when its flow is taken up at a stage. */
const STATUS_OF_STAGE = {
  inspect: 'uploaded',
  understand: 'understanding',
  review: 'pending_review',
  publish: 'publishing',
} as const satisfies Record<ResumeStage, FileStatus>;

/** A run that begins has not failed yet. */
function withoutReason({ reason: _reason, detail: _detail, ...record }: FileRecord): FileRecord {
  return record;
}

function withoutDeletion({ deletedFrom: _deletedFrom, ...record }: FileRecord): FileRecord {
  return record;
}

/** What was found in the content goes with it; the log keeps what it said of it. */
function withoutContent({ searchText: _searchText, deletedFrom: _deletedFrom, ...record }: FileRecord): FileRecord {
  return { ...record, findings: {}, renditions: [] };
}

function uploaded(record: FileRecord | undefined, { payload }: FactOf<'file.uploaded'>, at: Moment): FileRecord {
  return {
    tenantId: at.key.tenantId,
    fileId: payload.file_id,
    version: payload.version,
    run: 1,
    uploadId: payload.upload_id,
    ownerId: payload.owner_id,
    filename: payload.filename,
    ...(payload.relative_path !== undefined && { relativePath: payload.relative_path }),
    declaredMimeType: payload.mime_type,
    mimeType: payload.mime_type,
    sizeBytes: payload.size_bytes,
    ...(payload.checksum && { checksum: payload.checksum }),
    ...(payload.sha256 !== undefined && { sha256: payload.sha256 }),
    declaredSizeBytes: payload.size_bytes,
    status: 'uploaded',
    storage: { storageUrl: payload.storage_url, versionId: payload.version_id },
    metadata: payload.metadata,
    tags: payload.tags,
    priority: payload.priority,
    ...(payload.operations !== undefined && { operations: payload.operations }),
    ...(payload.callback_url !== undefined && { callbackUrl: payload.callback_url }),
    findings: {},
    renditions: [],
    createdAt: record?.createdAt ?? at.occurredAt,
    updatedAt: at.occurredAt,
  };
}

function change(record: FileRecord, fact: Fact): Partial<FileRecord> {
  switch (fact.type) {
    case 'file.inspected':
      return {
        run: fact.payload.run,
        kind: fact.payload.kind,
        mimeType: fact.payload.mime_type,
        sizeBytes: fact.payload.size_bytes,
        sha256: fact.payload.sha256,
        findings: { ...record.findings, ...fact.payload.findings },
        status: fact.payload.verdict === 'accepted' ? 'processing' : 'inspecting',
      };
    case 'file.quarantined':
    case 'file.deduplicated': {
      const { version, storage_url: storageUrl, version_id: versionId } = fact.payload;
      const storage = { storageUrl, versionId };
      return version !== record.version || isSameContent(storage, record.storage)
        ? {}
        : { storage, duplicate: record.duplicate ?? record.storage };
    }
    case 'rendition.created': {
      const { name, mime_type, size_bytes, width, height, parts, storage_url, job_id } = fact.payload;
      const rendition = {
        name,
        mimeType: mime_type,
        sizeBytes: size_bytes,
        storageUrl: storage_url,
        jobId: job_id,
        ...(width !== undefined && { width }),
        ...(parts !== undefined && { parts }),
        ...(height !== undefined && { height }),
      };
      return { renditions: [...record.renditions.filter((other) => other.name !== name), rendition] };
    }
    case 'file.processed':
      return {
        status: 'understanding',
        findings: { ...record.findings, ...fact.payload.findings },
        partial: fact.payload.partial ?? false,
      };
    case 'file.understood': {
      const { verdict, unsure, review_id, findings, search_text } = fact.payload;
      return {
        status: verdict === 'sure' ? 'publishing' : 'pending_review',
        findings: { ...record.findings, ...findings },
        unsure,
        searchText: search_text,
        ...(review_id !== undefined && { reviewId: review_id }),
      };
    }
    case 'file.reviewed':
      return { status: 'publishing', findings: { ...record.findings, ...fact.payload.findings } };
    case 'file.resumed':
      return { run: fact.payload.run, status: STATUS_OF_STAGE[fact.payload.stage] };
    case 'file.published':
      return { status: 'published', partial: fact.payload.partial };
    case 'file.rejected':
      return { status: 'rejected', reason: fact.payload.reason, detail: fact.payload.detail, renditions: [] };
    case 'file.failed':
      return { status: 'failed', reason: fact.payload.reason, detail: fact.payload.detail, renditions: [] };
    case 'file.deleted':
      return { status: 'deleted', deletedFrom: record.deletedFrom ?? record.status };
    case 'file.restored':
      return record.deletedFrom === undefined ? {} : { status: record.deletedFrom };
    case 'file.purged':
      return { status: 'purged' };
    default:
      return {};
  }
}
