import { ROLES } from '@sluice/contracts';
import { Option } from 'commander';
import type { AddCommand } from '../cli-deps.ts';
import { type CommonOptions, createVerb } from './common-options.ts';

type Options = CommonOptions & { readonly role: string; readonly tenant: string };

export const addToken: AddCommand = (program, { terminal, cloud }) => {
  const verb = createVerb('token', 'print an access token of the local issuer, good for an hour', [
    'sluice token --role editor --tenant acme',
    'curl -H "Authorization: Bearer $(sluice token --role viewer --tenant acme)" $SLUICE_API_URL/v1/me',
  ])
    .addOption(
      new Option('--role <role>', 'what its holder may do').choices([...ROLES, 'operator']).makeOptionMandatory(),
    )
    .option('--tenant <tenant>', 'whose files', 'acme');
  verb.action(async ({ json, role, tenant }: Options) => {
    const token = await cloud.token({ role, tenant });
    terminal.print(json ? JSON.stringify({ token, role, tenant: role === 'operator' ? null : tenant }) : token);
  });
  program.addCommand(verb);
};
