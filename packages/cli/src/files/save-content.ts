import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CommandError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { escapeText } from '../terminal/escape-text.ts';

export type SaveRequest = {
  readonly url: string;
  /** The file's own name, made by whoever uploaded it. */
  readonly name: string;
  /** Where to; `-` for `stdout`. */
  readonly output: string | undefined;
  readonly cwd: string;
  readonly force: boolean;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly signal: AbortSignal;
  readonly stdout: NodeJS.WritableStream;
};

/** A file name out of anybody's text: no folder, nothing hidden, nothing that a shell or terminal would act on. */
export const safeFileName = (name: string): string => {
  const safe = escapeText(name)
    .replaceAll(/[/\\]/g, '_')
    .replace(/^[.-]+/, '_');
  return safe === '' ? 'unnamed' : safe;
};

/** Downloads `url`; the file appears under its name when it is whole. Never overwrites unless `force`. */
export const saveContent = async (request: SaveRequest): Promise<{ path: string; sizeBytes: number }> => {
  const { url, name, output, cwd, force, fetch, signal, stdout } = request;
  const answer = await fetch(url, { signal });
  if (!answer.ok || answer.body === null)
    throw new CommandError(`s3 refused the download with ${answer.status}: try again`, EXIT.failure);
  const body = Readable.from(answer.body);
  if (output === '-') {
    await pipeline(body, stdout, { end: false, signal });
    return { path: '-', sizeBytes: 0 };
  }
  const given = output === undefined ? safeFileName(name) : output;
  const path = resolve(cwd, given);
  const isFolder = existsSync(path) && (await stat(path)).isDirectory();
  const target = isFolder ? join(path, safeFileName(name)) : path;
  if (existsSync(target) && !force) {
    body.destroy();
    throw new CommandError(`${target} exists already: give --force, or another name with -o`, EXIT.failure);
  }
  const part = `${target}.part`;
  try {
    await pipeline(body, createWriteStream(part), { signal });
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return { path: target, sizeBytes: (await stat(target)).size };
};
