import { toDisplayPath } from '../../files/file-system-path.ts';
import { keysOf } from '../../report/verify/images.ts';
import { listedFiles } from '../input/task-file.ts';
import { journalPaths } from '../journal/journal-paths.ts';
import { readJournalState } from '../journal/journal-state.ts';
import { explainMiniBatch, type FoundWrong } from './explain-mini-batch.ts';
import { readHistories } from './mini-batch-history.ts';

/** What a verification found in the rows of a replay; images are named as rows name them, or by their paths. */
export interface WrongRows {
  /** The image of each row that is there besides its first. */
  readonly duplicates: readonly string[];
  readonly missing: readonly string[];
  readonly brokenLines: number;
}

/**
 * Why the rows of a replay are not complete, as its journal tells it: sentences in the order of the mini-batches; none without a
 * journal in the output folder.
 */
export async function explainRows(output: string, wrong: WrongRows): Promise<readonly string[]> {
  const { duplicates, missing, brokenLines } = wrong;
  if (duplicates.length + missing.length + brokenLines === 0) return [];
  const paths = journalPaths(output);
  const state = await readJournalState(paths.events);
  if (state === null) return [];
  const roots = state.started.input_root === undefined ? [] : [state.started.input_root];
  const found = await byMiniBatch(paths.input, roots, wrong);
  const histories = await readHistories(paths.events, new Set(found.keys()));
  const torn = [...histories.values()].some(({ left }) => left.some((rows) => rows.torn));
  return [...new Set([...found.keys(), ...histories.keys()])]
    .toSorted((one, other) => one - other)
    .flatMap((index) =>
      explainMiniBatch(index, histories.get(index), found.get(index) ?? { duplicates: 0, missing: 0 }, torn),
    );
}

async function byMiniBatch(
  input: string,
  roots: readonly string[],
  { duplicates, missing }: WrongRows,
): Promise<Map<number, FoundWrong>> {
  const duplicatesOf = countEach(duplicates);
  const missingOf = countEach(missing);
  const found = new Map<number, FoundWrong>();
  let index = 0;
  for await (const files of listedFiles(input)) {
    const sum = { duplicates: 0, missing: 0 };
    for (const { path } of files) {
      for (const key of new Set(keysOf(path, roots, null))) sum.duplicates += duplicatesOf.get(key) ?? 0;
      sum.missing += missingOf.get(toDisplayPath(path)) ?? 0;
    }
    if (sum.duplicates + sum.missing > 0) found.set(index, sum);
    index += 1;
  }
  return found;
}

function countEach(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
