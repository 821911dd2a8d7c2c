import type { FileResult } from './file-result.ts';

export const styleOf = ({ status }: Pick<FileResult, 'status'>): 'green' | 'red' | 'yellow' | 'cyan' => {
  if (status === 'published') return 'green';
  if (status === 'rejected') return 'yellow';
  return status === null || status === 'failed' ? 'red' : 'cyan';
};

export const symbolOf = ({ status }: Pick<FileResult, 'status'>): string => {
  if (status === 'published') return '✔';
  return status === null || status === 'failed' || status === 'rejected' ? '✖' : '…';
};
