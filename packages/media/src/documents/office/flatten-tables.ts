import type { OfficeNode } from './office-node.ts';

const BLOCKS: ReadonlySet<string> = new Set(['paragraph', 'heading', 'list', 'table', 'row', 'cell', 'code']);

/** The same nodes with every row of a table as a paragraph, its cells apart by tabs: what stands in a row belongs together. */
export function flattenTables(nodes: readonly OfficeNode[]): OfficeNode[] {
  return nodes.flatMap((node): OfficeNode[] => {
    if (node.type === 'table') return (node.children ?? []).map(rowToParagraph);
    return [node.children === undefined ? node : { ...node, children: flattenTables(node.children) }];
  });
}

function rowToParagraph(row: OfficeNode): OfficeNode {
  const cells = (row.children ?? []).map((cell) => textIn(cell).replace(/\s+/g, ' ').trim());
  const text = cells.join('\t');
  return { type: 'paragraph', text, children: [{ type: 'text', text }] };
}

function textIn({ type, text = '', children }: OfficeNode): string {
  if (type === 'image' || type === 'comment') return '';
  if (type === 'break') return ' ';
  const inside = children === undefined || children.length === 0 ? text : children.map(textIn).join('');
  return BLOCKS.has(type) ? `${inside} ` : inside;
}
