import type { DeadLetter, DeadLetters } from './dead-letters.ts';

/** The port in memory. */
export function inMemoryDeadLetters(): DeadLetters {
  const letters = new Map<string, DeadLetter>();
  const positionOf = ({ keptAt, letterId }: DeadLetter) => `${keptAt}#${letterId}`;
  return {
    async keep(letter) {
      if (!letters.has(letter.letterId)) {
        letters.set(letter.letterId, { ...letter, status: 'kept' });
      }
    },
    async get(letterId) {
      return letters.get(letterId);
    },
    async list({ limit, after }) {
      const all = [...letters.values()]
        .filter((letter) => after === undefined || positionOf(letter) < after)
        .sort((a, b) => (positionOf(a) < positionOf(b) ? 1 : -1));
      const items = all.slice(0, limit);
      const last = items.at(-1);
      return all.length > limit && last ? { items, next: positionOf(last) } : { items };
    },
    async markRedriven(letterId, at) {
      const letter = letters.get(letterId);
      if (letter?.status === 'kept') {
        letters.set(letterId, { ...letter, status: 'redriven', redrivenAt: at });
      }
    },
  };
}
