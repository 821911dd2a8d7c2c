import type { AskableName } from '@sluice/core/understand';

/**
 * What we say to the model, as data. Any change of any word is a new version: findings name the version they came from, and
 * answers are cached by it.
 */
export type Prompt = {
  readonly name: string;
  readonly version: number;
  /** The same bytes in every request: nothing of a subject is ever put in here. */
  readonly system: string;
  /** What each finding is; a name that is missing cannot be asked for with this prompt. */
  readonly fields: Readonly<Partial<Record<AskableName, string>>>;
};

/** Such as `read-document@1`. */
export const promptId = ({ name, version }: Prompt): string => `${name}@${version}`;
