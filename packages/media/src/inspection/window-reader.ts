import { RandomAccessReader } from 'yauzl';
import type { ContentWindow } from './content-window.ts';

const END_RECORD = Buffer.from('PK\x05\x06', 'latin1');
const END_RECORD_BYTES = 22;

/**
 * Where a ZIP ends. Unpackers accept bytes after the archive, so one must not hide a bomb from the count by adding some.
 */
export function endOfArchive({ tail, sizeBytes }: ContentWindow): number {
  const at = tail.lastIndexOf(END_RECORD);
  if (at < 0 || at + END_RECORD_BYTES > tail.length) return sizeBytes;
  const end = at + END_RECORD_BYTES + tail.readUInt16LE(at + 20);
  return end > tail.length ? sizeBytes : sizeBytes - tail.length + end;
}

/** Reads a ZIP through a window; `failure` is what the source refused, which is not the archive's fault. */
export class WindowReader extends RandomAccessReader {
  readonly window: ContentWindow;
  failure: unknown;

  constructor(window: ContentWindow) {
    super();
    this.window = window;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.window.read(position, length).then(
      (bytes) => callback(null, bytes.copy(buffer, offset)),
      (error: unknown) => {
        this.failure = error;
        callback(error instanceof Error ? error : new Error('content could not be read', { cause: error }));
      },
    );
  }
}
