import { expect } from 'vitest';
import { type Answer, callApi, type Person } from './call-api.ts';
import { eventually } from './eventually.ts';
import type { RandomFile } from './random-files.ts';
import { fileAtRest } from './send-file.ts';

/** The newest upload of a file of this name, if there is one. */
export async function findUpload(as: Person, filename: string): Promise<Answer['body']> {
  const { body } = await callApi('GET', '/v1/uploads?limit=100', { as });
  return body.items.find((item: { filename: string }) => item.filename === filename);
}

export const uploadBecomes = (as: Person, filename: string, status: string): Promise<Answer['body']> =>
  eventually(`the upload of ${filename} ${status}`, async () => {
    const upload = await findUpload(as, filename);
    return upload?.status === status && upload;
  });

/** The numbers of the parts that storage has. */
export async function storedParts(as: Person, uploadId: string): Promise<number[]> {
  const { body } = await callApi('GET', `/v1/uploads/${uploadId}/parts`, { as });
  return body.items.map(({ n }: { n: number }) => n);
}

/** The file is published, with the bytes that were sent. */
export async function expectPublished(as: Person, fileId: string, { size, sha256 }: RandomFile): Promise<void> {
  expect(await fileAtRest(as, fileId)).toMatchObject({ status: 'published', size_bytes: size, sha256 });
}
