/**
 * Who says so, as `<library>@<version>`. A model's name is that of the package it comes in; `sluice` is rules of our own,
 * whose number changes when their answers do.
 */
export const METHODS = {
  language: 'eld@2.1.0',
  entities: 'wink-nlp@2.4.0',
  names: 'compromise@14.17.0',
  sentiment: 'vader-sentiment@1.1.3',
  phones: 'libphonenumber-js@1.13.16',
  objects: '@vladmandic/human@3.3.6',
  moderation: 'nsfwjs@4.4.0',
  keywords: 'sluice-keywords@1',
  summary: 'sluice-summary@1',
  category: 'sluice-category@1',
  pii: 'sluice-pii@1',
  tags: 'sluice-tags@1',
  pictureText: 'sluice-picture-text@1',
  pictureCategory: 'sluice-picture-category@1',
  description: 'sluice-description@1',
} as const;
