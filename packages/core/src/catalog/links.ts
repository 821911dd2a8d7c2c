export type Link = { readonly url: string; readonly expiresAt: string };

/** Short-lived URLs that let anyone who holds them read one object, under the file name given. */
export interface Links {
  sign(object: {
    storageUrl: string;
    versionId?: string | undefined;
    filename: string;
    mimeType: string;
    expiresInSeconds: number;
  }): Promise<Link>;
}
