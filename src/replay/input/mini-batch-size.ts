import { text } from '../../config/option.ts';

/** What a mini-batch is cut from: whole files, or the rows of tables. */
export type InputFormat = 'file' | 'tabular';

const MOST_FILES = 1_000_000;
const SIZE = /^(?<number>\d{1,9})(?<unit>[kmg]b)?$/i;
const BYTES = { kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 } as const;

/** AML's defaults. https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step#parallelrunconfig */
const DEFAULTS: Readonly<Record<InputFormat, string>> = { file: '10', tabular: '1MB' };

/** A number of files, or bytes of tables: `1024`, `10kb`, `1MB`. */
export const miniBatchSize = text((given) =>
  SIZE.test(given) && sizeOf(given) > 0 && (/b$/i.test(given) || sizeOf(given) <= MOST_FILES)
    ? null
    : `a whole number from 1 to ${MOST_FILES}, or a size of tables such as 10kb or 1MB`,
);

/** Files, or bytes; and the text that AML gets. */
export function toMiniBatchSize(given: string | null, format: InputFormat): { text: string; size: number } {
  const chosen = given ?? DEFAULTS[format];
  return { text: chosen, size: sizeOf(chosen) };
}

/** What is wrong with a size, one sentence; null when nothing is. */
export function findSizeProblem(chosen: string, format: InputFormat): string | null {
  if (format === 'tabular' || !/b$/i.test(chosen)) return null;
  return `--mini_batch_size is "${chosen}", which is a size of tables: give a number of files, or --input_format tabular.`;
}

function sizeOf(given: string): number {
  const { number, unit } = SIZE.exec(given)?.groups ?? {};
  return Number(number) * (unit === undefined ? 1 : BYTES[unit.toLowerCase() as keyof typeof BYTES]);
}
