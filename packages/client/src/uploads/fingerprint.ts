import type { UploadSource } from './upload-source.ts';

const ENDS_BYTES = 64 * 1024;

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Knows a file again: SHA-256, in hex, of its name, size, time of the last change, and its first and last 64 KiB. Cheap
 * for a file of any size, so a change in the middle that keeps all of these is not seen here.
 */
export async function fingerprintOf(source: UploadSource): Promise<string> {
  const { name, size, lastModified } = source;
  const bytesOf = async (start: number, end: number) => new Blob([await source.read(start, end)]).arrayBuffer();
  const identity = new TextEncoder().encode(JSON.stringify([name, size, lastModified ?? null]));
  const ends = [await bytesOf(0, Math.min(size, ENDS_BYTES)), await bytesOf(Math.max(0, size - ENDS_BYTES), size)];
  return hex(await crypto.subtle.digest('SHA-256', await new Blob([identity, ...ends]).arrayBuffer()));
}
