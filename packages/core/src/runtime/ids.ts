import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';

export type Ids = () => string;

/** UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits, so that ids sort by time. */
export function randomIds(clock: Clock): Ids {
  return () => {
    const time = clock().toString(16).padStart(12, '0');
    // The random bits of a version 4 UUID, which Node draws from a pool: a tenth of asking the system each time.
    return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
  };
}

/** Ids for tests: valid UUIDv7 that count up. */
export function sequentialIds(clock: Clock): Ids {
  let count = 0;
  return () => {
    const tail = Buffer.alloc(10);
    count += 1;
    tail.writeUInt32BE(count, 6);
    return format(clock(), tail);
  };
}

/**
 * A UUIDv7 that is the same for the same inputs: the time of `origin`, the rest from a hash of the label.
 * A step that runs twice must name what it makes alike both times.
 */
export function deriveId(origin: string, label: string): string {
  const digest = createHash('sha256').update(`${origin}\n${label}`).digest();
  return format(timeOf(origin), digest.subarray(0, 10));
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isUuidV7(value: string): boolean {
  return UUID_V7.test(value);
}

function timeOf(uuid: string): number {
  return Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16);
}

function format(milliseconds: number, tail: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(milliseconds, 0, 6);
  bytes.set(tail, 6);
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
