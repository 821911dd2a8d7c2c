import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { type Answer, callApi, type Person } from './call-api.ts';

type Content = { readonly filename: string; readonly mimeType: string; readonly bytes: Uint8Array };

/** Declares a file and answers the created upload. */
export async function createUpload(as: Person, { filename, mimeType, bytes }: Content): Promise<Answer> {
  return callApi('POST', '/v1/uploads', { as, body: { filename, mime_type: mimeType, size_bytes: bytes.byteLength } });
}

/** Sends the bytes of every part with nothing but what the API handed out. */
export async function putParts(upload: Answer['body'], bytes: Uint8Array): Promise<void> {
  for (const { n, url, headers, size } of upload.parts) {
    const start = (n - 1) * upload.part_size;
    const part = bytes.slice(start, start + size);
    const response = await fetch(url, { method: 'PUT', headers, body: part });
    expect(response.status, await response.text()).toBe(200);
  }
}

/** A form with the file, as one call takes it. */
export function formOf({ filename, mimeType, bytes }: Content, fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(bytes)], filename, { type: mimeType }));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** Upload, complete, and wait until the file is at rest. Answers the file. */
export async function sendFile(as: Person, content: Content): Promise<Answer['body']> {
  const created = await createUpload(as, content);
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  await putParts(created.body, content.bytes);
  const completed = await callApi('POST', `/v1/uploads/${created.body.upload_id}/complete`, { as });
  expect(completed.status, JSON.stringify(completed.body)).toBe(200);
  return fileAtRest(as, completed.body.file_id);
}

const AT_REST = ['published', 'rejected', 'pending_review', 'failed'];

/** Long polls until the file is at rest; fails after the given seconds. */
export async function fileAtRest(as: Person, fileId: string, seconds = 90): Promise<Answer['body']> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const { status, body } = await callApi('GET', `/v1/files/${fileId}?wait=5`, { as });
    expect(status, JSON.stringify(body)).toBe(200);
    if (AT_REST.includes(body.status)) {
      return body;
    }
    expect(Date.now(), `file ${fileId} is still ${body.status}`).toBeLessThan(deadline);
  }
}

export async function readContent(path: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(path));
}
