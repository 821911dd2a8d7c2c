import type { CliDeps } from '../cli-deps.ts';
import type { Check } from './check.ts';

type Program = {
  readonly name: string;
  readonly command: string;
  readonly argument: string;
  /** The oldest that will do, as major and minor. */
  readonly least?: readonly [number, number];
  readonly optionalFor?: string;
  readonly fix: string;
};

const PROGRAMS: readonly Program[] = [
  {
    name: 'python',
    command: 'python3',
    argument: '--version',
    least: [3, 10],
    fix: 'install Python 3.10 or newer from your package manager: the local cloud is written in it',
  },
  {
    name: 'ffmpeg',
    command: 'ffmpeg',
    argument: '-version',
    optionalFor: 'audio and video',
    fix: 'apt-get install ffmpeg, or brew install ffmpeg',
  },
  {
    name: 'LibreOffice',
    command: 'soffice',
    argument: '--version',
    optionalFor: 'previews of office documents',
    fix: 'apt-get install libreoffice, or brew install --cask libreoffice',
  },
];

/** Node reads TypeScript without a flag from here on. */
const LEAST_NODE = [22, 18] as const;

/** Whether this machine has what the local cloud needs, and what it would like to have. */
export const checkMachine = async ({ ask }: Pick<CliDeps, 'ask'>, node = process.versions.node): Promise<Check[]> => [
  isAtLeast(node, LEAST_NODE)
    ? { name: 'node', status: 'ok', detail: node }
    : { name: 'node', status: 'wrong', detail: node, fix: `install Node ${LEAST_NODE.join('.')} or newer` },
  ...(await Promise.all(PROGRAMS.map((program) => checkProgram(ask, program)))),
];

const checkProgram = async (
  ask: CliDeps['ask'],
  { name, command, argument, least, optionalFor, fix }: Program,
): Promise<Check> => {
  const version = /\d+(?:\.\d+)+/.exec((await ask(command, argument)) ?? '')?.[0];
  const absent = optionalFor === undefined ? 'wrong' : 'missing';
  const without = optionalFor === undefined ? '' : `: ${optionalFor} go without`;
  if (version === undefined) return { name, status: absent, detail: `not found${without}`, fix };
  if (least !== undefined && !isAtLeast(version, least)) return { name, status: absent, detail: version, fix };
  return { name, status: 'ok', detail: version };
};

const isAtLeast = (version: string, [major, minor]: readonly [number, number]): boolean => {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
};
