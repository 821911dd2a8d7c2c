import { describe, expect, it } from 'vitest';
import { fillPart } from './fill-part.ts';

describe('a part out of a template', () => {
  const template = {
    url: 'https://content.example/t/acme/1?X-Amz-Signature={signature}&partNumber={n}&uploadId=m',
    headers: { 'x-amz-checksum-crc32': '{checksum}', 'x-other': 'as it is' },
  };

  it('is the template with its number, signature and checksum', () => {
    expect(fillPart(template, { n: 12, signature: 'abc', checksum: 'DUoRhQ==' })).toEqual({
      url: 'https://content.example/t/acme/1?X-Amz-Signature=abc&partNumber=12&uploadId=m',
      headers: { 'x-amz-checksum-crc32': 'DUoRhQ==', 'x-other': 'as it is' },
    });
  });

  it('is the template itself where nothing is left open', () => {
    const whole = { url: 'https://content.example/t/acme/1?X-Amz-Signature=abc', headers: { 'if-none-match': '*' } };
    expect(fillPart(whole, { n: 1, signature: '' })).toEqual(whole);
  });
});
