/** What a scanner says of a content. Nothing but `clean` may pass for clean. */
export type ScanVerdict =
  | { readonly verdict: 'clean' }
  | { readonly verdict: 'infected'; readonly signature: string }
  | { readonly verdict: 'unscannable'; readonly detail: string }
  | { readonly verdict: 'too_large'; readonly maxBytes: number };

/** One content on its way through a scanner, chunk by chunk. */
export interface Scan {
  /** Takes the next chunk; resolves when it may be given another. Rejects with ScannerUnavailableError. */
  feed(chunk: Uint8Array): Promise<void>;
  /** After the last chunk. Rejects with ScannerUnavailableError. */
  finish(): Promise<ScanVerdict>;
  /** Gives up, when the content could not be read to its end. Calling it after the end is fine. */
  abort(): void;
}

/** Looks for malware in contents, as they stream by. */
export interface Scanner {
  open(): Scan;
}

/** The scanner could not be asked: nothing is known of the content, and it should be looked at again. */
export class ScannerUnavailableError extends Error {
  override readonly name = 'ScannerUnavailable';
}
