import type { ModerationScores } from './moderation-model.ts';

/** From here on a picture is taken for safe; everything else stays below it, so that a threshold there asks a person. */
export const CLEARLY_SAFE = 0.85;

export type JudgedModeration = { readonly value: 'safe' | 'sexual' | 'unsure'; readonly confidence: number };

/** A hint for a person, never a verdict: the model takes a beach for more than it is. */
export function judgeModeration({ drawing, neutral, hentai, porn, sexy }: ModerationScores): JudgedModeration {
  const safe = drawing + neutral;
  if (safe >= CLEARLY_SAFE) return { value: 'safe', confidence: safe };
  const sexual = hentai + porn + sexy;
  const belowSafe = (confidence: number): number => Math.min(CLEARLY_SAFE - 0.01, confidence);
  if (sexual >= 0.6) return { value: 'sexual', confidence: belowSafe(sexual) };
  return { value: 'unsure', confidence: belowSafe(Math.max(safe, sexual)) };
}
