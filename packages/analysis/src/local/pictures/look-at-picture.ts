import type { TextRecognizer } from '@sluice/core/process';
import type { Subject } from '@sluice/core/understand';
import { loadOnce } from '../load-once.ts';
import { oncePerSubject } from '../once-per-subject.ts';
import { pause } from '../pause.ts';
import type { JudgedModeration } from './judge-moderation.ts';
import type { JudgedPicture } from './judge-picture.ts';
import type { PictureFacts } from './measure-picture.ts';
import type { DetectedObject } from './object-model.ts';
import { NO_TEXT, type PictureText } from './picture-text.ts';
import type { Pixels } from './pixels.ts';

export type PictureDeps = {
  readonly recognizer: TextRecognizer;
  /** Where the packages of the models lie, laid out like a `node_modules`. @default where packages are found */
  readonly modelsDir?: string;
};

type Look<T> = (subject: Subject, signal: AbortSignal) => Promise<T>;

/** Each looks once at a subject, whoever asks; what one needs and cannot have is its own failure. */
export type PictureLooks = {
  readonly facts: Look<PictureFacts>;
  readonly objects: Look<readonly DetectedObject[]>;
  readonly moderation: Look<JudgedModeration>;
  readonly text: Look<PictureText>;
  /** Judged without text or objects where those failed. */
  readonly category: Look<JudgedPicture>;
};

/** Nothing is loaded before a picture is looked at: sharp, the engine and each model come with the first that needs them. */
export function lookAtPictures({ recognizer, modelsDir }: PictureDeps): PictureLooks {
  const objectModel = loadOnce(async () => (await import('./object-model.ts')).loadObjectModel(modelsDir));
  const moderationModel = loadOnce(async () => (await import('./moderation-model.ts')).loadModerationModel(modelsDir));

  const pixels = oncePerSubject(async ({ picture, filename }): Promise<Pixels> => {
    if (picture === undefined) throw new Error(`no picture of ${filename} to look at`);
    const { decodePicture } = await import('./decode-picture.ts');
    return decodePicture(picture);
  });
  const facts = oncePerSubject(async (subject, signal) => {
    const { measurePicture } = await import('./measure-picture.ts');
    return measurePicture(await pixels(subject, signal));
  });
  const objects = oncePerSubject(async (subject, signal) => {
    const seen = await pixels(subject, signal);
    const detect = await objectModel();
    await pause(signal);
    return detect(seen);
  });
  const moderation = oncePerSubject(async (subject, signal) => {
    const { judgeModeration } = await import('./judge-moderation.ts');
    const seen = await pixels(subject, signal);
    const score = await moderationModel();
    await pause(signal);
    return judgeModeration(await score(seen));
  });
  const text = oncePerSubject(async (subject, signal) => {
    const { mayHoldText } = await import('./measure-picture.ts');
    const { readText } = await import('./read-text.ts');
    const measured = await facts(subject, signal);
    await pause(signal);
    if (subject.picture === undefined || !mayHoldText(measured)) return NO_TEXT;
    return readText(recognizer, subject.picture);
  });
  const category = oncePerSubject(async (subject, signal) => {
    const { judgePicture } = await import('./judge-picture.ts');
    return judgePicture({
      facts: await facts(subject, signal),
      text: await ifPossible(text(subject, signal), signal),
      objects: await ifPossible(objects(subject, signal), signal),
    });
  });
  return { facts, objects, moderation, text, category };
}

/** Undefined where a part failed: its own analyzer says why. An aborted run fails as a whole. */
export async function ifPossible<T>(answer: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await answer;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
