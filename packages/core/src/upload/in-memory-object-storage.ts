import { type ChecksumAlgorithm, fillPart } from '@sluice/contracts';
import type { Clock } from '../runtime/index.ts';
import { computeChecksum } from './compute-checksum.ts';
import type {
  Checksum,
  ObjectStorage,
  PartsToSign,
  SignedForm,
  SignedRequest,
  StoredObject,
  StoredPart,
} from './object-storage.ts';

type Sum = { readonly algorithm: ChecksumAlgorithm; readonly value?: string | undefined };
type Multipart = {
  readonly key: string;
  readonly algorithm: ChecksumAlgorithm | undefined;
  readonly parts: Map<number, StoredPart & { readonly body: Uint8Array }>;
};
type Form = {
  readonly form: SignedForm;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly checksum?: Sum | undefined;
};
type Grant = { readonly key: string; readonly sizeBytes: number | undefined; readonly request: SignedRequest } & (
  | { readonly kind: 'object'; readonly mayReplace: boolean }
  | { readonly kind: 'part'; readonly multipartId: string; readonly n: number }
) & { readonly checksum?: Sum | undefined };

export type InMemoryObjectStorage = ObjectStorage & {
  /** What S3 would answer to this request with this body: 200, 400, 403, 404 or 412. */
  send(request: Pick<SignedRequest, 'url' | 'headers'>, body: Uint8Array): number;
  /** The same of a posted form: 201, 400 or 403. */
  sendForm(form: Pick<SignedForm, 'url' | 'fields'>, body: Uint8Array): number;
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
  const forms = new Map<string, Form>();
  let count = 0;
  const next = (what: string) => {
    count += 1;
    return `${what}-${count}`;
  };

  const store = (key: string, sizeBytes: number, checksum?: Checksum): string => {
    const versionId = next('version');
    objects.set(key, [...(objects.get(key) ?? []), { versionId, sizeBytes, ...(checksum && { checksum }) }]);
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
    { key, multipartId, n, checksum }: { key: string; multipartId: string; n: number; checksum?: Sum | undefined },
    body: Uint8Array,
  ): number => {
    const multipart = multipartOf(key, multipartId);
    if (!multipart) {
      return 404;
    }
    if (multipart.algorithm !== checksum?.algorithm || !matches(checksum, body)) {
      return 400;
    }
    const value = checksum?.value;
    const etag = `"${next('etag')}"`;
    multipart.parts.set(n, {
      n,
      sizeBytes: body.byteLength,
      etag,
      ...(value !== undefined && { checksum: value }),
      body,
    });
    return 200;
  };

  const putObject = (key: string, checksum: Sum | undefined, body: Uint8Array, mayReplace: boolean): number => {
    if (latest(key) && !mayReplace) {
      return 412;
    }
    if (!matches(checksum, body)) {
      return 400;
    }
    const { algorithm, value } = checksum ?? {};
    store(key, body.byteLength, algorithm && value !== undefined ? { algorithm, value } : undefined);
    return 200;
  };

  return {
    async createMultipart(key, algorithm) {
      const id = next('multipart');
      multiparts.set(id, { key, algorithm, parts: new Map() });
      return id;
    },
    async signPut({ key, sizeBytes, checksum, expiresInSeconds, mayReplace = false }) {
      const headers = {
        ...(!mayReplace && { 'if-none-match': '*' }),
        ...(checksum && headerOf(checksum)),
      };
      return sign({ kind: 'object', key, sizeBytes, checksum, mayReplace }, headers, expiresInSeconds);
    },
    async signPuts({ objects: puts, expiresInSeconds }) {
      return puts.map(({ key, sizeBytes, checksum }) => {
        const headers = { 'if-none-match': '*', ...(checksum && headerOf(checksum)) };
        return sign({ kind: 'object', key, sizeBytes, checksum, mayReplace: false }, headers, expiresInSeconds);
      });
    },
    async signPost({ key, minBytes, maxBytes, checksum, expiresInSeconds }) {
      const signature = next('signature');
      const fields = { key, ...(checksum && headerOf(checksum)), 'x-amz-signature': signature };
      const form = { url: `memory://${bucket}`, fields, expiresAt: endOf(expiresInSeconds) };
      forms.set(signature, { form, minBytes, maxBytes, checksum });
      return form;
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
      const items = all.slice(0, PARTS_PER_PAGE).map(({ body, ...part }) => part);
      return all.length > items.length ? { items, next: String(items.at(-1)?.n) } : { items };
    },
    async completeMultipart({ key, multipartId, parts, sizeBytes, checksum: declared }) {
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
      const checksum = wholeChecksum(
        multipart.algorithm,
        parts.flatMap(({ n }) => multipart.parts.get(n) ?? []),
      );
      if (declared?.value !== undefined && declared.value !== checksum?.value) {
        return { outcome: 'mismatch' };
      }
      multiparts.delete(multipartId);
      return { outcome: 'completed', versionId: store(key, sizeBytes, checksum), ...(checksum && { checksum }) };
    },
    async abortMultipart({ multipartId }) {
      multiparts.delete(multipartId);
    },
    async listMultiparts(key) {
      return [...multiparts].flatMap(([id, begun]) => (begun.key === key ? [id] : []));
    },
    async head(key, versionId) {
      return versionId === undefined ? latest(key) : objects.get(key)?.find((one) => one.versionId === versionId);
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
        (grant.sizeBytes !== undefined && grant.sizeBytes !== body.byteLength) ||
        Date.parse(grant.request.expiresAt) <= clock()
      ) {
        return 403;
      }
      return grant.kind === 'part'
        ? putPart(grant, body)
        : putObject(grant.key, grant.checksum, body, grant.mayReplace);
    },
    sendForm({ fields }, body) {
      const signed = forms.get(fields['x-amz-signature'] ?? '');
      if (
        signed === undefined ||
        JSON.stringify(signed.form.fields) !== JSON.stringify(fields) ||
        Date.parse(signed.form.expiresAt) <= clock()
      ) {
        return 403;
      }
      const fits = body.byteLength >= signed.minBytes && body.byteLength <= signed.maxBytes;
      return fits && putObject(signed.form.fields.key ?? '', signed.checksum, body, true) === 200 ? 201 : 400;
    },
    openMultiparts: () => [...multiparts.keys()],
    objects: () => [...objects].flatMap(([key, versions]) => versions.map((version) => ({ key, ...version }))),
  };
}

/** Of all bytes with a CRC, of the parts' digests with a SHA, as S3 does it. */
function wholeChecksum(
  algorithm: ChecksumAlgorithm | undefined,
  parts: readonly { readonly body: Uint8Array; readonly checksum?: string }[],
): Checksum | undefined {
  if (algorithm === undefined) {
    return undefined;
  }
  if (algorithm.startsWith('CRC')) {
    return { algorithm, value: computeChecksum(algorithm, Buffer.concat(parts.map(({ body }) => body))) };
  }
  const digests = Buffer.concat(parts.map(({ checksum = '' }) => Buffer.from(checksum, 'base64')));
  return { algorithm, value: `${computeChecksum(algorithm, digests)}-${parts.length}` };
}

function matches(checksum: Sum | undefined, body: Uint8Array): boolean {
  return checksum?.value === undefined || computeChecksum(checksum.algorithm, body) === checksum.value;
}

function headerOf({ algorithm, value }: Sum): Record<string, string> {
  return value === undefined ? {} : { [`x-amz-checksum-${algorithm.toLowerCase()}`]: value };
}
