/** Who signs in at the issuer of the local cloud, which asks for no password: it knows people by such an address. */
export const localLoginHint = (role: string | undefined, tenant: string | undefined): string | undefined => {
  if (role === undefined && tenant === undefined) return undefined;
  return role === 'operator' ? 'operator@sluice.test' : `${role ?? 'editor'}@${tenant ?? 'acme'}.test`;
};
