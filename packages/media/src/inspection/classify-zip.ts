/** Every name that decides; the rest of a long directory is not kept. */
export const NAMES_OF_INTEREST =
  /^(mimetype|\[Content_Types\]\.xml|word\/(document\d*\.xml|vbaProject\.bin)|xl\/(workbook\.(xml|bin)|vbaProject\.bin)|ppt\/(presentation\.xml|vbaProject\.bin)|visio\/document\.xml|AndroidManifest\.xml|META-INF\/(MANIFEST\.MF|mozilla\.rsa))$/;

const OOXML = 'application/vnd.openxmlformats-officedocument';

/** Office formats: the folder of the main part, the plain type, the type with macros. */
const OFFICE = [
  ['word', `${OOXML}.wordprocessingml.document`, 'application/vnd.ms-word.document.macroenabled.12'],
  ['xl', `${OOXML}.spreadsheetml.sheet`, 'application/vnd.ms-excel.sheet.macroenabled.12'],
  ['ppt', `${OOXML}.presentationml.presentation`, 'application/vnd.ms-powerpoint.presentation.macroenabled.12'],
] as const;

/** Types that OpenDocument and EPUB files state themselves in a first, stored entry. */
const STATED = /^application\/(epub\+zip|vnd\.oasis\.opendocument\.[a-z-]+)/;
/** Local header (30 bytes) and the eight letters of `mimetype`. */
const STATEMENT_AT = 38;

/** The type of a ZIP file by what it holds; `application/zip` when it is just that. */
export function classifyZip(names: ReadonlySet<string>, head: Buffer): string {
  if (head.toString('latin1', 30, STATEMENT_AT) === 'mimetype') {
    const skipped = head.length >= 30 ? head.readUInt16LE(28) : 0;
    const stated = STATED.exec(head.toString('latin1', STATEMENT_AT + skipped, STATEMENT_AT + skipped + 100))?.[0];
    // The statement is followed by the next local header without a gap, whose `PK` the expression cannot take for itself.
    if (stated) return stated;
  }
  if (names.has('[Content_Types].xml')) {
    for (const [folder, plain, withMacros] of OFFICE) {
      const own = [...names].filter((name) => name.startsWith(`${folder}/`));
      if (own.length > 0) return own.includes(`${folder}/vbaProject.bin`) ? withMacros : plain;
    }
    if (names.has('visio/document.xml')) return 'application/vnd.visio';
  }
  if (names.has('AndroidManifest.xml')) return 'application/vnd.android.package-archive';
  if (names.has('META-INF/mozilla.rsa')) return 'application/x-xpinstall';
  return names.has('META-INF/MANIFEST.MF') ? 'application/java-archive' : 'application/zip';
}
