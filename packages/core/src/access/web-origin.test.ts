import { describe, expect, it } from 'vitest';
import { isWebOrigin } from './web-origin.ts';

describe('a web origin', () => {
  it.each([
    'https://app.example.com',
    'https://app.example.com:8443',
    'https://xn--bcher-kva.example',
    'http://localhost',
    'http://localhost:5173',
  ])('may be %s', (text) => {
    expect(isWebOrigin(text)).toBe(true);
  });

  it.each([
    '*',
    'null',
    '',
    'app.example.com',
    'http://app.example.com',
    'https://*.example.com',
    'https://app.example.com/',
    'https://App.example.com',
    'https://app.example.com:443',
    'https://app.example.com:99999',
    'https://user@app.example.com',
    'http://localhost:80',
    'http://localhost.evil.test',
    'https://app.example.com, https://evil.test',
    'https://app.example.com\nx: y',
  ])('is not %j', (text) => {
    expect(isWebOrigin(text)).toBe(false);
  });
});
