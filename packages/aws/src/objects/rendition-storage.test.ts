import { DeleteObjectsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { createRenditionStorage } from './rendition-storage.ts';

describe('removing renditions', () => {
  it('fails when S3 kept one of them', async () => {
    const s3 = mockClient(S3Client);
    s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: 'r/1' }, { Key: 'r/2' }] });
    s3.on(DeleteObjectsCommand).resolves({ Errors: [{ Key: 'r/2', Code: 'AccessDenied' }] });
    const storage = createRenditionStorage({ client: new S3Client({ region: 'us-east-1' }) });
    await expect(storage.removeAll({ bucket: 'renditions', prefix: 'r/' })).rejects.toMatchObject({
      name: 'ObjectsNotRemoved',
      message: expect.stringContaining('AccessDenied'),
    });
  });
});
