import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundlePage } from '../../support/bundle-page.ts';
import { callApi, type Person } from '../../support/call-api.ts';
import { pageToken } from '../../support/page-token.ts';
import { createUpload, fileAtRest, sendFile } from '../../support/send-file.ts';
import type { PageSite } from '../../support/serve-pages.ts';
import { makeTenantWithSites, useBrowser } from '../../support/use-browser.ts';
import { driveSdk } from './drive-sdk.ts';

const OWNER: Person = { role: 'editor', tenant: 'browser-token' };
const note = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('a note from a page') };
const picture = { name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from('a picture, it says') };
const essay = { ...note, name: 'essay.txt', buffer: Buffer.alloc(1001, 'x') };

const browser = useBrowser(async () => ({ sdk: await bundlePage(join(import.meta.dirname, 'sdk-page.ts')) }));
let site: PageSite;
beforeAll(async () => {
  site = await browser.site();
  await makeTenantWithSites('browser-token', [site]);
});

describe('a page in a real browser that has an upload token', () => {
  it('sends what the token allows, and reads why it may not send the rest', async () => {
    const { upload_token } = await pageToken(OWNER, { max_files: 1, max_bytes: 1000, mime_types: ['text/*'] });
    const opened = await browser.open(site, 'sdk');
    const sdk = driveSdk(opened, upload_token);
    const send = async (file: typeof note) => {
      await opened.choose(file);
      await sdk.start();
      return sdk.over();
    };
    expect(await send(picture)).toMatchObject({ error: { status: 415, code: 'type_not_allowed' } });
    expect(await send(essay)).toMatchObject({ error: { status: 413, code: 'file_too_large' } });
    expect(await send(note)).toHaveProperty('answer.fileId');
    const { fileId } = await sdk.sent();
    expect(await fileAtRest(OWNER, fileId)).toMatchObject({ status: 'published', filename: 'note.txt' });
    expect(await send({ ...note, name: 'second.txt' })).toMatchObject({ error: { status: 403, code: 'token_scope' } });
  });

  it('lists and reads nothing but what it sent', async () => {
    const theirs = {
      filename: 'theirs.txt',
      mimeType: 'text/plain',
      bytes: new TextEncoder().encode('not the page’s'),
    };
    const { file_id } = await sendFile(OWNER, theirs);
    const { upload_id } = (await createUpload(OWNER, theirs)).body;
    const { upload_token } = await pageToken(OWNER);
    const opened = await browser.open(site, 'sdk');
    const sdk = driveSdk(opened, upload_token);

    const forbidden = { error: { status: 403, code: 'token_scope' } };
    expect(await sdk.ask('listFiles')).toMatchObject(forbidden);
    expect(await sdk.ask('getFile', file_id)).toMatchObject(forbidden);
    expect(await sdk.ask('getFileContent', file_id)).toMatchObject(forbidden);
    expect(await sdk.ask('getMe')).toMatchObject(forbidden);
    expect(await sdk.ask('getOwnTenant')).toMatchObject(forbidden);
    expect(await sdk.ask('getUpload', upload_id)).toMatchObject({ error: { status: 404 } });
    expect(await sdk.ask('listUploads')).toMatchObject({ answer: { items: [] } });
    await opened.choose(note);
    await sdk.start();
    const { uploadId, fileId } = await sdk.sent();
    expect(await sdk.ask('listUploads')).toMatchObject({ answer: { items: [{ upload_id: uploadId }] } });
    expect(await sdk.ask('getFile', fileId)).toMatchObject(forbidden);
  });

  it('reads that its token is none any more', async () => {
    const { upload_token, token_id } = await pageToken(OWNER);
    const opened = await browser.open(site, 'sdk');
    expect(await driveSdk(opened, upload_token).ask('listUploads')).toHaveProperty('answer');
    expect((await callApi('DELETE', `/v1/upload-tokens/${token_id}`, { as: OWNER })).status).toBe(204);
    for (const token of [upload_token, 'slu_nothing'])
      expect(await driveSdk(opened, token).ask('listUploads')).toMatchObject({
        error: { status: 401, code: 'unauthenticated' },
      });
  });
});
