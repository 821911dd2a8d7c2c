import { describe, expect, it } from 'vitest';
import { makePhoto } from '../../examples/samples/make-pictures.ts';
import { callApi, type Person } from '../support/call-api.ts';
import { eventually } from '../support/eventually.ts';
import { executionsOf, factsOf, queueUrlOf, renditionKeysOf, rowsOf, tableOf } from '../support/look-inside.ts';
import { deliverTwice, depthOf } from '../support/queues.ts';
import { createUpload, fileAtRest, putParts } from '../support/send-file.ts';

const editor: Person = { role: 'editor', tenant: 'twice' };
const FILES = 6;

describe('when every queue message is delivered twice', () => {
  it('executions, renditions, jobs and facts are made once', async () => {
    const bytes = new Uint8Array(await makePhoto());
    const arrivals = await queueUrlOf('foundation', 'IntakeArrivalsQueue');
    const jobs = await queueUrlOf('process', 'ImageJobsNormalQueue');
    const requests = await queueUrlOf('understand', 'RequestsQueue');

    const sendAll = () =>
      Promise.all(
        Array.from({ length: FILES }, async (_, index) => {
          const { body } = await createUpload(editor, { filename: `${index}.jpg`, mimeType: 'image/jpeg', bytes });
          await putParts(body, bytes);
          const completed = await callApi('POST', `/v1/uploads/${body.upload_id}/complete`, { as: editor });
          return completed.body.file_id as string;
        }),
      );
    // The last queue outermost: each is filled only once the one before it runs again.
    const queues = [arrivals, jobs, requests];
    const fileIds = await queues.reduce((act, queue) => () => deliverTwice(queue, FILES, act), sendAll)();
    const files = await Promise.all(fileIds.map((fileId) => fileAtRest(editor, fileId)));
    expect(files.map(({ status }) => status)).toEqual(Array(FILES).fill('published'));
    const depths = async () => Promise.all(queues.map(depthOf));
    await eventually('the queues empty', async () => (await depths()).every((depth) => depth === 0));

    expect((await executionsOf(fileIds)).sort()).toEqual(fileIds.map((fileId) => `${fileId}.1.1`).sort());
    const jobTable = await tableOf('process', 'Jobs');
    let turned = 0;
    for (const file of files) {
      const facts = await factsOf(editor, file.file_id);
      turned += facts.filter((type) => type === 'file.deduplicated').length;
      expect(facts.filter((type) => type !== 'file.deduplicated')).toEqual([
        'file.uploaded',
        'file.inspected',
        'rendition.created',
        'rendition.created',
        'rendition.created',
        'file.processed',
        'file.understood',
        'file.published',
      ]);
      expect((await renditionKeysOf('twice', file.file_id)).map((key) => key.split('/').at(-1))).toEqual([
        'large_avif',
        'large_webp',
        'thumbnail',
      ]);
    }
    // All are of the same bytes: one brought the object, the others were turned to it.
    expect(turned).toBe(FILES - 1);
    const { body: history } = await callApi('GET', `/v1/files/${fileIds[0]}/history?limit=50`, { as: editor });
    const processed = history.items.find(({ type }: { type: string }) => type === 'file.processed');
    const rows = await rowsOf(jobTable, `TENANT#twice#JOB#${processed.payload.jobs[0]}`);
    expect(rows.map(({ sk }) => sk?.S).sort()).toEqual([
      'DEDUPE#created',
      'DEDUPE#ended',
      'EVENT#000001',
      'EVENT#000002',
      'META',
    ]);
  });
});
