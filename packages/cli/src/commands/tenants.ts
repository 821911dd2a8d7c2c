import { TENANT_STATUSES, type TenantStatus, type TenantSummaryView, type TenantView } from '@sluice/contracts';
import { Option } from 'commander';
import type { AddCommand, CliDeps } from '../cli-deps.ts';
import { fitText } from '../terminal/display-width.ts';
import { escapeText } from '../terminal/escape-text.ts';
import type { Column } from '../terminal/render-table.ts';
import { addConnectionOptions, type ConnectionOptions, createVerb, wholeNumber } from './common-options.ts';
import { printList } from './print-list.ts';
import { readPolicy } from './read-policy.ts';

const OPERATOR = 'operator';
/** A tenant that is named is for who runs the platform; one’s own is for its admin. */
const asWhoMay = <O extends ConnectionOptions>(options: O, tenantId: string | undefined) => ({
  ...options,
  role: options.role ?? (tenantId === undefined ? 'admin' : OPERATOR),
});

type SetOptions = ConnectionOptions & {
  readonly name?: string;
  readonly status?: TenantStatus;
  readonly policy?: Record<string, unknown>;
};

const COLUMNS: readonly Column<TenantSummaryView>[] = [
  { title: 'tenant_id', text: ({ tenant_id }) => tenant_id },
  { title: 'name', text: ({ name }) => escapeText(name), flexible: fitText },
  { title: 'status', text: ({ status }) => status, style: ({ status }) => (status === 'active' ? 'green' : 'red') },
  { title: 'changed', text: ({ updated_at }) => updated_at?.slice(0, 16).replace('T', ' ') ?? '–' },
];
const POLICY = '--policy <json>';
const POLICY_HELP = 'what to change of what it allows, as JSON; null takes a field back to the default';

export const addTenants: AddCommand = (program, deps) => {
  const { connect, signal } = deps;
  const verb = createVerb('tenants', 'tenants and what they allow: create, list, show or change them', [
    'sluice tenants show',
    `sluice tenants set --policy '{"max_file_bytes":1000000000}'`,
  ]).enablePositionalOptions();

  const create = createVerb('create', 'a new tenant, by who runs the platform', [
    'sluice tenants create globex --name Globex',
    `sluice tenants create globex --name Globex --policy '{"soft":{"encrypted":"reject"}}'`,
  ])
    .argument('<tenant_id>')
    .requiredOption('--name <name>', 'for people')
    .option(POLICY, POLICY_HELP, readPolicy);
  addConnectionOptions(create, OPERATOR).action(async (id: string, options: SetOptions & { readonly name: string }) => {
    const { name, policy } = options;
    const client = await connect(asWhoMay(options, id));
    const body = { tenant_id: id, name, ...(policy !== undefined && { policy }) };
    show(deps, await client.createTenant(body, { signal }), options);
  });

  const list = createVerb('ls', 'list tenants, by who runs the platform', [
    'sluice tenants ls',
    'sluice tenants ls --json | jq -r .tenant_id',
  ]).option('--limit <n>', 'how many', wholeNumber(1, 1_000_000), 50);
  addConnectionOptions(list, OPERATOR).action(async (options: ConnectionOptions & { readonly limit: number }) => {
    const client = await connect({ ...options, role: options.role ?? OPERATOR });
    const { limit, json } = options;
    await printList(deps, { columns: COLUMNS, nothing: 'no tenants', limit, json }, (query) =>
      client.listTenants(query, { signal }),
    );
  });

  const one = createVerb('show', 'what a tenant allows; your own when none is named', [
    'sluice tenants show',
    'sluice tenants show globex --json | jq .policy.limits',
  ]).argument('[tenant_id]', 'by who runs the platform');
  addConnectionOptions(one, 'admin').action(async (id: string | undefined, options: ConnectionOptions) => {
    const client = await connect(asWhoMay(options, id));
    show(deps, await (id === undefined ? client.getOwnTenant({ signal }) : client.getTenant(id, { signal })), options);
  });

  const set = createVerb('set', 'change a tenant; your own when none is named', [
    `sluice tenants set --policy '{"limits":{"max_pixels":50000000}}'`,
    'sluice tenants set globex --status suspended',
  ])
    .argument('[tenant_id]', 'by who runs the platform')
    .option('--name <name>', 'for people')
    .addOption(new Option('--status <status>', 'by who runs the platform').choices(TENANT_STATUSES))
    .option(POLICY, POLICY_HELP, readPolicy);
  addConnectionOptions(set, 'admin').action(async (id: string | undefined, options: SetOptions) => {
    const { name, status, policy } = options;
    const client = await connect(asWhoMay(options, id));
    const body = {
      ...(name !== undefined && { name }),
      ...(policy !== undefined && { policy }),
      ...(status !== undefined && { status }),
    };
    const call = { signal };
    show(
      deps,
      await (id === undefined ? client.patchOwnTenant(body, call) : client.patchTenant(id, body, call)),
      options,
    );
  });

  for (const action of [create, list, one, set]) verb.addCommand(action);
  program.addCommand(verb);
};

const show = ({ terminal }: CliDeps, tenant: TenantView, { json }: ConnectionOptions): void => {
  if (json) {
    terminal.print(JSON.stringify(tenant));
    return;
  }
  const { policy, ...rest } = tenant;
  for (const [name, value] of [...Object.entries(rest), ...Object.entries(policy)])
    terminal.print(
      `${terminal.paintOut('dim', name.padEnd(14))} ${escapeText(typeof value === 'string' ? value : JSON.stringify(value))}`,
    );
};
