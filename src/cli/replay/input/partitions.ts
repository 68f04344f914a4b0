import type { OptionType } from '../../../config/option.ts';
import { toPartitionFormat } from '../../../replay/input/partition-format.ts';

/** `user,year`: names, each once. */
export const partitionKeys: OptionType<readonly string[]> = {
  check(given) {
    const keys = toKeys(given);
    return keys.includes('') || new Set(keys).size < keys.length
      ? 'names with commas between them, each once'
      : null;
  },
  parse: toKeys,
};

export const partitionFormat: OptionType<string> = {
  check(given) {
    const format = toPartitionFormat(given);
    return typeof format === 'string' ? format : null;
  },
  parse: (given) => given,
};

interface PartitionArguments {
  readonly partitionKeys: readonly string[] | null;
  readonly partitionFormat: string | null;
  readonly miniBatchSizeGiven: boolean;
  readonly inputFormat: 'file' | 'tabular';
}

/** What does not go together with `--partition_keys`, a sentence each. */
export function findPartitionProblems({
  partitionKeys: keys,
  partitionFormat: text,
  miniBatchSizeGiven,
  inputFormat,
}: PartitionArguments): string[] {
  if (keys === null)
    return text === null ? [] : ['--partition_format is for --partition_keys: give both, or neither.'];
  const problems = miniBatchSizeGiven
    ? ['--mini_batch_size and --partition_keys exclude each other: give one of them.']
    : [];
  if (inputFormat === 'tabular') {
    if (text !== null)
      problems.push('--partition_format is for files; the keys of tables are their columns.');
    return problems;
  }
  const format = text === null ? null : toPartitionFormat(text);
  if (format === null || typeof format === 'string')
    return [
      ...problems,
      '--partition_keys of files needs --partition_format, which says where the keys are in their paths, for example {user}/{year}/*.jpg.',
    ];
  const unknown = keys.filter((key) => !format.keys.includes(key));
  if (unknown.length === 0) return problems;
  return [
    ...problems,
    `--partition_keys: --partition_format has no key ${unknown.join(', ')}; it has ${format.keys.join(', ')}.`,
  ];
}

function toKeys(given: string): readonly string[] {
  return given.split(',').map((key) => key.trim());
}
