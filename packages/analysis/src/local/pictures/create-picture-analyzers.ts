import type { Analyzer, Findings, Subject } from '@sluice/core/understand';
import { localFinding } from '../local-finding.ts';
import { METHODS } from '../methods.ts';
import { hasText } from '../text/read-pages.ts';
import { describePicture } from './describe-picture.ts';
import { ifPossible, lookAtPictures, type PictureDeps } from './look-at-picture.ts';
import { NO_TEXT } from './picture-text.ts';

const hasPicture = ({ picture }: Subject): boolean => picture !== undefined;
/** A page that was read needs no guess at what its picture shows. */
const isOnlyPicture = (subject: Subject): boolean => hasPicture(subject) && !hasText(subject);

type Analyze = Analyzer['analyze'];
const analyzer = (name: string, takes: Analyzer['takes'], analyze: Analyze): Analyzer => ({ name, takes, analyze });

/**
 * For subjects with a picture, one finding each. They share one decode, one reading of the text and one look for objects, and a
 * part that fails, a model that is missing or an engine that broke, costs its own finding only.
 */
export function createPictureAnalyzers(deps: PictureDeps): readonly Analyzer[] {
  const look = lookAtPictures(deps);

  const findObjects: Analyze = async (subject, signal): Promise<Findings> => {
    const objects = await look.objects(subject, signal);
    if (objects.length === 0) return {};
    const value = objects.map(({ label, confidence }) => ({ label, confidence: Math.round(confidence * 1000) / 1000 }));
    const confidence = objects.reduce((sum, object) => sum + object.confidence, 0) / objects.length;
    const evidence = objects.map(({ box }) => ({ page: 1, box }));
    return { objects: localFinding({ value, confidence, method: METHODS.objects, evidence }) };
  };

  const moderate: Analyze = async (subject, signal): Promise<Findings> => {
    const { value, confidence } = await look.moderation(subject, signal);
    return { moderation: localFinding({ value, confidence, method: METHODS.moderation }) };
  };

  const readText: Analyze = async (subject, signal): Promise<Findings> => {
    const { lines, confidence } = await look.text(subject, signal);
    if (lines.length === 0) return {};
    const value = lines.map(({ text }) => text).join('\n');
    const evidence = lines.map(({ box, text: quote }) => ({ page: 1, box, quote }));
    return { text: localFinding({ value, confidence, method: METHODS.pictureText, evidence }) };
  };

  const categorize: Analyze = async (subject, signal): Promise<Findings> => {
    const { category, confidence } = await look.category(subject, signal);
    return { category: localFinding({ value: category, confidence, method: METHODS.pictureCategory }) };
  };

  const describe: Analyze = async (subject, signal): Promise<Findings> => {
    const objects = (await ifPossible(look.objects(subject, signal), signal)) ?? [];
    const { sentence, confidence } = describePicture({
      judged: await look.category(subject, signal),
      colours: (await look.facts(subject, signal)).names,
      objects,
      text: (await ifPossible(look.text(subject, signal), signal)) ?? NO_TEXT,
    });
    const evidence = objects.map(({ box }) => ({ page: 1, box }));
    return { description: localFinding({ value: sentence, confidence, method: METHODS.description, evidence }) };
  };

  const tag: Analyze = async (subject, signal): Promise<Findings> => {
    const { category, confidence } = await look.category(subject, signal);
    const objects = (await ifPossible(look.objects(subject, signal), signal)) ?? [];
    const value = [...new Set([category, ...objects.map(({ label }) => label)])];
    return { tags: localFinding({ value, confidence: Math.min(0.6, confidence), method: METHODS.tags }) };
  };

  return [
    analyzer('objects', hasPicture, findObjects),
    analyzer('moderation', hasPicture, moderate),
    analyzer('text', isOnlyPicture, readText),
    analyzer('picture-category', isOnlyPicture, categorize),
    analyzer('description', isOnlyPicture, describe),
    analyzer('picture-tags', isOnlyPicture, tag),
  ];
}
