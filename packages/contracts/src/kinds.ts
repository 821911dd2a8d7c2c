/** What a file is, in one word, decided from its bytes. */
export const FILE_KINDS = [
  'image',
  'document',
  'text',
  'data',
  'audio',
  'video',
  'archive',
  'executable',
  'font',
  'empty',
  'other',
] as const;
export type FileKind = (typeof FILE_KINDS)[number];
