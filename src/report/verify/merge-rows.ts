import type { RowFormat } from '../../config/worker-options.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { writeAtomically } from '../../files/atomic-write.ts';
import { type DistinctRow, distinctRows } from './distinct-rows.ts';
import { rowChunks } from './row-chunks.ts';
import { readLines } from './read-lines.ts';
import { RowsFile } from './rows-file.ts';
import { RowsVerifier } from './rows-verifier.ts';

export interface MergedRows {
  /** Rows of images that had none. */
  added: number;
  /** Failed rows that a row with a result replaced. */
  replaced: number;
  /** Rows that stay as they were. */
  kept: number;
}

/**
 * Puts rows into a file of rows, so that each image has one: a row with a result takes the place of a failed one, else
 * the first row of an image stays. The file is replaced in one step, or not at all. The rows put in are in memory.
 *
 * @throws ConfigurationError for a line that is not a row
 */
export async function mergeRows(into: string, from: string, signal: AbortSignal): Promise<MergedRows> {
  const incoming = new Map<string, DistinctRow>();
  for await (const row of validRows(from, signal)) incoming.set(row.record.file, row);
  const [first] = incoming.values();
  const counts: MergedRows = { added: 0, replaced: 0, kept: 0 };
  await writeAtomically(
    into,
    rowChunks(mergedRows(sameFormat(validRows(into, signal), into, first, from), incoming, counts)),
    signal,
  );
  return counts;
}

/** @throws ConfigurationError when one file is JSON Lines and the other CSV */
async function* sameFormat(
  rows: AsyncIterable<DistinctRow>,
  into: string,
  other: DistinctRow | undefined,
  from: string,
): AsyncGenerator<DistinctRow> {
  for await (const row of rows) {
    if (other !== undefined && formatOf(row) !== formatOf(other)) {
      throw new ConfigurationError([
        `${from} holds rows of ${formatOf(other)}, and ${into} of ${formatOf(row)}: run the second attempt with the same --row_format.`,
      ]);
    }
    yield row;
  }
}

function formatOf({ bytes }: DistinctRow): RowFormat {
  return bytes.toString('latin1', 0, 1) === '{' ? 'jsonl' : 'csv';
}

async function* mergedRows(
  rows: AsyncIterable<DistinctRow>,
  incoming: Map<string, DistinctRow>,
  counts: MergedRows,
): AsyncGenerator<DistinctRow> {
  for await (const row of rows) {
    const { file, status } = row.record;
    const other = incoming.get(file);
    incoming.delete(file);
    const replaces = status === 'failed' && other !== undefined && other.record.status !== 'failed';
    counts[replaces ? 'replaced' : 'kept'] += 1;
    yield replaces ? other : row;
  }
  counts.added = incoming.size;
  yield* incoming.values();
}

/** The first row of each image. @throws ConfigurationError at the end for a line that is not a row */
async function* validRows(file: string, signal: AbortSignal): AsyncGenerator<DistinctRow> {
  const lines = new RowsFile(file);
  const verifier = new RowsVerifier((offset) => lines.lineAt(offset));
  try {
    yield* distinctRows(readLines(file, signal), verifier);
  } finally {
    lines.close();
  }
  for (const { line, problem } of verifier.broken.kept) {
    throw new ConfigurationError([
      `${file}: line ${line} is not a row of the worker: ${problem}. Nothing was merged; give files of rows that verify accepts.`,
    ]);
  }
}
