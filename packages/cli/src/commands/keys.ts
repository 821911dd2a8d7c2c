import {
  type ApiKeyView,
  MAX_OVERLAP_SECONDS,
  ROLES,
  type Role,
  SCOPES,
  type Scope,
  type ShownApiKeyView,
} from '@sluice/contracts';
import { Option } from 'commander';
import type { AddCommand, CliDeps } from '../cli-deps.ts';
import { fitText } from '../terminal/display-width.ts';
import { escapeText } from '../terminal/escape-text.ts';
import type { Column } from '../terminal/render-table.ts';
import { addConnectionOptions, type ConnectionOptions, createVerb, wholeNumber } from './common-options.ts';
import { printList } from './print-list.ts';

const ADMIN = 'admin';
const asAdmin = <O extends ConnectionOptions>(options: O) => ({ ...options, role: options.role ?? ADMIN });
const minute = (time: string | undefined): string => time?.slice(0, 16).replace('T', ' ') ?? '–';

type CreateOptions = ConnectionOptions & {
  readonly scope: readonly Scope[];
  readonly keyRole: Role;
  readonly expiresInDays?: number;
};

const COLUMNS: readonly Column<ApiKeyView>[] = [
  { title: 'key_id', text: ({ key_id }) => key_id },
  { title: 'name', text: ({ name }) => escapeText(name), flexible: fitText },
  { title: 'role', text: ({ role }) => role },
  { title: 'scopes', text: ({ scopes }) => scopes.join(' ') },
  { title: 'status', text: ({ status }) => status, style: ({ status }) => (status === 'active' ? 'green' : 'dim') },
  { title: 'expires', text: ({ expires_at }) => minute(expires_at) },
  { title: 'last used', text: ({ last_used_at }) => minute(last_used_at) },
];

export const addKeys: AddCommand = (program, deps) => {
  const { connect, terminal, signal } = deps;
  const verb = createVerb('keys', 'keys of machines: create, list, rotate or revoke them', [
    'sluice keys create "nightly import" --scope uploads:write --scope files:read',
    'sluice keys ls --json | jq -r .prefix',
  ]).enablePositionalOptions();

  const create = createVerb('create', 'a new key; its secret is printed this once', [
    'sluice keys create "nightly import" --scope uploads:write --expires-in-days 90',
    'SLUICE_API_KEY=$(sluice keys create ci --scope uploads:write) sluice put photo.jpg',
  ])
    .argument('<name>', 'to tell it from the others')
    .addOption(new Option('--scope <scope...>', 'what it may, once for each').choices(SCOPES).makeOptionMandatory())
    .addOption(new Option('--key-role <role>', 'how much of that').choices(ROLES).default('editor'))
    .option('--expires-in-days <n>', 'without it: until it is revoked', wholeNumber(1, 3650));
  addConnectionOptions(create, ADMIN).action(async (name: string, options: CreateOptions) => {
    const client = await connect(asAdmin(options));
    const { scope, keyRole: role, expiresInDays } = options;
    const body = {
      name,
      role,
      scopes: [...scope],
      ...(expiresInDays !== undefined && { expires_in_days: expiresInDays }),
    };
    printSecret(deps, await client.createApiKey(body, { signal }), options);
  });

  const rotate = createVerb('rotate', 'a new secret for a key, printed this once', [
    'sluice keys rotate KEY_ID --overlap-seconds 3600',
    'sluice keys rotate KEY_ID --overlap-seconds 0 --json | jq -r .api_key',
  ])
    .argument('<key_id>')
    .requiredOption('--overlap-seconds <n>', 'how long the old secret works too', wholeNumber(0, MAX_OVERLAP_SECONDS));
  addConnectionOptions(rotate, ADMIN).action(
    async (keyId: string, options: ConnectionOptions & { readonly overlapSeconds: number }) => {
      const client = await connect(asAdmin(options));
      printSecret(deps, await client.rotateApiKey(keyId, options.overlapSeconds, { signal }), options);
    },
  );

  const list = createVerb('ls', 'list keys, newest first', [
    'sluice keys ls',
    'sluice keys ls --limit 10 --json',
  ]).option('--limit <n>', 'how many', wholeNumber(1, 1_000_000), 50);
  addConnectionOptions(list, ADMIN).action(async (options: ConnectionOptions & { readonly limit: number }) => {
    const client = await connect(asAdmin(options));
    const { limit, json } = options;
    await printList(deps, { columns: COLUMNS, nothing: 'no keys', limit, json }, (query) =>
      client.listApiKeys(query, { signal }),
    );
  });

  const revoke = createVerb('revoke', 'end a key for good, within 15 seconds', [
    'sluice keys revoke KEY_ID',
    'sluice keys ls --json | jq -r .key_id | xargs -n1 sluice keys revoke',
  ]).argument('<key_id>');
  addConnectionOptions(revoke, ADMIN).action(async (keyId: string, options: ConnectionOptions) => {
    await (await connect(asAdmin(options))).revokeApiKey(keyId, { signal });
    if (options.json) terminal.print(JSON.stringify({ key_id: keyId, revoked: true }));
    else terminal.tell(`✔ ${keyId} revoked`);
  });

  for (const action of [create, list, rotate, revoke]) verb.addCommand(action);
  program.addCommand(verb);
};

/** The secret alone on stdout, so that it can be piped into where it is kept. */
const printSecret = ({ terminal }: CliDeps, key: ShownApiKeyView, { json }: ConnectionOptions): void => {
  terminal.print(json ? JSON.stringify(key) : key.api_key);
  terminal.tell(
    terminal.paint('yellow', '! this is shown once: keep it where secrets are kept, not in a shell history'),
  );
  if (key.old_secret_until !== undefined) terminal.tell(`  the old secret works until ${key.old_secret_until}`);
};
