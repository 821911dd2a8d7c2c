import { connect, type Socket } from 'node:net';
import { type Scan, type Scanner, ScannerUnavailableError, type ScanVerdict } from '@sluice/core/inspect';

export type ClamdConfig = {
  readonly host: string;
  readonly port: number;
  /** What it takes of one content: its `StreamMaxLength`. */
  readonly maxBytes: number;
  /** How long it may be silent. @default 30 seconds */
  readonly timeoutMs?: number;
};

/** More than one daemon answers; nothing it says is longer. */
const MAX_REPLY = 4096;

/**
 * ClamAV's daemon over TCP, by its command INSTREAM (clamd(8)): chunks with their length before them, none of length 0 but the
 * last. One connection for each content. Its answers decide; when there is none, nothing does.
 */
export function createClamdScanner(config: ClamdConfig): Scanner {
  return { open: () => new ClamdScan(config) };
}

class ClamdScan implements Scan {
  readonly #config: ClamdConfig;
  readonly #socket: Socket;
  readonly #reply: Promise<string>;
  #sent = 0;
  #tooLarge = false;
  #answered = false;

  constructor(config: ClamdConfig) {
    this.#config = config;
    const { host, port, timeoutMs = 30_000 } = config;
    this.#socket = connect({ host, port });
    this.#socket.setTimeout(timeoutMs, () => this.#socket.destroy(new Error(`it was silent for ${timeoutMs} ms`)));
    this.#reply = readReply(this.#socket);
    // Whoever waits for the answer hears of it; until then nobody does.
    this.#reply.then(
      () => {
        this.#answered = true;
      },
      () => {},
    );
    this.#socket.write('zINSTREAM\0');
  }

  async feed(chunk: Uint8Array): Promise<void> {
    if (this.#tooLarge || this.#answered || chunk.byteLength === 0) return;
    this.#sent += chunk.byteLength;
    if (this.#sent > this.#config.maxBytes) {
      this.#tooLarge = true;
      this.#socket.destroy();
      return;
    }
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.byteLength);
    this.#socket.write(length);
    if (this.#socket.write(chunk)) return;
    const drained = new Promise<void>((resolve) => this.#socket.once('drain', resolve));
    // It may answer before it has everything, and then reads no further.
    await Promise.race([drained, this.#orUnavailable(this.#reply)]);
  }

  async finish(): Promise<ScanVerdict> {
    const tooLarge = { verdict: 'too_large', maxBytes: this.#config.maxBytes } as const;
    if (this.#tooLarge) return tooLarge;
    if (!this.#answered) this.#socket.write(Buffer.alloc(4));
    const reply = await this.#orUnavailable(this.#reply);
    this.#socket.destroy();
    const found = /^stream: (.+) FOUND$/.exec(reply)?.[1];
    if (found !== undefined) return { verdict: 'infected', signature: found };
    if (reply === 'stream: OK') return { verdict: 'clean' };
    if (/size limit exceeded/i.test(reply)) return tooLarge;
    return { verdict: 'unscannable', detail: `the scanner said ${JSON.stringify(reply.slice(0, 200))}` };
  }

  abort(): void {
    this.#socket.destroy();
  }

  async #orUnavailable<T>(waited: Promise<T>): Promise<T> {
    try {
      return await waited;
    } catch (error) {
      const { host, port } = this.#config;
      const reason = error instanceof Error ? error.message : String(error);
      throw new ScannerUnavailableError(`clamd at ${host}:${port} did not answer: ${reason}`, { cause: error });
    }
  }
}

/** What stands before the zero byte. Rejects when the connection ends before. */
function readReply(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\0');
      if (end >= 0) resolve(text.slice(0, end).trim());
      else if (text.length > MAX_REPLY) reject(new Error('its answer has no end'));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the connection was closed')));
  });
}
