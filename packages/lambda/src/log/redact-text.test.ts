import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactText } from './redact-text.ts';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl';
const secrets: readonly [string, string, string][] = [
  ['a token', `jwt ${JWT} is bad`, 'jwt [redacted] is bad'],
  ['an Authorization header', 'authorization: Bearer abc.def', 'authorization: Bearer [redacted]'],
  ['a password', 'Basic YWRhOnB3', 'Basic [redacted]'],
  [
    'the query of a signed URL',
    'PUT https://b.s3.amazonaws.com/t/acme/1?X-Amz-Signature=ab12&x=1 failed',
    'PUT https://b.s3.amazonaws.com/t/acme/1?[redacted] failed',
  ],
  ['a signature by itself', 'X-Amz-Signature=ab12&a=1', 'X-Amz-Signature=[redacted]&a=1'],
  ['a session token', 'x-amz-security-token=FwoG/+=x', 'x-amz-security-token=[redacted]'],
  ['an access key', 'key ASIAIOSFODNN7EXAMPLE', 'key [redacted]'],
  ['a task token', `token AQC${'x/Y+9'.repeat(20)}== is stale`, 'token [redacted] is stale'],
];

describe('text for the log', () => {
  it.each(secrets)('loses %s', (_, text, clean) => {
    expect(redactText(text)).toBe(clean);
  });

  it('keeps what is none', () => {
    const text = 'file 0199c7a0-61f2-7a66-b3d1-7e2f5c8a9b04 does not exist at https://docs.test/errors#not_found';

    expect(redactText(text)).toBe(text);
  });

  it('is the same when cleaned twice, and never longer than a few marks more', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...secrets.map(([, text]) => text)), fc.string(), (a, secret, b) => {
        const clean = redactText(`${a} ${secret} ${b}`);
        expect(redactText(clean)).toBe(clean);
      }),
    );
  });
});
