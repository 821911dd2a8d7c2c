/** The bytes of a uuencoded text (as libarchive keeps its samples), or `undefined` when it is none. */
export function decodeUu(text: string): Buffer | undefined {
  const begin = /^begin [0-7]{3,4} .*\n/m.exec(text);
  if (begin === null) return undefined;
  const pieces: Buffer[] = [];
  for (const line of text.slice(begin.index + begin[0].length).split('\n')) {
    const length = (line.charCodeAt(0) - 32) & 63;
    if (line === 'end' || line === '' || length === 0) break;
    pieces.push(decodeLine(line).subarray(0, length));
  }
  return Buffer.concat(pieces);
}

/** Four characters of six bits each make three bytes. */
function decodeLine(line: string): Buffer {
  const bytes = Buffer.alloc(Math.ceil((line.length - 1) / 4) * 3);
  const bitsAt = (at: number) => (at < line.length ? (line.charCodeAt(at) - 32) & 63 : 0);
  for (let at = 1, to = 0; at < line.length; at += 4, to += 3) {
    const bits = (bitsAt(at) << 18) | (bitsAt(at + 1) << 12) | (bitsAt(at + 2) << 6) | bitsAt(at + 3);
    bytes.writeUIntBE(bits, to, 3);
  }
  return bytes;
}
