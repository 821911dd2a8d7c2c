export type Size = { readonly width: number; readonly height: number };
type Fit = 'inside' | 'cover';

/**
 * The pixels a rendition gets: never more than the picture has. A `cover` box that is larger than the picture shrinks in its
 * own shape, so that a square thumbnail of a small picture is still square.
 */
export function fitBox(picture: Size, box: Size, fit: Fit): Size {
  if (fit === 'cover') {
    const shrink = Math.min(1, picture.width / box.width, picture.height / box.height);
    return scaled(box, shrink);
  }
  return scaled(picture, Math.min(1, box.width / picture.width, box.height / picture.height));
}

/** The smallest size of the whole picture from which every one of the boxes can be made without enlarging. */
export function smallestSource(picture: Size, boxes: readonly (Size & { readonly fit: Fit })[]): Size {
  const scales = boxes.map((box) => {
    const { width, height } = fitBox(picture, box, box.fit);
    return Math.max(width / picture.width, height / picture.height);
  });
  return scaled(picture, Math.min(1, Math.max(0, ...scales)));
}

function scaled({ width, height }: Size, by: number): Size {
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) };
}
