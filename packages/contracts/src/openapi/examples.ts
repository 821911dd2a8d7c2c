import type { OperationId } from '../routes/index.ts';

/** A request body for each operation that takes one; a test parses them with the operation's own schema. */
export const BODY_EXAMPLES: { readonly [Id in OperationId]?: unknown } = {
  createUpload: {
    filename: 'Summer in Brienz.jpg',
    size_bytes: 3_482_113,
    mime_type: 'image/jpeg',
    checksum: { algorithm: 'CRC64NVME' },
    tags: ['holiday'],
    metadata: { album: '2026' },
  },
  reconcile: { older_than_seconds: 300 },
  signParts: { parts: [{ n: 1 }, { n: 2 }] },
};
