/** Something that keeps somebody out, and what happens to the tests without it. */
export type Defence = {
  /** Against what, in a few words. */
  readonly against: string;
  readonly file: string;
  /** The one place where it is in the file, and what stands there once it is taken out. */
  readonly take: string;
  readonly leave: string;
  /** What fails without it. */
  readonly test: string;
};

const LAMBDA = 'packages/lambda/src';
const UPLOAD = 'packages/core/src/upload';
const ACCESS = 'packages/core/src/access';
const OBJECTS = 'packages/aws/src/objects';

export const DEFENCES: readonly Defence[] = [
  {
    against: 'a token of another issuer',
    file: `${LAMBDA}/identity/jwt-authenticator.ts`,
    take: '    issuer,\n    algorithms',
    leave: '    algorithms',
    test: `${LAMBDA}/identity/jwt-authenticator.test.ts`,
  },
  {
    against: 'a token without an end',
    file: `${LAMBDA}/identity/jwt-authenticator.ts`,
    take: "requiredClaims: ['exp', 'sub']",
    leave: "requiredClaims: ['sub']",
    test: `${LAMBDA}/identity/jwt-authenticator.test.ts`,
  },
  {
    against: 'a token for somebody else’s API',
    file: `${LAMBDA}/identity/jwt-authenticator.ts`,
    take: "if (!isForUs(payload, audience, clientIds)) return refuse('for another audience');",
    leave: '',
    test: `${LAMBDA}/identity/jwt-authenticator.test.ts`,
  },
  {
    against: 'an identity token in place of an access token',
    file: `${LAMBDA}/identity/jwt-authenticator.ts`,
    take: "if (!isAccessToken(payload, protectedHeader)) return refuse('not an access token');",
    leave: '',
    test: `${LAMBDA}/identity/jwt-authenticator.test.ts`,
  },
  {
    against: 'a caller without the role',
    file: `${ACCESS}/authorize.ts`,
    take: 'inScope && hasRole(principal, auth.role)',
    leave: 'inScope',
    test: `${ACCESS}/authorize.test.ts`,
  },
  {
    against: 'a key without the scope',
    file: `${ACCESS}/authorize.ts`,
    take: 'inScope && hasRole(principal, auth.role)',
    leave: 'hasRole(principal, auth.role)',
    test: `${ACCESS}/authorize.test.ts`,
  },
  {
    against: 'a page’s token on other routes',
    file: `${ACCESS}/authorize.ts`,
    take: "return reaches(principal, reachOf(auth)) ? 'allowed' : { denied: 'token_scope' };",
    leave: "return 'allowed';",
    test: `${ACCESS}/authorize.test.ts`,
  },
  {
    against: 'who was removed from a tenant, with a token from before',
    file: `${LAMBDA}/identity/as-member.ts`,
    take: "if (row.status === 'removed') return refuse('removed from the tenant');",
    leave: '',
    test: `${LAMBDA}/identity/standing.test.ts`,
  },
  {
    against: 'an API key that was guessed',
    file: `${ACCESS}/judge-api-key.ts`,
    take: "if (!isSameHash(key.secretHash, hash) && !isOld) return 'wrong secret';",
    leave: '',
    test: `${ACCESS}/judge-api-key.test.ts`,
  },
  {
    against: 'an API key that was revoked or is over',
    file: `${ACCESS}/judge-api-key.ts`,
    take: "return status === 'active' ? 'good' :",
    leave: "return status ? 'good' :",
    test: `${ACCESS}/judge-api-key.test.ts`,
  },
  {
    against: 'an upload token somebody made up',
    file: `${UPLOAD}/seal-upload-token.ts`,
    take: 'if (!timingSafeEqual(Buffer.from(mac), Buffer.from(expected))) {',
    leave: 'if (!timingSafeEqual(Buffer.from(mac), Buffer.from(mac))) {',
    test: `${UPLOAD}/seal-upload-token.test.ts`,
  },
  {
    against: 'an upload token that was revoked',
    file: `${UPLOAD}/verify-upload-token.ts`,
    take: 'if (row === undefined || row.revoked) {',
    leave: 'if (row === undefined) {',
    test: `${UPLOAD}/upload-token.test.ts`,
  },
  {
    against: 'a page that asks for more than its token allows',
    file: `${UPLOAD}/assert-token-allows.ts`,
    take: '  assertSayable(request);\n',
    leave: '',
    test: `${UPLOAD}/upload-token.test.ts`,
  },
  {
    against: 'a larger file than a page’s token allows',
    file: `${UPLOAD}/assert-token-allows.ts`,
    take: 'if (request.sizeBytes > limits.maxBytes) {',
    leave: 'if (request.sizeBytes > Number.MAX_SAFE_INTEGER) {',
    test: `${UPLOAD}/upload-token.test.ts`,
  },
  {
    against: 'another member’s upload',
    file: `${UPLOAD}/find-upload.ts`,
    take: 'if (!found || !mayFind(caller, found.record)) {',
    leave: 'if (!found) {',
    test: `${UPLOAD}/parts-of-upload.test.ts`,
  },
  {
    against: 'a body without end',
    file: `${LAMBDA}/http/read-request.ts`,
    take: 'if (length > maxBytes) {',
    leave: 'if (length > maxBytes * 1000) {',
    test: `${LAMBDA}/http/api.requests.test.ts`,
  },
  {
    against: 'work for nobody: who is not known is refused before anything is read',
    file: `${LAMBDA}/http/api.ts`,
    take: '    .before(({ event }) => checkAccess(event, authenticate))\n    .before(({ event }) => checkRate(event))\n    .before(async ({ event }) => readRequest(event))',
    leave:
      '    .before(async ({ event }) => readRequest(event))\n    .before(({ event }) => checkAccess(event, authenticate))\n    .before(({ event }) => checkRate(event))',
    test: `${LAMBDA}/http/api.access.test.ts`,
  },
  {
    against: 'more calls than a caller may make',
    file: `${LAMBDA}/http/check-rate.ts`,
    take: 'if (!decision.allowed) throw refusalOf(decision);',
    leave: '',
    test: `${LAMBDA}/http/api.rates.test.ts`,
  },
  {
    against: 'writes that nobody counts',
    file: `${LAMBDA}/http/check-rate.ts`,
    take: "} else if (rateClass !== 'read') {",
    leave: '} else if (false) {',
    test: `${LAMBDA}/http/api.rates.test.ts`,
  },
  {
    against: 'a page of another origin',
    file: `${LAMBDA}/http/allow-origins.ts`,
    take: 'if (ours.has(origin)) return true;',
    leave: 'return true;',
    test: `${LAMBDA}/http/api.origins.test.ts`,
  },
  {
    against: 'a cursor of another tenant or list',
    file: 'packages/core/src/runtime/seal-cursor.ts',
    take: '!timingSafeEqual(bytes.subarray(0, MAC_BYTES), await mac(scope, position))',
    leave: '!timingSafeEqual(bytes.subarray(0, MAC_BYTES), bytes.subarray(0, MAC_BYTES))',
    test: 'packages/core/src/runtime/seal-cursor.test.ts',
  },
  {
    against: 'a secret in the log',
    file: `${LAMBDA}/http/proxy-event.ts`,
    take: "new Set(['authorization', 'cookie', 'x-api-key'])",
    leave: "new Set(['cookie'])",
    test: `${LAMBDA}/http/api.access.test.ts`,
  },
  {
    against: 'more bytes in a part than were signed',
    file: `${OBJECTS}/sign-parts.ts`,
    take: '      ContentLength: first.sizeBytes,\n',
    leave: '',
    test: `${OBJECTS}/sign-parts.test.ts`,
  },
  {
    against: 'a checksum that S3 does not enforce',
    file: `${OBJECTS}/sign-put.ts`,
    take: 'unhoistableHeaders: new Set(Object.keys(headers)),',
    leave: 'unhoistableHeaders: new Set(),',
    test: `tests/integration/aws-object-storage.test.ts`,
  },
  {
    against: 'a second PUT over a file that is there',
    file: `${OBJECTS}/sign-put.ts`,
    take: "...(!mayReplace && { IfNoneMatch: '*' }),",
    leave: '',
    test: `tests/integration/aws-object-storage.test.ts`,
  },
  {
    against: 'a signature that outlives the credentials behind it',
    file: `${OBJECTS}/signed-life.ts`,
    take: 'Math.min(expiresInSeconds, ofCredentials / 1000)',
    leave: 'expiresInSeconds',
    test: `${OBJECTS}/sign-parts.test.ts`,
  },
  {
    against: 'credentials for more than one key',
    file: `${OBJECTS}/upload-credentials.ts`,
    take: '/\x24{key}`, notAfter)',
    leave: '/*`, notAfter)',
    test: `${OBJECTS}/upload-credentials.test.ts`,
  },
  {
    against: 'parts that are not as they were declared',
    file: `${UPLOAD}/assemble-parts.ts`,
    take: '} else if (part.sizeBytes !== size) {',
    leave: '} else if (part.sizeBytes < 0) {',
    test: `${UPLOAD}/complete-upload.test.ts`,
  },
  {
    against: 'bytes put in place of those that were claimed',
    file: `${UPLOAD}/finish-upload.ts`,
    take: 'if (upload.versionId !== versionId) {',
    leave: 'if (upload.versionId === undefined) {',
    test: `${UPLOAD}/accept-object.test.ts`,
  },
  {
    against: 'bytes for an upload that was given up',
    file: `${UPLOAD}/decide-upload.ts`,
    take: "if (isClosed(upload)) return upload.status === 'expired' ? EXPIRED : CONFLICT;",
    leave: '',
    test: `${UPLOAD}/decide-upload.test.ts`,
  },
  {
    against: 'more than a tenant may store',
    file: `${UPLOAD}/in-memory-upload-quotas.ts`,
    take: 'if (now.storedBytes + sizeBytes > quotas.maxStoredBytes)',
    leave: 'if (now.storedBytes + sizeBytes < 0)',
    test: `${UPLOAD}/in-memory-upload-quotas.test.ts`,
  },
  {
    against: 'a callback to anybody',
    file: `${UPLOAD}/callback-allowed.ts`,
    take: 'if (origin === apiOrigin || callbackOrigins.includes(origin)) return;',
    leave: 'if (origin !== "") return;',
    test: `${UPLOAD}/create-upload.test.ts`,
  },
  {
    against: 'the same key for another body',
    file: `${UPLOAD}/claim-id.ts`,
    take: 'if (claim.fingerprint !== fingerprint) {',
    leave: "if (claim.fingerprint === '') {",
    test: `${UPLOAD}/create-upload.test.ts`,
  },
  {
    against: 'learning from a hash what one may not read',
    file: `${UPLOAD}/create-upload.ts`,
    take: 'if (!readsFiles || dedupe === undefined || knownContents === undefined) {',
    leave: 'if (dedupe === undefined || knownContents === undefined) {',
    test: `${UPLOAD}/known-content.test.ts`,
  },
  {
    against: 'a larger object than was declared',
    file: 'packages/core/src/inspect/judge-file.ts',
    take: 'if (sizeBytes !== undefined && facts.sizeBytes > sizeBytes) {',
    leave: 'if (sizeBytes !== undefined && facts.sizeBytes < 0) {',
    test: 'packages/core/src/inspect/judge-file.test.ts',
  },
  {
    against: 'a file that pretends to be another kind',
    file: 'packages/core/src/inspect/judge-file.ts',
    take: "if (compareTypes(declared, facts) === 'pretends') {",
    leave: 'if (compareTypes(declared, facts) === undefined) {',
    test: 'packages/core/src/inspect/judge-file.test.ts',
  },
  {
    against: 'a file name that ends the header it is in',
    file: `${OBJECTS}/content-disposition.ts`,
    take: ".replace(/[\"%]/g, '_')",
    leave: '',
    test: `${OBJECTS}/content-disposition.test.ts`,
  },
];
