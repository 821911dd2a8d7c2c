import type { Subject } from '@sluice/core/understand';

/** What a media type or a name says for sure about a category; undefined when it may be anything. */
export function judgeType({ mimeType, kind, filename }: Subject): string | undefined {
  const type = mimeType.toLowerCase();
  if (/spreadsheet|ms-excel|numbers/.test(type)) return 'spreadsheet';
  if (/presentation|ms-powerpoint|keynote/.test(type)) return 'presentation';
  const extension = /\.([a-z0-9+]{1,10})$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
  // Plain text and data may be written by a program as well as for one.
  if (CODE_TYPE.test(type) || (/^text\/plain$/.test(type) && CODE_EXTENSIONS.has(extension))) return 'source_code';
  if (kind === 'data' || /json|[/+]xml|csv|tab-separated|yaml|toml|ndjson/.test(type)) return 'data';
  return undefined;
}

const CODE_TYPE = /javascript|typescript|^text\/x-(?!log)[a-z+#-]+$|x-(?:sh|python|ruby|perl|php|java)|^text\/css$/;
const CODE_EXTENSIONS = new Set(
  'c cc cpp cs css go h hpp java js jsx kt lua mjs php pl py r rb rs scala sh sql swift ts tsx vue'.split(' '),
);
