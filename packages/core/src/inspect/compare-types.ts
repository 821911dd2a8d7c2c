import type { FileFacts } from './file-facts.ts';

/** Types that say nothing about what the bytes will be. */
const NO_CLAIM = new Set(['application/octet-stream', 'binary/octet-stream']);

/** Different names of one format, and text formats that only a name tells apart. */
const FAMILIES: readonly (readonly string[])[] = [
  ['image/jpeg', 'image/jpg', 'image/pjpeg'],
  ['image/bmp', 'image/x-ms-bmp', 'image/x-bmp'],
  ['image/tiff', 'image/x-tiff'],
  ['application/zip', 'application/x-zip-compressed', 'application/x-zip'],
  ['application/gzip', 'application/x-gzip'],
  ['application/x-tar', 'application/tar'],
  ['video/mp4', 'audio/mp4', 'video/quicktime', 'video/x-m4v', 'audio/x-m4a'],
  ['audio/mpeg', 'audio/mp3'],
  ['audio/wav', 'audio/x-wav', 'audio/vnd.wave'],
  ['application/xml', 'text/xml', 'image/svg+xml', 'application/xhtml+xml'],
  ['text/html', 'application/xhtml+xml'],
];

/**
 * How the declared type and the bytes go together: `agrees`, `differs` (another type, but nothing is being smuggled), or
 * `pretends` (claims to be one kind of thing and is another).
 */
export function compareTypes(
  declared: string,
  { mimeType, kind }: Pick<FileFacts, 'mimeType' | 'kind'>,
): 'agrees' | 'differs' | 'pretends' {
  if (declared === mimeType || NO_CLAIM.has(declared) || kind === 'empty') {
    return 'agrees';
  }
  if (FAMILIES.some((family) => family.includes(declared) && family.includes(mimeType))) {
    return 'agrees';
  }
  if (kind === 'executable') {
    return 'pretends';
  }
  // Any text is plain text; that CSV, JSON or Markdown is not what it says is for its parser to find out.
  if (isTextual(declared) && (kind === 'text' || kind === 'data')) {
    return mimeType === 'text/plain' || declared === 'text/plain' ? 'agrees' : 'differs';
  }
  const claimed = claimOf(declared);
  const shown = kind === 'archive' ? 'container' : claimOf(mimeType);
  if (claimed === shown || shown === 'other') {
    return 'differs';
  }
  // Formats nobody here knows are often text, PDF or ZIP inside; none of them is a picture.
  return claimed !== 'other' || shown === 'media' ? 'pretends' : 'differs';
}

/** What kind of promise a type makes; formats with the same container inside make the same one. */
function claimOf(mimeType: string): 'media' | 'text' | 'pdf' | 'container' | 'other' {
  if (/^(image|video|audio)\//.test(mimeType)) {
    return 'media';
  }
  if (mimeType === 'application/pdf') {
    return 'pdf';
  }
  if (/\b(zip|x-zip|epub|openxmlformats|oasis|java-archive|x-tar|gzip|x-gzip)\b/.test(mimeType)) {
    return 'container';
  }
  return isTextual(mimeType) ? 'text' : 'other';
}

function isTextual(mimeType: string): boolean {
  return mimeType.startsWith('text/') || /\b(json|xml|yaml|javascript|x-ndjson|csv)\b/.test(mimeType);
}
