/** Reads the content a job works on: one pinned version, whole; the caller has checked its size. */
export interface JobSource {
  fetch(source: { bucket: string; key: string; versionId: string }): Promise<Uint8Array>;
}
