const BLOCK = 512;

export type TarEntry = {
  readonly name: string;
  readonly content: string | Buffer;
  /** One record of an extended header before it, such as `size=12`. */
  readonly pax?: string;
  /** What its size field says. @default the length of its content */
  readonly claims?: number;
};

/** A ustar archive of the entries, with its two blocks of zeros. */
export function makeTar(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ name, content, pax, claims }) => {
    const bytes = Buffer.from(content);
    const extended = pax === undefined ? [] : record(pax);
    return [...extended, header(name, '0', claims ?? bytes.length), padded(bytes)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function record(text: string): Buffer[] {
  const body = ` ${text}\n`;
  const length = body.length + String(body.length + 2).length;
  const bytes = Buffer.from(`${length}${body}`);
  return [header('pax', 'x', bytes.length), padded(bytes)];
}

const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);

function header(name: string, type: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100, 'latin1');
  block.write('0000644\0', 100, 'latin1');
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  block.write(' '.repeat(8), 148, 'latin1');
  block.write(type, 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
