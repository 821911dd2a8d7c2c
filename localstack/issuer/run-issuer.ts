import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { emailOf } from './local-identity.ts';
import { createLocalIssuer } from './local-issuer.ts';

// A program of its own: `node run-issuer.ts --host 127.0.0.1 --port 4570 --key-file key.json`.
const { values } = parseArgs({
  options: { host: { type: 'string', default: '127.0.0.1' }, port: { type: 'string' }, 'key-file': { type: 'string' } },
});
const keyFile = z.string().parse(values['key-file']);
const server = createLocalIssuer(emailOf('editor', 'acme'));

// The key is kept, so that a token from before a restart is still good.
if (existsSync(keyFile)) {
  await server.issuer.keys.add(
    z.looseObject({ kid: z.string(), alg: z.string() }).parse(JSON.parse(readFileSync(keyFile, 'utf8'))),
  );
} else {
  await server.issuer.keys.generate('RS256');
  const [key] = server.issuer.keys.toJSON(true);
  writeFileSync(keyFile, JSON.stringify(key), { mode: 0o600 });
}
// The issuer's name must not depend on how it was reached: it is what the tokens say.
server.issuer.url = `http://${values.host}:${values.port}`;
await server.start(Number(values.port), values.host);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0));
