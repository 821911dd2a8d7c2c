import { describe, expect, it } from 'vitest';
import { type EmulatorSettings, emulatorEnvironment } from './emulator-environment.ts';

const settings: EmulatorSettings = {
  port: 4566,
  home: '/project/.sluice/home',
  temporary: '/project/.sluice/tmp/4566',
  state: '/project/.sluice/state',
  persist: false,
  nodePath: '/project/node_modules/node/bin/node',
  python: { python: '/project/.sluice/emulator/venv/bin/python' },
  hostPath: '/usr/bin:/bin',
};

describe('emulatorEnvironment', () => {
  it('puts the Node of the project before the one of the host', () => {
    expect(emulatorEnvironment(settings).PATH).toBe('/project/node_modules/node/bin:/usr/bin:/bin');
  });

  it('listens on the loopback address only and opens no further ports', () => {
    expect(emulatorEnvironment(settings)).toMatchObject({
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      SFTP_ENABLED: '0',
      IOT_MTLS_ENABLED: '0',
    });
  });

  it('never limits the concurrency of the account, which would lose work', () => {
    expect(emulatorEnvironment(settings).LAMBDA_ACCOUNT_CONCURRENCY).toBe('0');
  });

  it('keeps state only when it is told to', () => {
    expect(emulatorEnvironment(settings)).not.toHaveProperty('PERSIST_STATE');
    expect(emulatorEnvironment({ ...settings, persist: true })).toMatchObject({ PERSIST_STATE: '1', S3_PERSIST: '1' });
  });

  it('finds packages that were installed into a folder', () => {
    const python = { python: '/usr/bin/python3', pythonPath: '/project/.sluice/emulator/packages' };
    expect(emulatorEnvironment({ ...settings, python }).PYTHONPATH).toBe('/project/.sluice/emulator/packages');
  });
});
