import { dashed } from './unknown-name.ts';
import { shellWord } from '../printing/shell-word.ts';

interface Words {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * The error message for arguments of the entry script that are given before `--`, with the corrected command line.
 *
 * @param names of the entry script's options, with underscores
 */
export function misplacedArguments(
  command: string,
  names: readonly string[],
  { before, after }: Words,
): string {
  const isMisplaced = (word: string, index: number): boolean =>
    belongsTo(names, word) || (!isOption(word) && isAwaited(names, before[index - 1] ?? ''));
  const own = before.filter((word, index) => !isMisplaced(word, index));
  const line = [
    command,
    ...own.map(shellWord),
    '--',
    ...[...before.filter(isMisplaced), ...after].map(shellWord),
  ];
  const [options, verb, what] = [
    names.map(dashed).join(', '),
    names.length === 1 ? 'is an argument' : 'are arguments',
    names.length === 1 ? 'it' : 'them',
  ];
  return `${options} ${verb} of the entry script: give ${what} after --, as in\n  ${line.join(' ')}`;
}

/** Whether the word after `word` is the value of one of the options. */
function isAwaited(names: readonly string[], word: string): boolean {
  return belongsTo(names, word) && !word.includes('=');
}

function belongsTo(names: readonly string[], word: string): boolean {
  return isOption(word) && names.includes(word.slice(2).split('=', 1)[0]?.replaceAll('-', '_') ?? '');
}

function isOption(word: string): boolean {
  return word.startsWith('--');
}
