import { createRecordTable, parseFile } from '@sluice/aws';
import type { FileRecord } from '@sluice/core/history';
import { randomIds, systemClock } from '@sluice/core/runtime';
import { awsClients } from './aws-clients.ts';
import { bucketOf, tableOf } from './look-inside.ts';

/** Puts a file at rest into the table, whose content is not there; answers its id. */
export async function putFile(given: {
  tenantId: string;
  ownerId: string;
  status: 'published' | 'deleted';
}): Promise<string> {
  const files = createRecordTable({
    client: awsClients().dynamoDB,
    tableName: await tableOf('foundation', 'History'),
    kind: 'FILE',
    parse: parseFile,
  });
  const fileId = randomIds(systemClock)();
  const now = new Date().toISOString();
  const record: FileRecord = {
    ...given,
    fileId,
    version: 1,
    run: 1,
    uploadId: fileId,
    filename: 'put by a test.txt',
    declaredMimeType: 'text/plain',
    mimeType: 'text/plain',
    sizeBytes: 5,
    ...(given.status === 'deleted' && { deletedFrom: 'published' }),
    storage: { storageUrl: `s3://${await bucketOf('Content')}/t/${given.tenantId}/${fileId}`, versionId: 'none' },
    metadata: {},
    tags: [],
    priority: 5,
    findings: {},
    renditions: [],
    createdAt: now,
    updatedAt: now,
  };
  await files.commit({ key: { tenantId: given.tenantId, id: fileId }, record, facts: [], expectedVersion: 0 });
  return fileId;
}
