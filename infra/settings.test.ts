import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const valid = { target: 'aws', env: 'prod', issuerUrl: 'https://issuer.example.com' };
const read = (context: Record<string, unknown>) => readSettings((key) => context[key]);

describe('the settings of a deployment', () => {
  it('are aws and dev unless something else is said', () => {
    const { env, target, allowedOrigins } = read({ issuerUrl: valid.issuerUrl });
    expect([target.name, env, allowedOrigins]).toEqual(['aws', 'dev', 'http://localhost:5173']);
  });

  it('take every value from the context', () => {
    const settings = read({ ...valid, target: 'embedded', allowedOrigins: 'https://a.example' });
    expect(settings).toMatchObject({ env: 'prod', issuerUrl: valid.issuerUrl, allowedOrigins: 'https://a.example' });
    expect(settings.target.name).toBe('embedded');
  });

  it('refuse an issuer in the clear on AWS, because whoever is on the way could sign tokens', () => {
    expect(() => read({ ...valid, issuerUrl: 'http://issuer.example.com' })).toThrow(/"http:\/\/issuer.*use an https/);
  });

  it.each(['localstack', 'embedded'])('accept an issuer in the clear on %s', (target) => {
    expect(read({ ...valid, target, issuerUrl: 'http://127.0.0.1:4570' }).issuerUrl).toBe('http://127.0.0.1:4570');
  });

  it.each(['aws', 'embedded'])('refuse an issuer that is no web address on %s', (target) => {
    expect(() => read({ ...valid, target, issuerUrl: 'file:///etc/keys' })).toThrow(/https/);
  });

  it('refuse to go without an issuer', () => {
    expect(() => read({ ...valid, issuerUrl: undefined })).toThrow(/-c issuerUrl=/);
  });

  it('refuse a target nobody knows', () => {
    expect(() => read({ ...valid, target: 'azure' })).toThrow(/"azure".*aws, localstack, embedded/);
  });

  it.each(['', 'Prod', '1st', 'a-b', 'averylongname1'])(
    'refuse the env "%s" where it cannot be part of a name',
    (env) => {
      if (env === '') expect(read({ ...valid, env }).env).toBe('dev');
      else expect(() => read({ ...valid, env })).toThrow(/does not fit into physical names/);
    },
  );
});
