import { delimiter, dirname, join } from 'node:path';
import type { PythonEnvironment } from './python-environment.ts';

/** What every function of the local cloud runs with: the account and region the emulator knows. */
export const LOCAL_ACCOUNT = '000000000000';
export const LOCAL_REGION = 'us-east-1';

export type EmulatorSettings = {
  readonly port: number;
  /** An empty folder: the AWS SDK reads ~/.aws, and must not find the developer's. */
  readonly home: string;
  /** Where functions are unpacked. */
  readonly temporary: string;
  /** What is kept between starts, when `persist`. */
  readonly state: string;
  readonly persist: boolean;
  readonly nodePath: string;
  readonly python: PythonEnvironment;
  /** PATH of the host: functions find its programs (LibreOffice, ffmpeg) behind Node. */
  readonly hostPath: string;
};

/**
 * The whole environment of the emulator. Nothing of the host's is passed on, because each function inherits
 * everything: a profile or a proxy of the developer would change what a function does.
 */
export const emulatorEnvironment = (settings: EmulatorSettings): Record<string, string> => ({
  PATH: [dirname(settings.nodePath), settings.hostPath].join(delimiter),
  HOME: settings.home,
  TMPDIR: settings.temporary,
  LANG: 'C.UTF-8',
  TZ: 'UTC',
  ...(settings.python.pythonPath === undefined ? {} : { PYTHONPATH: settings.python.pythonPath }),
  GATEWAY_PORT: String(settings.port),
  BIND_HOST: '127.0.0.1',
  MINISTACK_HOST: '127.0.0.1',
  MINISTACK_ACCOUNT_ID: LOCAL_ACCOUNT,
  MINISTACK_REGION: LOCAL_REGION,
  // An account-wide cap throws queued work away instead of delaying it: leave it off.
  LAMBDA_ACCOUNT_CONCURRENCY: '0',
  LAMBDA_WARM_TTL_SECONDS: '30',
  SFTP_ENABLED: '0',
  IOT_MTLS_ENABLED: '0',
  S3_DATA_DIR: join(settings.state, 'objects'),
  STATE_DIR: join(settings.state, 'services'),
  ...(settings.persist ? { PERSIST_STATE: '1', S3_PERSIST: '1' } : {}),
});
