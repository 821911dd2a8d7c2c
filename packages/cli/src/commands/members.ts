import { type MemberView, ROLES, type Role } from '@sluice/contracts';
import { Option } from 'commander';
import type { AddCommand } from '../cli-deps.ts';
import { fitText } from '../terminal/display-width.ts';
import { escapeText } from '../terminal/escape-text.ts';
import type { Column } from '../terminal/render-table.ts';
import { addConnectionOptions, type ConnectionOptions, createVerb, wholeNumber } from './common-options.ts';
import { printList } from './print-list.ts';

const ADMIN = 'admin';
const asAdmin = <O extends ConnectionOptions>(options: O) => ({ ...options, role: options.role ?? ADMIN });

type SetOptions = ConnectionOptions & { readonly roles: readonly Role[]; readonly email?: string };

const COLUMNS: readonly Column<MemberView>[] = [
  { title: 'user_id', text: ({ user_id }) => escapeText(user_id) },
  { title: 'e-mail', text: ({ email }) => escapeText(email ?? '–'), flexible: fitText },
  { title: 'roles', text: ({ roles }) => roles.join(' ') },
  { title: 'status', text: ({ status }) => status, style: ({ status }) => (status === 'active' ? 'green' : 'red') },
];

export const addMembers: AddCommand = (program, deps) => {
  const { connect, terminal, signal } = deps;
  const verb = createVerb('members', 'what a tenant says of its people: list them, give roles, shut out', [
    'sluice members ls',
    'sluice members set USER_ID --roles reviewer',
  ]).enablePositionalOptions();

  const list = createVerb('ls', 'list members by user id; others have the roles of their token', [
    'sluice members ls',
    'sluice members ls --json | jq -r .user_id',
  ]).option('--limit <n>', 'how many', wholeNumber(1, 1_000_000), 50);
  addConnectionOptions(list, ADMIN).action(async (options: ConnectionOptions & { readonly limit: number }) => {
    const client = await connect(asAdmin(options));
    const { limit, json } = options;
    await printList(deps, { columns: COLUMNS, nothing: 'no members', limit, json }, (query) =>
      client.listMembers(query, { signal }),
    );
  });

  const set = createVerb('set', 'give somebody roles; they count over those in their token', [
    'sluice members set USER_ID --roles editor reviewer --email ada@example.com',
    'sluice members set USER_ID --roles viewer --json',
  ])
    .argument('<user_id>', 'the sub of their tokens')
    .addOption(new Option('--roles <role...>', 'one or more').choices(ROLES).makeOptionMandatory())
    .option('--email <address>', 'to recognise them by');
  addConnectionOptions(set, ADMIN).action(async (userId: string, options: SetOptions) => {
    const { roles, email } = options;
    const client = await connect(asAdmin(options));
    const body = { roles: [...roles], ...(email !== undefined && { email }) };
    const member = await client.putMember(userId, body, { signal });
    if (options.json) terminal.print(JSON.stringify(member));
    else terminal.tell(`✔ ${escapeText(userId)} ${member.roles.join(' ')}`);
  });

  const remove = createVerb('rm', 'let somebody in no longer, whatever their token says', [
    'sluice members rm USER_ID',
    'sluice members rm USER_ID --json',
  ]).argument('<user_id>');
  addConnectionOptions(remove, ADMIN).action(async (userId: string, options: ConnectionOptions) => {
    await (await connect(asAdmin(options))).removeMember(userId, { signal });
    if (options.json) terminal.print(JSON.stringify({ user_id: userId, status: 'removed' }));
    else terminal.tell(`✔ ${escapeText(userId)} removed`);
  });

  for (const action of [list, set, remove]) verb.addCommand(action);
  program.addCommand(verb);
};
