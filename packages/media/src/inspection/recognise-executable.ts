const MACH_O = new Set([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe]);
const FAT_MACH_O = 0xcafebabe;
/** A universal binary names a handful of processors where a Java class, which shares its magic, has its version (45 or more). */
const MAX_FAT_PROCESSORS = 30;

const INTERPRETERS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\b(ba|da|k|z|fi|c|tc|a)?sh\b/, 'text/x-shellscript'],
  [/\bpython/, 'text/x-python'],
  [/\bperl/, 'text/x-perl'],
  [/\bruby/, 'text/x-ruby'],
];

/** The type of content that an operating system would run, from its first bytes. */
export function recogniseExecutable(head: Buffer): string | undefined {
  if (head.length >= 4) {
    const magic = head.readUInt32BE(0);
    if (magic === 0x7f454c46) return 'application/x-elf';
    if (MACH_O.has(magic)) return 'application/x-mach-binary';
    if (magic === FAT_MACH_O && head.length >= 8) {
      return head.readUInt32BE(4) <= MAX_FAT_PROCESSORS ? 'application/x-mach-binary' : 'application/java-vm';
    }
  }
  if (isDosExecutable(head)) return 'application/x-msdownload';
  return recogniseScript(head);
}

/** `MZ` alone may begin a text; a program's header is 64 bytes and has zeros in it. */
function isDosExecutable(head: Buffer): boolean {
  const magic = head.toString('latin1', 0, 2);
  return (magic === 'MZ' || magic === 'ZM') && head.length >= 28 && head.subarray(2, 64).includes(0);
}

function recogniseScript(head: Buffer): string | undefined {
  const start = head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
  const line = /^#![ \t]*(\/[^\r\n]*)/.exec(head.toString('latin1', start, start + 256))?.[1];
  if (line === undefined) return undefined;
  return INTERPRETERS.find(([pattern]) => pattern.test(line))?.[1] ?? 'text/x-script';
}
