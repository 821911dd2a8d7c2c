import type { Place } from './read-words.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

const wordsOf = ({ verbs, options, choices }: Place): string =>
  [...verbs.map(({ name }) => name), ...choices, ...options.flatMap(({ flags }) => flags)].join(' ');
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const keyOf = (path: readonly string[]): string => path.join(' ');

/** `case` lines that tell where we are: `put`, `review show`. */
const steps = (places: readonly Place[]): string =>
  places
    .filter(({ path }) => path.length > 0)
    .map(({ path }) => quote([keyOf(path.slice(0, -1)), path.at(-1)].join(' ')))
    .join('|');

/** `case` lines that answer the values of an option. */
const valuesOf = (places: readonly Place[]): string =>
  places
    .flatMap(({ path, options }) =>
      options
        .filter(({ takesValue }) => takesValue)
        .map(({ flags, choices }) => {
          const keys = flags.map((flag) => quote(`${keyOf(path)}:${flag}`)).join('|');
          return `    ${keys}) offers=${quote(choices.join(' '))} ;;`;
        }),
    )
    .join('\n');

/** The array of what is typed, where its first word behind the command is, and where the cursor is. */
type WordsOfShell = { readonly words: string; readonly first: number; readonly current: string };

// zsh and bash walk the words in the same way; only the names differ.
const body = (places: readonly Place[], { words, first, current }: WordsOfShell): string => `\
  local at='' i word offers=''
  for ((i = ${first}; i < ${current}; i++)); do
    word=\${${words}[i]}
    case "$at $word" in
      ${steps(places)}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at" in
${places.map((place) => `    ${quote(keyOf(place.path))}) offers=${quote(wordsOf(place))} ;;`).join('\n')}
  esac
  case "$at:$previous" in
${valuesOf(places)}
  esac`;

// Where no word fits, files do.
const bash = (places: readonly Place[]): string => `\
# sluice for bash: source <(sluice completion bash)
_sluice() {
  local previous=\${COMP_WORDS[COMP_CWORD - 1]}
${body(places, { words: 'COMP_WORDS', first: 1, current: 'COMP_CWORD' })}
  COMPREPLY=($(compgen -W "$offers" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -o bashdefault -F _sluice sluice`;

const zsh = (places: readonly Place[]): string => `\
#compdef sluice
# sluice for zsh: source <(sluice completion zsh), after compinit
_sluice() {
  local -a given=("\${(@)words}")
  local previous=\${given[CURRENT - 1]}
${body(places, { words: 'given', first: 2, current: 'CURRENT' })}
  compadd -- \${=offers}
  _files
}
compdef _sluice sluice`;

const fish = (places: readonly Place[]): string => {
  const lines = places.flatMap((place) => {
    const verbs = place.path.map((verb) => `__fish_seen_subcommand_from ${verb}`).join('; and ');
    const deeper = place.verbs.map(({ name }) => name).join(' ');
    const where =
      place.path.length === 0
        ? '__fish_use_subcommand'
        : `${verbs}${deeper === '' ? '' : `; and not __fish_seen_subcommand_from ${deeper}`}`;
    const at = `complete -c sluice -n ${quote(where)}`;
    return [
      ...place.verbs.map(({ name, about }) => `${at} -f -a ${name} -d ${quote(about)}`),
      ...place.choices.map((choice) => `${at} -f -a ${choice}`),
      ...place.options.map(({ flags, about, takesValue, choices }) => {
        const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
        const value = choices.length > 0 ? ` -x -a ${quote(choices.join(' '))}` : takesValue ? ' -r' : '';
        return `${at} ${names.join(' ')}${value} -d ${quote(about)}`;
      }),
    ];
  });
  return ['# sluice for fish: sluice completion fish | source', ...lines].join('\n');
};

const WRITERS: Readonly<Record<Shell, (places: readonly Place[]) => string>> = { bash, zsh, fish };

/** The script that teaches a shell every verb and option of the command. */
export const writeScript = (shell: Shell, places: readonly Place[]): string => WRITERS[shell](places);
