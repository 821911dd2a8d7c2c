import type { DecideReviewBody, ReviewView } from '@sluice/contracts';
import { InvalidArgumentError } from 'commander';

type Corrections = NonNullable<DecideReviewBody['corrections']>;
export type Setting = readonly [name: string, text: string];

/** Collects `name=value`, as often as it is given; anything else is wrong usage. */
export const collectSetting = (text: string, before: readonly Setting[] = []): readonly Setting[] => {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('give name=value, such as category=letter.');
  return [...before, [text.slice(0, at), text.slice(at + 1)]];
};

/**
 * What was set, as the finding wants it: the text itself where the finding is a text now, else JSON, else the text too.
 */
export const readCorrections = (settings: readonly Setting[], { questions }: ReviewView): Corrections =>
  Object.fromEntries(
    settings.map(([name, text]) => {
      const now = questions.find((question) => question.name === name)?.finding?.value;
      return [name, typeof now === 'string' ? text : readValue(text)];
    }),
  );

const readValue = (text: string): Corrections[string] => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
