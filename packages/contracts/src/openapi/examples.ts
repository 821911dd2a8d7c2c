import type { OperationId } from '../routes/index.ts';

const declaration = {
  filename: 'Summer in Brienz.jpg',
  size_bytes: 3_482_113,
  mime_type: 'image/jpeg',
  checksum: { algorithm: 'CRC64NVME' },
  tags: ['holiday'],
  metadata: { album: '2026' },
  operations: ['render_image'],
};

/** A request body for each operation that takes one; a test parses them with the operation's own schema. */
export const BODY_EXAMPLES: { readonly [Id in OperationId]?: unknown } = {
  createUpload: declaration,
  createUploadBatch: {
    files: [declaration, { filename: 'b.txt', relative_path: 'notes/b.txt', size_bytes: 0, mime_type: 'text/plain' }],
  },
  createUploadToken: {
    max_files: 20,
    max_bytes: 25_000_000,
    mime_types: ['image/*', 'application/pdf'],
    expires_in: 3600,
  },
  initiateUpload: declaration,
  // Shown as texts; what a test parses has a real file.
  createFile: { file: 'the bytes', tags: 'holiday, lake', metadata: '{"album":"2026"}', wait: 10 },
  decideReview: { decision: 'correct', corrections: { category: 'letter' }, comment: 'It only quotes an invoice.' },
  escalateReview: { comment: 'The handwriting needs somebody who knows the customer.' },
  reconcile: { older_than_seconds: 300 },
  uppyCompleteMultipart: { parts: [{ PartNumber: 1, ETag: '"9bb58f26192e4ba00f01e2e7b136bbd8"' }] },
  uppyCreateMultipart: { filename: 'Summer in Brienz.mp4', type: 'video/mp4', metadata: { album: '2026' } },
  createApiKey: {
    name: 'nightly import',
    role: 'editor',
    scopes: ['uploads:write', 'files:read'],
    expires_in_days: 90,
  },
  rotateApiKey: { overlap_seconds: 3600 },
  putMember: { roles: ['reviewer'], email: 'ada@example.com' },
  createTenant: { tenant_id: 'globex', name: 'Globex', policy: { max_file_bytes: 1_000_000_000 } },
  patchOwnTenant: { policy: { soft: { encrypted: 'reject' }, max_file_bytes: null } },
  patchTenant: { status: 'suspended' },
  signParts: { parts: [{ n: 1 }, { n: 2 }] },
};
