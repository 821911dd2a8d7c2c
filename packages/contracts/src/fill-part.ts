/** What a template and its parts share; the wire and the storage write the rest of it their own way. */
export type PartTemplate = { readonly url: string; readonly headers: Readonly<Record<string, string>> };
export type PartSignature = { readonly n: number; readonly signature: string; readonly checksum?: string | undefined };

/**
 * The request of one part out of the template it shares with others: `{n}`, `{signature}` and, in headers, `{checksum}`
 * are filled in. No signed URL holds a brace of its own: they are written in percent.
 */
export function fillPart({ url, headers }: PartTemplate, { n, signature, checksum = '' }: PartSignature): PartTemplate {
  return {
    url: url.replace('{signature}', signature).replace('{n}', String(n)),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('{checksum}', checksum)]),
    ),
  };
}
