import type { FileKind } from '@sluice/contracts';

/** Types whose kind their first half does not tell. */
const KINDS: Readonly<Record<Exclude<FileKind, 'image' | 'audio' | 'video' | 'font' | 'other'>, readonly string[]>> = {
  empty: ['application/x-empty'],
  document: [
    'application/pdf',
    'application/rtf',
    'application/epub+zip',
    'application/postscript',
    'application/eps',
    'application/x-cfb',
    'application/msword',
    'application/vnd.ms-excel',
    'application/vnd.ms-powerpoint',
    'application/vnd.ms-outlook',
    'application/vnd.visio',
    'application/vnd.apple.pages',
    'application/vnd.apple.numbers',
    'application/vnd.apple.keynote',
    'application/x-mobipocket-ebook',
    'application/x-indesign',
  ],
  text: ['application/xhtml+xml'],
  data: [
    'text/csv',
    'text/tab-separated-values',
    'text/calendar',
    'text/vcard',
    'text/xml',
    'application/json',
    'application/x-ndjson',
    'application/xml',
    'application/x-sqlite3',
    'application/vnd.apache.parquet',
    'application/vnd.apache.arrow.file',
    'application/avro',
  ],
  archive: [
    'application/zip',
    'application/x-tar',
    'application/gzip',
    'application/x-bzip2',
    'application/x-xz',
    'application/zstd',
    'application/x-lz4',
    'application/lzip',
    'application/x-compress',
    'application/x-7z-compressed',
    'application/vnd.rar',
    'application/x-rar-compressed',
    'application/x-lzh-compressed',
    'application/x-arj',
    'application/x-ace-compressed',
    'application/x-cpio',
    'application/x-unix-archive',
    'application/x-asar',
    'application/x-iso9660-image',
    'application/x-apple-diskimage',
    'application/vnd.ms-cab-compressed',
  ],
  executable: [
    'application/x-elf',
    'application/x-mach-binary',
    'application/x-msdownload',
    'application/wasm',
    'application/java-vm',
    'application/java-archive',
    'application/vnd.android.package-archive',
    'application/x-msi',
    'application/x-deb',
    'application/x-rpm',
    'application/x-google-chrome-extension',
    'application/x-xpinstall',
    'application/x-ms-shortcut',
    'application/x-shockwave-flash',
    'text/x-shellscript',
    'text/x-python',
    'text/x-perl',
    'text/x-ruby',
    'text/x-script',
  ],
};

const KIND_OF = new Map<string, FileKind>(
  Object.entries(KINDS).flatMap(([kind, types]) => types.map((type): [string, FileKind] => [type, kind as FileKind])),
);

/** Maps, because the first half of a declared type may be any word, `constructor` too. */
const KIND_OF_FAMILY = new Map<string, FileKind>([
  ['image', 'image'],
  ['audio', 'audio'],
  ['video', 'video'],
  ['font', 'font'],
  ['text', 'text'],
]);

/** Word-processor, sheet and slide families register many types under these. */
const DOCUMENT_FAMILY =
  /^application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument|ms-(word|excel|powerpoint))\./;

/** The kind of file a MIME type stands for; parameters and letter case do not matter. */
export function kindOfMimeType(mimeType: string): FileKind {
  const type = (mimeType.split(';')[0] ?? '').trim().toLowerCase();
  const listed = KIND_OF.get(type);
  if (listed) return listed;
  if (DOCUMENT_FAMILY.test(type)) return 'document';
  if (type === 'application/vnd.ms-fontobject') return 'font';
  if (type === 'application/ogg' || type === 'application/mxf' || type === 'application/vnd.rn-realmedia')
    return 'video';
  return KIND_OF_FAMILY.get(type.split('/')[0] ?? '') ?? 'other';
}
