/** Read access to one pinned version of one content. Every read may reject with an infrastructure error. */
export interface ContentSource {
  readonly sizeBytes: number;
  /** The whole content once, in order, in chunks of any size. */
  stream(): AsyncIterable<Uint8Array>;
  /** `length` bytes from `start`; fewer only at the end of the content. */
  read(start: number, length: number): Promise<Uint8Array>;
}
