import type { FileView, HistoryEventView } from '@sluice/contracts';
import { styleOf } from '../sending/status-style.ts';
import { padText } from '../terminal/display-width.ts';
import { escapeText } from '../terminal/escape-text.ts';
import { formatBytes } from '../terminal/format-values.ts';
import type { Paint } from '../terminal/paint.ts';
import type { TreeNode } from '../terminal/render-tree.ts';

const LABEL = 13;
const leaf = (label: string, value: string): TreeNode => ({ text: `${padText(label, LABEL)} ${value}` });
const group = (text: string, children: readonly TreeNode[]): readonly TreeNode[] =>
  children.length === 0 ? [] : [{ text, children }];

const renditionLeaf = ({ name, mime_type, size_bytes, width, height }: FileView['renditions'][number]): TreeNode => {
  const pixels = width === undefined || height === undefined ? '' : `${width}×${height}`;
  return leaf(name, [mime_type, pixels, formatBytes(size_bytes)].filter((part) => part !== '').join('  '));
};

// Shown beside every fact already, or of no interest to people.
const LEFT_OUT = new Set(['schema_version', 'file_id', 'version', 'findings', 'upload_id', 'owner_id', 'run']);
const told = (payload: HistoryEventView['payload']): string =>
  Object.entries(payload)
    .filter(([key, value]) => !LEFT_OUT.has(key) && ['string', 'number', 'boolean'].includes(typeof value))
    .map(([key, value]) => `${key}=${escapeText(String(value))}`)
    .join(' ');

const eventLeaf = (event: HistoryEventView, first: number, paint: Paint): TreeNode => {
  const since = ((Date.parse(event.occurred_at) - first) / 1000).toFixed(3);
  return {
    text: `${padText(`+${since} s`, LABEL)} ${padText(event.type, 17)} ${paint('dim', told(event.payload))}`.trimEnd(),
  };
};

/** A file and its history as a tree for people. */
export const treeOfFile = (file: FileView, history: readonly HistoryEventView[], paint: Paint): TreeNode => {
  const claimed =
    file.declared_mime_type === file.mime_type ? '' : ` (declared ${escapeText(file.declared_mime_type)})`;
  const why = [file.reason, file.detail].flatMap((part) => (part === undefined ? [] : escapeText(part))).join(': ');
  const first = Date.parse(history[0]?.occurred_at ?? file.created_at);
  const findings = Object.entries(file.findings).map(([name, { value, confidence, source }]) =>
    leaf(
      escapeText(name),
      `${escapeText(JSON.stringify(value))}  ${paint('dim', `${Math.round(confidence * 100)} % ${escapeText(source)}`)}`,
    ),
  );
  return {
    text: paint('bold', escapeText(file.filename)),
    children: [
      leaf('file_id', file.file_id),
      leaf(
        'status',
        paint(styleOf(file), file.status) + (why === '' ? '' : ` ${why}`) + (file.partial ? ' (partial)' : ''),
      ),
      ...(file.kind === undefined ? [] : [leaf('kind', file.kind)]),
      leaf('type', escapeText(file.mime_type) + claimed),
      leaf('size', `${formatBytes(file.size_bytes)} (${file.size_bytes} bytes)`),
      ...(file.sha256 === undefined ? [] : [leaf('sha256', file.sha256)]),
      leaf('owner', `${escapeText(file.owner_id)} of ${escapeText(file.tenant_id)}`),
      ...(file.tags.length === 0 ? [] : [leaf('tags', file.tags.map(escapeText).join(', '))]),
      ...group(
        'metadata',
        Object.entries(file.metadata).map(([key, value]) => leaf(escapeText(key), escapeText(value))),
      ),
      ...group('renditions', file.renditions.map(renditionLeaf)),
      ...group('findings', findings),
      ...group(
        `history, since ${history[0]?.occurred_at ?? file.created_at}`,
        history.map((event) => eventLeaf(event, first, paint)),
      ),
    ],
  };
};
