/** Keys of a client's own S3 tools, good for one key of the bucket. Secret: never logged, never stored. */
export type IssuedCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: string;
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  /** Where the bucket is, when that is not AWS. */
  readonly endpoint?: string;
};

/** Hands out credentials that may put one object, in one request or in parts, and can read nothing. */
export interface UploadCredentials {
  /**
   * @param sessionName what the uses of these credentials are known by in audits
   * @param notAfter RFC 3339, when the upload ends: they are good for an hour, and not beyond it
   */
  issue(request: { key: string; sessionName: string; notAfter: string }): Promise<IssuedCredentials>;
}
