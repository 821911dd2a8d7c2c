import sharp from 'sharp';

/** The loaders of the formats we render. Everything else libvips can open (SVG, PDF, its own) is closed to uploads. */
const LOADERS = [
  'VipsForeignLoadJpeg',
  'VipsForeignLoadPng',
  'VipsForeignLoadWebp',
  'VipsForeignLoadNsgif',
  'VipsForeignLoadTiff',
  'VipsForeignLoadHeif',
];

/**
 * Settings of the whole process: sharp knows no other scope. Safe to repeat. Its threads stay at one a processor, which is what
 * a function of any memory size has.
 */
export function configureSharp(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  // Every job brings another picture: a cache of operations would only hold the last one's memory.
  sharp.cache(false);
}
