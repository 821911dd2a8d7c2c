import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How to get each program, for who reads that it is missing. */
const HOW = {
  ffmpeg: 'sudo apt-get install --no-install-recommends ffmpeg   (macOS: brew install ffmpeg)',
  ffprobe: 'sudo apt-get install --no-install-recommends ffmpeg   (macOS: brew install ffmpeg)',
} as const;
export type ToolName = keyof typeof HOW;

/** Where programs lie besides PATH: a layer or image of ours, and where packagers put them. */
const PLACES = ['/opt/bin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of a program of this machine; undefined where it is not installed. */
export function findTool(name: ToolName, path: string = process.env.PATH ?? ''): string | undefined {
  return [...path.split(delimiter), ...PLACES]
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isProgram);
}

/** The answer of a task whose program is not there. */
export function toolMissing(name: ToolName): { readonly outcome: 'tool_missing'; readonly detail: string } {
  return { outcome: 'tool_missing', detail: `${name} is not installed where this worker runs: ${HOW[name]}` };
}
