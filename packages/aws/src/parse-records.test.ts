import { describe, expect, it } from 'vitest';
import { parseFile } from './parse-file.ts';
import { parseJob } from './parse-job.ts';
import { parseReview } from './parse-review.ts';
import { parseUpload } from './parse-upload.ts';

const FILE = {
  tenantId: 'acme',
  fileId: '019b76da-a800-7000-8000-000000000001',
  version: 1,
  run: 1,
  uploadId: '019b76da-a800-7000-8000-000000000002',
  ownerId: 'user-1',
  filename: 'a "b"\n.jpg',
  declaredMimeType: 'image/jpeg',
  mimeType: 'image/png',
  kind: 'image',
  sizeBytes: 5,
  sha256: '0'.repeat(64),
  status: 'published',
  reason: 'timed_out',
  detail: 'x',
  partial: true,
  storage: { storageUrl: 's3://content/t/acme/1', versionId: 'v' },
  duplicate: { storageUrl: 's3://content/t/acme/2', versionId: 'w' },
  deletedFrom: 'published',
  metadata: { a: 'b' },
  tags: ['t'],
  priority: 5,
  declaredSizeBytes: 5,
  relativePath: 'a/b',
  operations: [{ task: 'render_image', parameters: { a: 1 } }],
  callbackUrl: 'https://hooks.example.com/x',
  findings: { placeholder: { value: { deep: [1, null] }, confidence: 1, source: 'process' } },
  renditions: [
    {
      name: 'thumbnail',
      mimeType: 'image/jpeg',
      sizeBytes: 1,
      width: 2,
      height: 3,
      storageUrl: 's3://r/t',
      jobId: 'j',
    },
    { name: 'text', mimeType: 'text/plain', sizeBytes: 1, storageUrl: 's3://r/x', jobId: 'j' },
  ],
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};
const UPLOAD = {
  tenantId: 'acme',
  uploadId: '019b76da-a800-7000-8000-000000000002',
  ownerId: 'user-1',
  fileId: '019b76da-a800-7000-8000-000000000001',
  version: 1,
  status: 'completed',
  reason: 'parts_lost',
  filename: 'a.jpg',
  mimeType: 'image/jpeg',
  sizeBytes: 5,
  relativePath: 'a/b',
  checksum: { algorithm: 'CRC32', value: 'NhCmhg==' },
  dedupe: { sha256: '0'.repeat(64) },
  storageUrl: 's3://content/t/acme/2',
  metadata: {},
  tags: [],
  priority: 5,
  strategy: 'multipart',
  partSize: 8_388_608,
  partCount: 3,
  objectKey: 't/acme/1',
  multipartId: 'm',
  versionId: 'v',
  operations: [{ task: 'read_document' }],
  callbackUrl: 'https://hooks.example.com/x',
  lookAt: '2026-01-01T00:01:00.000Z',
  looks: 2,
  correlationId: 'c',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2026-01-08T00:00:00.000Z',
};
const JOB = {
  tenantId: 'acme',
  jobId: '019b76da-a800-7000-8000-000000000003',
  fileId: '019b76da-a800-7000-8000-000000000001',
  version: 1,
  run: 1,
  task: 'render_image',
  parameters: { renditions: [{ name: 'thumbnail' }] },
  priority: 5,
  status: 'failed',
  detail: 'x',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};
const REVIEW = {
  tenantId: 'acme',
  reviewId: '019b76da-a800-7000-8000-000000000004',
  fileId: '019b76da-a800-7000-8000-000000000001',
  version: 1,
  run: 1,
  status: 'claimed',
  filename: 'a "b"\n.jpg',
  mimeType: 'image/jpeg',
  ownerId: 'user-1',
  questions: [
    {
      name: 'category',
      threshold: 0.85,
      finding: { value: 'x', confidence: 0.5, source: 'local', method: 'rules', evidence: [{ page: 1, quote: 'y' }] },
    },
    { name: 'moderation', threshold: 1 },
  ],
  findingNames: ['category'],
  taskToken: 'a token',
  claimedBy: 'user-2',
  claimedUntil: '2026-01-01T00:00:00.000Z',
  decidedBy: 'user-2',
  corrections: { category: { deep: [1, null] } },
  comment: 'x',
  escalated: true,
  escalatedBy: 'user-2',
  escalationComment: 'x',
  deadlineAt: '2026-01-08T00:00:00.000Z',
  onExpiry: 'reject',
  correlationId: 'c',
  priority: 5,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

const OPTIONAL = [
  ...['kind', 'sha256', 'reason', 'detail', 'partial', 'duplicate', 'deletedFrom'],
  ...['relativePath', 'checksum', 'multipartId', 'versionId', 'dedupe', 'storageUrl'],
  ...['declaredSizeBytes', 'operations', 'callbackUrl', 'lookAt', 'looks'],
  ...['claimedBy', 'claimedUntil', 'decidedBy', 'corrections', 'comment', 'escalatedBy', 'escalationComment'],
];

describe.each([
  ['a file', parseFile, FILE],
  ['an upload', parseUpload, UPLOAD],
  ['a job', parseJob, JOB],
  ['a review', parseReview, REVIEW],
] as const)('%s', (_, parse: (json: unknown) => unknown, record: Readonly<Record<string, unknown>>) => {
  it('is read as it was stored', () => {
    expect(parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
  });

  it('keeps what newer code added', () => {
    expect(parse({ ...record, addedLater: { a: 1 } })).toEqual({ ...record, addedLater: { a: 1 } });
  });

  it.each(Object.keys(record))(`with or without %s is judged by what may be absent`, (name) => {
    const { [name]: _absent, ...rest } = record;
    if (OPTIONAL.includes(name)) {
      expect(parse(rest)).toEqual(rest);
    } else {
      expect(() => parse(rest)).toThrow(name);
    }
  });

  it.each([
    ['an unknown status', { status: 'eaten' }],
    ['a half version', { version: 1.5 }],
    ['a name that is a number', { tenantId: 1 }],
  ])('is none with %s', (_name, wrong) => {
    expect(() => parse({ ...record, ...wrong })).toThrow();
  });
});
