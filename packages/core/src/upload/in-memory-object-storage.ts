import { type ChecksumAlgorithm, fillPart } from '@sluice/contracts';
import type { Clock } from '../runtime/index.ts';
import { computeChecksum } from './compute-checksum.ts';
import type { ObjectStorage, PartsToSign, SignedRequest, StoredObject, StoredPart } from './object-storage.ts';

type Checksum = { readonly algorithm: ChecksumAlgorithm; readonly value?: string | undefined };
type Multipart = { readonly key: string; readonly parts: Map<number, StoredPart> };
type Grant = { readonly key: string; readonly sizeBytes: number; readonly request: SignedRequest } & (
  | { readonly kind: 'object'; readonly mayReplace: boolean }
  | { readonly kind: 'part'; readonly multipartId: string; readonly n: number }
) & { readonly checksum?: Checksum | undefined };

export type InMemoryObjectStorage = ObjectStorage & {
  /** What S3 would answer to this request with this body: 200, 400, 403, 404 or 412. */
  send(request: Pick<SignedRequest, 'url' | 'headers'>, body: Uint8Array): number;
  /** Multipart uploads that were neither completed nor aborted. */
  openMultiparts(): readonly string[];
  /** Every version of every object that is stored. */
  objects(): readonly (StoredObject & { key: string })[];
};

/** S3's own. */
const PARTS_PER_PAGE = 1000;

/** The port in memory: a versioned bucket, and the server behind its signed URLs. */
export function inMemoryObjectStorage({
  clock,
  bucket = 'content',
}: {
  clock: Clock;
  bucket?: string;
}): InMemoryObjectStorage {
  const objects = new Map<string, StoredObject[]>();
  const multiparts = new Map<string, Multipart>();
  const grants = new Map<string, Grant>();
  let count = 0;
  const next = (what: string) => {
    count += 1;
    return `${what}-${count}`;
  };

  const store = (key: string, sizeBytes: number): string => {
    const versionId = next('version');
    objects.set(key, [...(objects.get(key) ?? []), { versionId, sizeBytes }]);
    return versionId;
  };
  const latest = (key: string) => objects.get(key)?.at(-1);
  const multipartOf = (key: string, multipartId: string) => {
    const multipart = multiparts.get(multipartId);
    return multipart?.key === key ? multipart : undefined;
  };

  type Unsigned = Grant extends infer G ? (G extends Grant ? Omit<G, 'request'> : never) : never;
  const endOf = (expiresInSeconds: number) => new Date(clock() + expiresInSeconds * 1000).toISOString();
  const sign = (grant: Unsigned, headers: Record<string, string>, expiresInSeconds: number): SignedRequest => {
    const url = `memory://${bucket}/${grant.key}?signature=${next('signature')}`;
    const request = { url, headers, expiresAt: endOf(expiresInSeconds) };
    grants.set(url, { ...grant, request });
    return request;
  };

  const signTemplate = ({ key, multipartId, parts, algorithm, expiresInSeconds }: PartsToSign) => {
    const template: SignedRequest = {
      url: `memory://${bucket}/${key}?signature={signature}&part={n}`,
      headers: algorithm === undefined ? {} : headerOf({ algorithm, value: '{checksum}' }),
      expiresAt: endOf(expiresInSeconds),
    };
    const requests = parts.map(({ n, sizeBytes, checksum: value }) => {
      const signature = next('signature');
      const request = { ...fillPart(template, { n, signature, checksum: value }), expiresAt: template.expiresAt };
      const checksum = algorithm === undefined ? undefined : { algorithm, value };
      grants.set(request.url, { kind: 'part', key, multipartId, n, sizeBytes, checksum, request });
      return { request, signature };
    });
    return { template, requests };
  };

  const putPart = (
    { key, multipartId, n, checksum }: { key: string; multipartId: string; n: number; checksum?: Checksum | undefined },
    body: Uint8Array,
  ): number => {
    const multipart = multipartOf(key, multipartId);
    if (multipart && !matches(checksum, body)) {
      return 400;
    }
    multipart?.parts.set(n, { n, sizeBytes: body.byteLength, etag: `"${next('etag')}"` });
    return multipart ? 200 : 404;
  };

  const putObject = (key: string, checksum: Checksum | undefined, body: Uint8Array, mayReplace: boolean): number => {
    if (latest(key) && !mayReplace) {
      return 412;
    }
    if (!matches(checksum, body)) {
      return 400;
    }
    store(key, body.byteLength);
    return 200;
  };

  return {
    async createMultipart(key) {
      const id = next('multipart');
      multiparts.set(id, { key, parts: new Map() });
      return id;
    },
    async signPut({ key, sizeBytes, checksum, expiresInSeconds, mayReplace = false }) {
      const headers = {
        ...(!mayReplace && { 'if-none-match': '*' }),
        ...(checksum && headerOf(checksum)),
      };
      return sign({ kind: 'object', key, sizeBytes, checksum, mayReplace }, headers, expiresInSeconds);
    },
    async put({ key, bytes, checksum }) {
      const status = putObject(key, checksum, bytes, false);
      if (status === 400) {
        throw new RangeError(`the bytes do not have the ${checksum.algorithm} ${checksum.value}`);
      }
    },
    async signParts(request) {
      return signTemplate(request).requests.map((signed) => signed.request);
    },
    async signPartTemplate(request) {
      const { template, requests } = signTemplate(request);
      return { template, signatures: requests.map(({ signature }) => signature) };
    },
    async listParts({ key, multipartId, after }) {
      const multipart = multipartOf(key, multipartId);
      if (!multipart) {
        return 'gone';
      }
      const all = [...multipart.parts.values()].filter(({ n }) => n > Number(after ?? 0)).sort((a, b) => a.n - b.n);
      const items = all.slice(0, PARTS_PER_PAGE);
      return all.length > items.length ? { items, next: String(items.at(-1)?.n) } : { items };
    },
    async completeMultipart({ key, multipartId, parts, sizeBytes }) {
      const multipart = multipartOf(key, multipartId);
      if (!multipart) {
        return { outcome: 'gone' };
      }
      if (latest(key)) {
        return { outcome: 'exists' };
      }
      const stored = parts.reduce((sum, { n }) => sum + (multipart.parts.get(n)?.sizeBytes ?? 0), 0);
      if (stored !== sizeBytes) {
        throw new RangeError(`the parts have ${stored} bytes, not ${sizeBytes}`);
      }
      multiparts.delete(multipartId);
      return { outcome: 'completed', versionId: store(key, sizeBytes) };
    },
    async abortMultipart({ multipartId }) {
      multiparts.delete(multipartId);
    },
    async head(key) {
      return latest(key);
    },
    async remove({ key, versionId }) {
      objects.set(
        key,
        (objects.get(key) ?? []).filter((version) => version.versionId !== versionId),
      );
    },
    urlOf: (key) => `s3://${bucket}/${key}`,
    send({ url, headers }, body) {
      const grant = grants.get(url);
      if (
        grant === undefined ||
        JSON.stringify(grant.request.headers) !== JSON.stringify(headers) ||
        grant.sizeBytes !== body.byteLength ||
        Date.parse(grant.request.expiresAt) <= clock()
      ) {
        return 403;
      }
      return grant.kind === 'part'
        ? putPart(grant, body)
        : putObject(grant.key, grant.checksum, body, grant.mayReplace);
    },
    openMultiparts: () => [...multiparts.keys()],
    objects: () => [...objects].flatMap(([key, versions]) => versions.map((version) => ({ key, ...version }))),
  };
}

function matches(checksum: Checksum | undefined, body: Uint8Array): boolean {
  return checksum?.value === undefined || computeChecksum(checksum.algorithm, body) === checksum.value;
}

function headerOf({ algorithm, value }: Checksum): Record<string, string> {
  return value === undefined ? {} : { [`x-amz-checksum-${algorithm.toLowerCase()}`]: value };
}
