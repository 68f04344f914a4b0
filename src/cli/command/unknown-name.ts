import { nearest } from '../../config/nearest.ts';

/** `Unknown command "chek": did you mean check? Accepted: …` */
export function unknownCommand(given: string, commands: readonly string[]): string {
  return `Unknown command ${JSON.stringify(given)}${advice(given, commands, '')}`;
}

/**
 * @param name without dashes
 * @param hint appended after the accepted names
 */
export function unknownOption(name: string, options: readonly string[], hint = ''): string {
  return `Unknown option ${dashed(name)}${advice(name, options, '--')}${hint}`;
}

/** `-x` or `--name` */
export function dashed(name: string): string {
  return `${name.length === 1 ? '-' : '--'}${name}`;
}

function advice(given: string, names: readonly string[], prefix: string): string {
  const meant = nearest(given, names);
  const question = meant === null ? '.' : `: did you mean ${prefix}${meant}?`;
  return `${question} Accepted: ${names.map((name) => `${prefix}${name}`).join(', ')}.`;
}
