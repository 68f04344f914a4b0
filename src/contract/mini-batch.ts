/**
 * The mini-batch that the host passes to `run`.
 *
 * A file data set gives absolute local paths; a tabular one gives a pandas DataFrame, which the entry script turns
 * into one record per row. A path that is not valid UTF-8 on disk contains Python's surrogateescape code units
 * (U+DC80..U+DCFF), see `toFileSystemPath` in `images/`.
 *
 * Source: https://learn.microsoft.com/azure/machine-learning/how-to-use-parallel-job-in-pipeline
 */
export type MiniBatch = readonly string[] | readonly TabularRow[];

/** A row of a table by its columns. Only the cell that names the image matters; the others may hold anything. */
export type TabularRow = Readonly<Record<string, unknown>>;

/** The optional second argument of `run`, limited to the fields that the runtime is known to set. */
export interface MiniBatchContext {
  readonly minibatch_index?: string | number | null;
  readonly partition_key_value?: TabularRow | null;
  readonly global_row_index_lower_bound?: number | null;
  /** Earlier attempts of this mini-batch. */
  readonly retry_count?: number | null;
}
