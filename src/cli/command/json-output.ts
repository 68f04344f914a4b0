import { flag } from '../../config/option.ts';
import { grouped, type OptionTable } from '../../config/parse-options.ts';
import type { Terminal } from './terminal.ts';

/** `--json` of a command that prints a result. */
export const JSON_OUTPUT = grouped('Output', {
  json: flag('Print the result as one JSON object, and nothing else on standard output'),
}) satisfies OptionTable;

/** What `cleanTerminal` would show in a way that no JSON parser reads: control and format characters, build commands. */
const SHOWN_BY_CODE = /(?!\n)[\p{C}\u2028\u2029\p{Default_Ignorable_Code_Point}]|#(?=#(?:vso)?\[)/gu;

/** Prints one JSON document, in characters that are safe on a terminal and that a parser turns into the same value. */
export function printJson(terminal: Terminal, value: unknown): void {
  const escaped = JSON.stringify(value, null, 2).replaceAll(SHOWN_BY_CODE, escapeUnits);
  terminal.out(`${escaped}\n`);
}

function escapeUnits(characters: string): string {
  const units = Array.from({ length: characters.length }, (_, index) => characters.charCodeAt(index));
  return units.map((unit) => String.raw`\u${unit.toString(16).padStart(4, '0')}`).join('');
}
