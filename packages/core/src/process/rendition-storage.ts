export type RenditionObject = { readonly bucket: string; readonly key: string };

/** Where what we make of files lies. Fixed keys: writing twice leaves one object. */
export interface RenditionStorage {
  /** What comes as a stream is never held whole; when it breaks off, nothing is stored. */
  put(object: RenditionObject, bytes: Uint8Array | AsyncIterable<Uint8Array>, mimeType: string): Promise<void>;
  /** The bytes of one object; undefined when there is none. */
  get(object: RenditionObject): Promise<Uint8Array | undefined>;
  /** Removes everything below the prefix; an empty prefix is fine. */
  removeAll(location: { bucket: string; prefix: string }): Promise<void>;
}
