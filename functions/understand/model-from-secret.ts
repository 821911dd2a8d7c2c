import { type LanguageModel, noLanguageModel } from '@sluice/core/understand';

/** What a secret holds when nobody has put a key into it: Secrets Manager keeps no empty text. */
export const NO_KEY = 'none';

type Config = {
  readonly readKey: () => Promise<string>;
  readonly createModel: (apiKey: string) => LanguageModel;
};

/** The model of the key that is configured now: none without one, a new one when the key was changed. */
export function createModelFromSecret({ readKey, createModel }: Config): LanguageModel {
  let current: { readonly key: string; readonly model: LanguageModel } | undefined;
  return {
    async ask(request) {
      let key: string;
      try {
        key = (await readKey()).trim();
      } catch (error) {
        const detail = `the key of the model cannot be read: ${error instanceof Error ? error.name : 'unknown'}`;
        return { outcome: 'unavailable', reason: 'failed', detail };
      }
      if (key === NO_KEY) return noLanguageModel.ask(request);
      if (current?.key !== key) current = { key, model: createModel(key) };
      return current.model.ask(request);
    },
  };
}
