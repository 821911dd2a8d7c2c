import type * as z from 'zod/mini';

export type FieldError = { readonly pointer: string; readonly detail: string };

/**
 * What is wrong with a request, a field each, without echoing its values. `pointer` is a JSON Pointer (RFC 6901) into
 * the body, or begins with `/query`, `/path` or `/headers`.
 */
export function describeIssues(issues: readonly z.core.$ZodIssue[], prefix: string): FieldError[] {
  return issues.flatMap((issue) => {
    const pointer = `${prefix}${issue.path.map((key) => `/${escapeKey(String(key))}`).join('')}`;
    if (issue.code !== 'unrecognized_keys') return [{ pointer, detail: describe(issue) }];
    return issue.keys.map((key) => ({ pointer: `${pointer}/${escapeKey(key)}`, detail: 'is not a known field' }));
  });
}

// zod/mini brings no texts of its own: with a locale the edge would be larger than its schemas.
function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${article(issue.expected)}`;
    case 'too_small':
      return `must ${sizeVerb(issue.origin)} at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must ${sizeVerb(issue.origin)} at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'invalid_format':
      return issue.message === 'Invalid input' ? `must be a valid ${issue.format}` : issue.message;
    default:
      return issue.message === 'Invalid input' ? 'is not valid' : issue.message;
  }
}

function article(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

function sizeVerb(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'have' : 'be';
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' items' : '';
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
