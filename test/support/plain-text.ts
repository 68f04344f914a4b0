import type { Tone, TonedLine } from '../../src/logging/toned-line.ts';

/** Lines as they are printed without colours, without the last line feed. */
export function plainText(lines: readonly TonedLine[]): string {
  return lines.map((line) => (typeof line === 'string' ? line : line.text)).join('\n');
}

/** The tones of the lines that have one, in their order. */
export function tonesOf(lines: readonly TonedLine[]): Tone[] {
  return lines.flatMap((line) => (typeof line === 'string' ? [] : [line.tone]));
}
