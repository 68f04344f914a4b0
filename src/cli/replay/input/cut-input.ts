import { cutPartitions } from '../../../replay/input/cut-partitions.ts';
import { filesByDirectory, type Input } from '../../../replay/input/input-files.ts';
import { toPartitionFormat } from '../../../replay/input/partition-format.ts';
import { cutIntoMiniBatches, type MiniBatchTask } from '../../../replay/input/split.ts';
import { cutTablePartitions } from '../../../replay/table/cut-table-partitions.ts';
import { cutTables } from '../../../replay/table/cut-tables.ts';
import type { ReplayArguments } from '../arguments.ts';

/** The mini-batches of the input, as the arguments ask for them. @param note prints a line */
export function cutInput(
  { inputFormat, miniBatchSize: { size }, partitionKeys, partitionFormat, shuffle }: ReplayArguments,
  input: Input,
  note: (text: string) => void,
): AsyncIterable<MiniBatchTask> {
  const files = filesByDirectory(input, note, shuffle);
  if (inputFormat === 'tabular') {
    return partitionKeys === null
      ? cutTables(files, size, note)
      : cutTablePartitions(files, partitionKeys, note);
  }
  const format = partitionFormat === null ? null : toPartitionFormat(partitionFormat);
  if (partitionKeys === null || format === null || typeof format === 'string')
    return cutIntoMiniBatches(files, size);
  return cutPartitions(files, format, partitionKeys);
}
