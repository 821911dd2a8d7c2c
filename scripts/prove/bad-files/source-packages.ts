/** Debian's source packages whose tests are full of files that broke something once. */
export const SOURCE_PACKAGES = [
  ...['pillow', 'exiv2', 'gdk-pixbuf', 'libpng1.6', 'libheif', 'tiff', 'vips'],
  ...['pdf.js', 'qpdf', 'libpdfbox2-java', 'libapache-poi-java'],
  ...['libarchive', 'libcommons-compress-java', 'libzip', 'golang-1.19'],
  'clamav',
] as const;

/** What may be a file somebody uploads, by its ending; those of libarchive are written as text (`.uu`). */
const ENDINGS =
  /\.(a|aiff?|apng|ar|avif|avi|bin|bmp|bz2|cab|cpio|cr2|crw|cur|dat|dds|dib|doc[mx]?|dot[mx]?|emf|eps|epub|exe|exv|fits?|flac|fpx|gif|gz|gzip|heic|heif|hdr|html?|icns|ico|iff|im|iso|j2k|jar|jng|jp2|jpe?g|jpx|jxl|lzh?|lz4|lzma|m4[av]|mng|mkv|mov|mp[34]|mpo|mrw|msg|nef|nii|odp|ods|odt|ogg|orf|pbm|pcx|pdf|pef|pfm|pgm|pgf|png|pnm|pot[mx]?|ppm|pps[mx]?|ppt[mx]?|psb|psd|pub|qoi|raf|rar|raw|rtf|rw2|sgi|sun|svgz?|sz|tar|tbz2?|tga|tgz|thmx|tiff?|txz|uu|vsd[mx]?|wal|wav|webm|webp|wmf|xbm|xcf|xhtml|xls[bmx]?|xlt[mx]?|xml|xmp|xpm|xps|xz|Z|zip|zipx|zst)$/i;
/** Test cases of fuzzers and of bug trackers have no ending that says anything. */
const CASES = /(crash|fuzz|poc|oss-fuzz|clusterfuzz|timeout|leak|overflow|issue|cve|bug)[^/]*$/i;
const NOT_DATA =
  /\.(c|cc|cpp|h|hpp|java|js|mjs|ts|py|pyc|go|rs|rb|sh|md|rst|cmake|am|ac|in|json|ya?ml|toml|properties|gradle|css|po|pot|test|out|log|link|lock|svn-base)$/i;
const TESTS =
  /(^|\/)(tests?|testdata|test-data|test_data|data|fuzz\w*|corpus|suite|samples?|contrib|regress\w*|resources|unit_tests?|examples?|qpdf)(\/|$)/i;

/** Whether a path of a source package is one of the files to try. */
export function isTestFile(path: string): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  if (!TESTS.test(folder) || NOT_DATA.test(path)) return false;
  return ENDINGS.test(path) || CASES.test(path);
}
