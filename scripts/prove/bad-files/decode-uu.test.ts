import { describe, expect, it } from 'vitest';
import { decodeUu } from './decode-uu.ts';

describe('a uuencoded text', () => {
  it('gives its bytes, without what fills up the last group', () => {
    expect(decodeUu('begin 644 cat.txt\n#0V%T\n`\nend\n')?.toString()).toBe('Cat');
    expect(decodeUu("begin 644 wiki\n::'1T<#HO+W=W=RYW:6MI<&5D:6$N;W)G#0H`\n`\nend\n")?.toString()).toBe(
      'http://www.wikipedia.org\r\n',
    );
  });

  it('is recognised by its first line', () => {
    expect(decodeUu('0V%T\n')).toBeUndefined();
  });
});
