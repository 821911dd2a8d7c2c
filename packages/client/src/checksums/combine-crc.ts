/** A part's checksum and how many bytes it is of. */
export type PartCrc = { readonly crc: bigint; readonly bytes: number };

const CRCS = {
  CRC32: { bits: 32, polynomial: 0xedb88320n },
  CRC64NVME: { bits: 64, polynomial: 0x9a6c9329ac4bc9b5n },
} as const;

/** What can be put together from parts, so that nothing is read twice. */
export type UploadChecksum = keyof typeof CRCS;

type Matrix = readonly bigint[];

const times = (matrix: Matrix, vector: bigint): bigint => {
  let sum = 0n;
  for (let at = 0, rest = vector; rest !== 0n; at += 1, rest >>= 1n) if (rest & 1n) sum ^= matrix[at] ?? 0n;
  return sum;
};
const square = (matrix: Matrix): Matrix => matrix.map((column) => times(matrix, column));

// What one zero bit behind the bytes makes of a checksum, in the bit order of these polynomials.
const oneZeroBit = ({ bits, polynomial }: { bits: number; polynomial: bigint }): Matrix =>
  Array.from({ length: bits }, (_, bit) => (bit === 0 ? polynomial : 1n << BigInt(bit - 1)));

/** The powers of "one zero byte more", doubled each time, made as far as they are needed. */
const doublings = Object.fromEntries(
  Object.entries(CRCS).map(([name, crc]) => [name, [square(square(square(oneZeroBit(crc))))]]),
);

const shiftBy = (algorithm: UploadChecksum, crc: bigint, zeroBytes: number): bigint => {
  const powers = doublings[algorithm] ?? [];
  let shifted = crc;
  for (let at = 0, rest = BigInt(zeroBytes); rest !== 0n; at += 1, rest >>= 1n) {
    const before = powers[at - 1];
    if (powers[at] === undefined && before !== undefined) powers[at] = square(before);
    if (rest & 1n) shifted = times(powers[at] ?? [], shifted);
  }
  return shifted;
};

/** The checksum of all bytes out of those of the parts, in order, without reading a byte again. */
export function combineCrc(algorithm: UploadChecksum, parts: readonly PartCrc[]): bigint {
  return parts.reduce((whole, { crc, bytes }) => shiftBy(algorithm, whole, bytes) ^ crc, 0n);
}

/** As S3 writes it: base64 of the big-endian bytes. */
export function writeCrc(algorithm: UploadChecksum, crc: bigint): string {
  const count = CRCS[algorithm].bits / 8;
  const bytes = Array.from({ length: count }, (_, at) => Number((crc >> BigInt((count - 1 - at) * 8)) & 255n));
  return btoa(String.fromCharCode(...bytes));
}
