import type { MiniBatchContext, TabularRow } from '../contract/mini-batch.ts';

/** Of `Manifest`; it changes when a field is renamed, removed or changes its meaning. */
export const MANIFEST_VERSION = 1;

/** The folder of the manifests, in the folder of the failed items. */
export const MANIFESTS_FOLDER = 'manifests';

/** Bytes of the items, and of the value of an argument, that a manifest takes at most. */
export const MOST_ITEM_BYTES = 4 * 1024 * 1024;
export const MOST_ARGUMENT_BYTES = 16 * 1024;

/** Bytes of a whole manifest: the items, the arguments, and room for the rest. */
export const MOST_MANIFEST_BYTES = 8 * 1024 * 1024;

/** One `run()`: what it was given, and what became of it. `schema/manifest.schema.json` is the public form of this type. */
export interface Manifest {
  readonly version: typeof MANIFEST_VERSION;
  /** As AML names the mini-batch; null where it does not. */
  readonly minibatch_index: string | number | null;
  /** `AZUREML_RUN_ID` */
  readonly run_id: string | null;
  /** Node, process id and a random part: unique in a run. */
  readonly process: string;
  /** The folder that the items are in, where AML mounted it. */
  readonly input_folder: string | null;
  /** As `run` got them: paths or URLs, or rows of a table. */
  readonly items: readonly (string | TabularRow)[];
  readonly context: Pick<MiniBatchContext, 'partition_key_value' | 'global_row_index_lower_bound'>;
  /** Our arguments that were given, by name, without `--`. A secret is named in them, its value is not. */
  readonly arguments: Readonly<Record<string, string>>;
  /** Settings of AML, by the names of its arguments. */
  readonly host_arguments: Readonly<Record<string, number>>;
  /** What was too long: the number of items, and the names of arguments. */
  readonly left_out: { readonly items: number; readonly arguments: readonly string[] };
  readonly versions: Readonly<Record<string, string>>;
  readonly outcome: ManifestOutcome;
}

/** What became of a `run()`; it is still `running` where its process was ended in it. Times are ISO 8601, UTC. */
export interface ManifestOutcome {
  readonly status: 'running' | 'returned' | 'raised';
  readonly started_at: string;
  readonly ended_at: string | null;
  /** Rows that were returned. */
  readonly rows: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}
