import { createHash } from 'node:crypto';

export const LOCAL_ROLES = ['viewer', 'editor', 'reviewer', 'admin', 'operator'] as const;
export type LocalRole = (typeof LOCAL_ROLES)[number];

export const LOCAL_TENANTS = ['acme', 'globex'] as const;

/** Somebody who can sign in to the local cloud. An operator belongs to no tenant. */
export type LocalIdentity = {
  readonly email: string;
  /** A UUID, the same for the same e-mail address on every machine. */
  readonly subject: string;
  readonly role: LocalRole;
  readonly tenant?: string;
};

// A name-based UUID of our own (version 8), so that ids in examples and tests stay the same.
const subjectOf = (email: string): string => {
  const hex = createHash('sha256').update(`sluice:${email}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
};

const OPERATOR_EMAIL = 'operator@sluice.test';

/** The e-mail address that signs in as `role` of `tenant`; any tenant name will do, so that tests can have their own. */
export const emailOf = (role: LocalRole, tenant: string): string =>
  role === 'operator' ? OPERATOR_EMAIL : `${role}@${tenant}.test`;

/** Who signs in with this address, or undefined when it is not of the form `<role>@<tenant>.test`. */
export const identityOf = (email: string): LocalIdentity | undefined => {
  if (email === OPERATOR_EMAIL) return { email, subject: subjectOf(email), role: 'operator' };
  const [, name, tenant] = /^(\w+)@([a-z0-9][a-z0-9-]{0,62})\.test$/.exec(email) ?? [];
  const role = LOCAL_ROLES.find((known) => known === name && known !== 'operator');
  if (role === undefined || tenant === undefined) return undefined;
  return { email, subject: subjectOf(email), role, tenant };
};

/** Everybody a person at the keyboard may want to be. */
export const LOCAL_IDENTITIES: readonly LocalIdentity[] = [
  ...LOCAL_TENANTS.flatMap((tenant) => LOCAL_ROLES.filter((r) => r !== 'operator').map((r) => emailOf(r, tenant))),
  OPERATOR_EMAIL,
].flatMap((email) => identityOf(email) ?? []);
