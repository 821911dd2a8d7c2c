export type TreeNode = { readonly text: string; readonly children?: readonly TreeNode[] };

/** Lines of a tree, drawn with `├─ └─ │`; the root has no branch. */
export const renderTree = ({ text, children = [] }: TreeNode): string[] => [
  text,
  ...children.flatMap((child, index) => {
    const last = index === children.length - 1;
    const [head = '', ...rest] = renderTree(child);
    return [`${last ? '└─' : '├─'} ${head}`, ...rest.map((line) => `${last ? '  ' : '│ '} ${line}`)];
  }),
];
