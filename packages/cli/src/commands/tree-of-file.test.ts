import type { FileView } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { createPaint } from '../terminal/paint.ts';
import { renderTree } from '../terminal/render-tree.ts';
import { treeOfFile } from './tree-of-file.ts';

const at = '2026-01-01T00:00:00.000Z';
const file: FileView = {
  ...{
    file_id: 'f',
    tenant_id: 'acme',
    owner_id: 'o',
    upload_id: 'u',
    version: 1,
    status: 'rejected',
    reason: 'infected',
  },
  ...{
    filename: 'a\n.png',
    detail: 'EICAR',
    mime_type: 'image/png',
    declared_mime_type: 'image/gif',
    size_bytes: 1200,
  },
  ...{ kind: 'image', tags: ['x'], metadata: { 'k\u202e': 'v\n' }, created_at: at, updated_at: at },
  renditions: [{ name: 'thumbnail', mime_type: 'image/webp', size_bytes: 10, width: 3, height: 2 }],
  findings: { malware: { value: 'EICAR', confidence: 0.5, source: 'inspect' } },
};
const event = (sequence: number, occurred_at: string) => ({
  ...{ sequence, type: 'file.inspected' as const, occurred_at, correlation_id: 'c', user_id: 'u' },
  payload: { schema_version: 1, file_id: 'f', verdict: 'rejected', findings: {} },
});

describe('treeOfFile', () => {
  it('shows record and history, with everything escaped that others wrote', () => {
    const history = [event(1, at), event(2, '2026-01-01T00:00:01.500Z')];
    expect(renderTree(treeOfFile(file, history, createPaint(false)))).toEqual([
      'a\\n.png',
      '├─ file_id       f',
      '├─ status        rejected infected: EICAR',
      '├─ kind          image',
      '├─ type          image/png (declared image/gif)',
      '├─ size          1.20 kB (1200 bytes)',
      '├─ owner         o of acme',
      '├─ tags          x',
      '├─ metadata',
      '│  └─ k\\u{202e}     v\\n',
      '├─ renditions',
      '│  └─ thumbnail     image/webp  3×2  10 B',
      '├─ findings',
      '│  └─ malware       "EICAR"  50 % inspect',
      `└─ history, since ${at}`,
      '   ├─ +0.000 s      file.inspected    verdict=rejected',
      '   └─ +1.500 s      file.inspected    verdict=rejected',
    ]);
  });
});
