import { MAX_RENDERABLE_BYTES, type TaskAnswer, type TaskInput, tooLarge } from '@sluice/core/process';
import { readExactly } from '@sluice/core/runtime';
import type { MadePicture } from './make-picture.ts';
import { type OpenPicture, openPicture } from './open-picture.ts';

/** The whole content of a picture in memory; or the answer when it is too large for that. */
export async function readContent({
  source,
}: Pick<TaskInput<unknown>, 'source'>): Promise<Buffer | ReturnType<typeof tooLarge>> {
  if (source.sizeBytes > MAX_RENDERABLE_BYTES) return tooLarge(source.sizeBytes, MAX_RENDERABLE_BYTES);
  const bytes = await readExactly(source.stream(), source.sizeBytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Does something with the picture a task was given; what speaks against it is the answer. */
export async function withPicture(
  input: Pick<TaskInput<unknown>, 'source' | 'limits'>,
  use: (picture: OpenPicture) => Promise<TaskAnswer>,
): Promise<TaskAnswer> {
  const content = await readContent(input);
  if (!Buffer.isBuffer(content)) return content;
  const picture = await openPicture(content, input.limits.maxPixels);
  return picture.outcome === 'opened' ? use(picture) : picture;
}

/** Puts a picture as the main output. */
export async function putPicture({ put }: Pick<TaskInput<unknown>, 'put'>, made: MadePicture, name: string) {
  const { mimeType, bytes, width, height } = made;
  await put(name, mimeType, bytes, { width, height });
}
