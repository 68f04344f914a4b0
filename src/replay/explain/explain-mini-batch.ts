import type { MiniBatchHistory } from './mini-batch-history.ts';

/** What is wrong with the rows of one mini-batch. */
export interface FoundWrong {
  /** Rows that an image has besides its first. */
  readonly duplicates: number;
  /** Images with neither a row nor a failed item. */
  readonly missing: number;
}

/**
 * Why rows of a mini-batch are twice in the file or are missing, in the terms of AML, a sentence each.
 *
 * Sources: https://github.com/Azure/MachineLearningNotebooks/issues/1703 (duplicates),
 * https://github.com/Azure/MachineLearningNotebooks/issues/1309 (missing rows)
 *
 * @param history undefined when nothing is known of it
 * @param torn whether a row that was cut is in the file, to which another may be joined
 */
export function explainMiniBatch(
  index: number,
  history: MiniBatchHistory | undefined,
  { duplicates, missing }: FoundWrong,
  torn: boolean,
): readonly string[] {
  const name = `mini-batch ${index}`;
  return [
    ...(duplicates > 0
      ? [`${name}: ${counted(duplicates, 'duplicated row')}: ${whyTwice(history?.left ?? [])}`]
      : []),
    ...(missing > 0
      ? [`${name}: ${counted(missing, 'image')} without a row: ${whyMissing(history, torn)}`]
      : []),
    ...(history?.left ?? [])
      .filter((left) => left.torn)
      .map(
        ({ attempt }) =>
          `${name}: a broken line: attempt ${attempt} was killed in the middle of a row, and the row after it is joined to that piece`,
      ),
  ];
}

function whyTwice(left: MiniBatchHistory['left']): string {
  const causes = left
    .filter(({ rows }) => rows > 0)
    .map(({ attempt, cause, rows }) =>
      cause === 'lost_acknowledgement'
        ? `attempt ${attempt} had written them all when its acknowledgement was lost, so the mini-batch was run again`
        : `attempt ${attempt} had written ${counted(rows, 'row')} when it was killed; AML keeps them and runs the mini-batch again`,
    );
  return causes.length > 0 ? causes.join('; ') : 'run() itself returned them twice';
}

function whyMissing(history: MiniBatchHistory | undefined, torn: boolean): string {
  const last = history?.failures.at(-1);
  const processed = history?.processed ?? null;
  if (processed === null) {
    if (last === undefined) return 'it was not run before the job ended';
    return `no attempt succeeded, and attempt ${last.attempt}, the last that was made, failed (${last.reason})`;
  }
  const { rows, items } = processed;
  if (rows < items)
    return `run() returned ${counted(rows, 'row')} for ${counted(items, 'item')}; what is missing is a failed item, which AML does not try again`;
  if (torn) return 'its row is joined to one that was cut when a process was killed';
  return 'run() returned enough rows, but not of these; AML counts rows and does not compare them with items';
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
