import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, posix, resolve } from 'node:path';
import type { FileSource } from '@sluice/client/node';
import { CommandError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';

export type FileToSend = {
  /** Absolute. */
  readonly path: string;
  /** As it was given, or below the folder that was given. */
  readonly shown: string;
  /** Where it lies in the folder that was given, that folder's name first; with slashes. */
  readonly relativePath?: string;
  /** For what is no file of the disk. @default the file at `path` */
  readonly open?: (mimeType: string) => Promise<FileSource>;
};

export type FoundFiles = {
  readonly files: readonly FileToSend[];
  /** What was passed over, with why. */
  readonly skipped: readonly string[];
};

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : 1);

/**
 * The files named by paths, and everything below the folders among them, in order. A link to a file counts as a file, a
 * link to a folder inside a folder is passed over (it may lead back). Throws CommandError when a path does not exist.
 */
export const findFiles = async (paths: readonly string[], cwd: string): Promise<FoundFiles> => {
  const files: FileToSend[] = [];
  const skipped: string[] = [];

  const walk = async (folder: FileToSend & { readonly relativePath: string }): Promise<void> => {
    const entries = await readdir(folder.path, { withFileTypes: true });
    for (const entry of entries.sort(byName)) {
      const found = {
        path: join(folder.path, entry.name),
        shown: join(folder.shown, entry.name),
        relativePath: posix.join(folder.relativePath, entry.name),
      };
      const isLink = entry.isSymbolicLink();
      const kind = isLink ? await stat(found.path).catch(() => undefined) : entry;
      if (kind?.isFile()) files.push(found);
      else if (kind?.isDirectory() && !isLink) await walk(found);
      else
        skipped.push(`${found.shown} is ${kind?.isDirectory() ? 'a link to a folder' : 'neither a file nor a folder'}`);
    }
  };

  for (const given of paths) {
    const path = resolve(cwd, given);
    const found = await stat(path).catch((cause: unknown) => {
      throw new CommandError(`${given} cannot be read: check the path and its permissions`, EXIT.usage, { cause });
    });
    if (found.isDirectory()) await walk({ path, shown: given, relativePath: basename(path) || 'root' });
    else if (found.isFile()) files.push({ path, shown: given });
    else throw new CommandError(`${given} is neither a file nor a folder`, EXIT.usage);
  }
  return { files, skipped };
};
