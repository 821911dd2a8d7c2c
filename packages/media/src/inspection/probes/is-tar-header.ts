export const TAR_BLOCK_BYTES = 512;
const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;

/** Whether a block is a header of any tar (v7, ustar, pax, gnu): its checksum, with its own eight bytes as blanks, fits. */
export function isTarHeader(block: Buffer): boolean {
  if (block.length < TAR_BLOCK_BYTES) return false;
  const text = block
    .toString('latin1', CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES)
    .replaceAll('\0', ' ')
    .trim();
  if (!/^[0-7]{1,7}$/.test(text)) return false;
  let sum = CHECKSUM_BYTES * 0x20;
  for (let i = 0; i < TAR_BLOCK_BYTES; i++) {
    if (i < CHECKSUM_AT || i >= CHECKSUM_AT + CHECKSUM_BYTES) sum += block[i] ?? 0;
  }
  return sum === Number.parseInt(text, 8);
}
