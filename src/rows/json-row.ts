import type { Row } from '../contract/row.ts';

/**
 * JSON as one physical line for every reader: those that also split at U+0085, U+2028 or U+2029 (Python's do), and
 * those that reject a lone surrogate, which `JSON.stringify` would write as an escape.
 */
export function formatJsonRow(row: Row): string {
  return JSON.stringify(row, wellFormed).replaceAll(/[\u007F-\u009F\u2028\u2029]/g, escapeCharacter);
}

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
