import { beforeAll, describe, expect, it } from 'vitest';
import { callApi, type Person } from '../support/call-api.ts';
import { eventually } from '../support/eventually.ts';
import { factsOf } from '../support/look-inside.ts';
import { fileAtRest, sendFile } from '../support/send-file.ts';
import { setPolicy } from '../support/set-policy.ts';

const TENANT = 'reviewed';
const editor: Person = { role: 'editor', tenant: TENANT };
const reviewer: Person = { role: 'reviewer', tenant: TENANT };
/** Reviewers of their own, all of one tenant. */
const reviewers: readonly Person[] = Array.from({ length: 50 }, (_, n) => ({
  ...reviewer,
  subject: `0b0c9a52-7f0e-8a3c-a111-${String(n).padStart(12, '0')}`,
}));

/** Answers the file once somebody can be asked about it: its review is there a moment after it waits. */
const send = async (name: string) => {
  const file = await sendFile(editor, {
    filename: `${name}.txt`,
    mimeType: 'text/plain',
    bytes: new TextEncoder().encode(`${name}: a few words that nobody can be sure about.`),
  });
  expect(file.status, JSON.stringify(file)).toBe('pending_review');
  await eventually(`review ${file.review_id}`, async () => {
    const { status } = await callApi('GET', `/v1/reviews/${file.review_id}`, { as: reviewer });
    return status === 200;
  });
  return file;
};
const decide = (as: Person, reviewId: string, body: object) =>
  callApi('POST', `/v1/reviews/${reviewId}/decision`, { as, body });
const claim = (as: Person, reviewId: string) => callApi('POST', `/v1/reviews/${reviewId}/claim`, { as });

beforeAll(async () => {
  // Nothing is ever that sure: every text waits.
  await setPolicy(TENANT, { review: { required: ['category'], threshold: 1, deadlineSeconds: 3600 } });
  await setPolicy('expiring', { review: { required: ['category'], threshold: 1, deadlineSeconds: 2 } });
  await setPolicy('lenient', {
    review: { required: ['category'], threshold: 1, deadlineSeconds: 2, onExpiry: 'publish' },
  });
});

describe('a file nobody is sure about', () => {
  it('waits for a person, is listed with what is asked, and is published as they say', async () => {
    const file = await send('approved');
    expect(file).toMatchObject({ status: 'pending_review', review_id: expect.any(String) });
    const listed = await eventually('the review in the list', async () => {
      const { body: list } = await callApi('GET', '/v1/reviews', { as: reviewer });
      expect(JSON.stringify(list)).not.toMatch(/token/i);
      return list.items.find((item: { file_id: string }) => item.file_id === file.file_id);
    });
    expect(listed).toMatchObject({ review_id: file.review_id, status: 'open' });

    expect((await claim(reviewer, file.review_id)).status).toBe(200);
    expect((await decide(reviewer, file.review_id, { decision: 'approve' })).status).toBe(200);
    await callApi('GET', `/v1/files/${file.file_id}?wait=10`, { as: editor });
    const published = await settled(file.file_id);
    expect(published.status).toBe('published');
    expect((await factsOf(editor, file.file_id)).slice(-2)).toEqual(['file.reviewed', 'file.published']);
  });

  it('is corrected by a person, and says so', async () => {
    const file = await send('corrected');
    await claim(reviewer, file.review_id);
    const answer = await decide(reviewer, file.review_id, {
      decision: 'correct',
      corrections: { category: 'invoice' },
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(await settled(file.file_id)).toMatchObject({
      status: 'published',
      findings: { category: { value: 'invoice', source: 'person', confidence: 1 } },
    });
  });

  it('is rejected with the reason its owner can see', async () => {
    const file = await send('rejected');
    await claim(reviewer, file.review_id);
    await decide(reviewer, file.review_id, { decision: 'reject', comment: 'not ours' });
    expect(await settled(file.file_id)).toMatchObject({
      status: 'rejected',
      reason: 'rejected_by_reviewer',
      detail: expect.stringContaining('not ours'),
    });
  });

  it('is decided by one person only', async () => {
    const file = await send('claimed');
    const [first = reviewer, second = reviewer] = reviewers;
    expect((await claim(first, file.review_id)).status).toBe(200);
    expect((await claim(second, file.review_id)).status).toBe(409);
    expect((await decide(second, file.review_id, { decision: 'approve' })).status).toBe(409);
    expect((await decide(first, file.review_id, { decision: 'approve' })).status).toBe(200);
    expect((await decide(first, file.review_id, { decision: 'reject', comment: 'no' })).status).toBe(409);
  });

  it.each([
    ['expiring', { status: 'rejected', reason: 'review_expired' }],
    ['lenient', { status: 'published' }],
  ])('ends by its deadline as its tenant says: %s', async (tenant, expected) => {
    const as: Person = { role: 'editor', tenant };
    const bytes = new TextEncoder().encode('nobody comes');
    const file = await sendFile(as, { filename: 'late.txt', mimeType: 'text/plain', bytes });
    expect(await settled(file.file_id, as)).toMatchObject(expected);
  });
});

describe('fifty reviewers at once', () => {
  it('decide each of twenty files once', { timeout: 240_000 }, async () => {
    const files = await Promise.all(Array.from({ length: 20 }, (_, n) => send(`file ${n}`)));
    const statuses = await Promise.all(
      reviewers.map(async (person, n) => {
        const mine: number[] = [];
        // Each begins elsewhere, and all of them want every file.
        for (let k = 0; k < files.length; k += 1) {
          const { review_id } = files[(n + k) % files.length];
          if ((await claim(person, review_id)).status !== 200) continue;
          mine.push((await decide(person, review_id, { decision: 'approve' })).status);
        }
        return mine;
      }),
    );
    expect(statuses.flat().filter((status) => status === 200)).toHaveLength(20);
    for (const { file_id } of files) {
      expect((await settled(file_id)).status).toBe('published');
      const facts = await factsOf(editor, file_id);
      expect(facts.filter((type) => type === 'file.reviewed' || type === 'file.published')).toHaveLength(2);
    }
  });
});

/** Waits until nobody is waited for any more. */
async function settled(fileId: string, as: Person = editor) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const file = await fileAtRest(as, fileId);
    if (file.status !== 'pending_review') return file;
    expect(Date.now(), `file ${fileId} still waits for a person`).toBeLessThan(deadline);
  }
}
