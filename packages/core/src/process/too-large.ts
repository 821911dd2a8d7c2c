/** The answer of a task that would have to hold more than its worker has. */
export function tooLarge(bytes: number, most: number): { readonly outcome: 'too_large'; readonly detail: string } {
  return { outcome: 'too_large', detail: `${bytes} bytes; this task takes at most ${most}` };
}
