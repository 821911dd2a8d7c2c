import type { Permissions } from './list-permissions.ts';

/** What one list has and the other has not, a line each: `+ role: action on resource`, `- …`. */
export function comparePermissions(accepted: Permissions, found: Permissions): readonly string[] {
  const before = new Set(linesOf(accepted));
  const after = new Set(linesOf(found));
  return [
    ...[...after].filter((line) => !before.has(line)).map((line) => `+ ${line}`),
    ...[...before].filter((line) => !after.has(line)).map((line) => `- ${line}`),
  ];
}

function linesOf(permissions: Permissions): readonly string[] {
  return Object.entries(permissions).flatMap(([role, actions]) =>
    Object.entries(actions).flatMap(([action, resources]) => resources.map((on) => `${role}: ${action} on ${on}`)),
  );
}
