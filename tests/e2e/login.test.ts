import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

let folder = '';
const credentials = () => join(folder, 'sluice', 'credentials.json');

/** A browser that follows where it is sent, under every name that one is called by. */
const BROWSER = `#!${process.execPath}
fetch(process.argv[2]).then((page) => page.text());
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-login-'));
  for (const name of ['xdg-open', 'open']) {
    await writeFile(join(folder, name), BROWSER);
    await chmod(join(folder, name), 0o755);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs `sluice` as somebody who has no token; `paste` is given what it has said, until it answers what to paste. */
async function sluice(args: readonly string[], paste?: (said: string) => Promise<string | undefined>) {
  const { SLUICE_TOKEN: _, ...env } = process.env;
  const child = spawn(process.execPath, ['packages/cli/bin/sluice.mjs', ...args], {
    env: {
      ...env,
      SLUICE_API_URL: inject('cloud').apiUrl,
      XDG_CONFIG_HOME: folder,
      PATH: [folder, env.PATH ?? ''].join(delimiter),
    },
  });
  let said = '';
  let asked = paste;
  child.stderr.setEncoding('utf8').on('data', async (chunk: string) => {
    said += chunk;
    if (asked === undefined || !said.includes('paste that address')) return;
    const answer = asked(said);
    asked = undefined;
    child.stdin.end(`${await answer}\n`);
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const out = await text(child.stdout);
  return { code: await ended, out, err: said };
}

/** What somebody would do in their browser: open the address, be sent back, copy where they ended. */
async function signInElsewhere(said: string): Promise<string> {
  const [url = ''] = /http\S+authorize\S+/.exec(said) ?? [];
  return (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
}

const kept = async () =>
  Object.values(JSON.parse(await readFile(credentials(), 'utf8')).logins)[0] as Record<string, string>;

describe('sluice login', () => {
  it('is what an API of one’s own asks for first', async () => {
    const { code, err } = await sluice(['ls']);

    expect(code).toBe(2);
    expect(err).toContain('sluice login');
  });

  it('without a browser takes the pasted address, and then no command needs a token', async () => {
    const login = await sluice(['login', '--no-browser', '--role', 'editor', '--tenant', 'login'], signInElsewhere);

    expect(login.err).toContain('✔ signed in as editor@login.test editor of login');
    expect([login.code, login.out]).toEqual([0, '']);
    expect(await sluice(['ls', '--json'])).toMatchObject({ code: 0, out: '' });
  });

  it('keeps the tokens where nobody else can read them, and shows none', async () => {
    const { access_token = '', refresh_token = '' } = await kept();
    const again = await sluice(['login', '--no-browser', '--tenant', 'login', '--json'], signInElsewhere);

    expect((await stat(credentials())).mode & 0o777).toBe(0o600);
    expect(access_token.split('.')).toHaveLength(3);
    for (const secret of [access_token, refresh_token, (await kept()).access_token ?? '']) {
      expect(secret).not.toBe('');
      expect(again.out + again.err).not.toContain(secret);
    }
  });

  it('goes on after the token has expired', async () => {
    const before = await kept();
    const file = JSON.parse(await readFile(credentials(), 'utf8'));
    for (const login of Object.values<{ expires_at: number }>(file.logins)) login.expires_at = 0;
    await writeFile(credentials(), JSON.stringify(file));

    expect(await sluice(['ls', '--json'])).toMatchObject({ code: 0 });
    expect((await kept()).access_token).not.toBe(before.access_token);
  });

  it('opens a browser, which comes back to this machine', async () => {
    const { code, err } = await sluice(['login', '--role', 'viewer', '--tenant', 'login']);

    expect(err).toContain('✔ signed in as viewer@login.test viewer of login');
    expect(code).toBe(0);
  });

  it('ends with logout', async () => {
    expect(await sluice(['logout', '--json'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('"revoked":true'),
    });
    expect((await sluice(['ls'])).code).toBe(2);
  });
});
