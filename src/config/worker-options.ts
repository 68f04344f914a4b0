import type { LoggingLevel } from '../logging/logger.ts';

export const ENGINES = ['offline'] as const;
export type EngineName = (typeof ENGINES)[number];

export const ROW_FORMATS = ['jsonl', 'csv'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

export const ROW_DETAILS = ['text', 'lines', 'words'] as const;
export type RowDetail = (typeof ROW_DETAILS)[number];

export const FAILED_ITEMS_POLICIES = ['omit', 'row'] as const;
export type FailedItemsPolicy = (typeof FAILED_ITEMS_POLICIES)[number];

/** Everything the worker needs to know, resolved once in `init`. */
export interface WorkerOptions {
  readonly engine: EngineName;
  /** BCP-47 or the Tesseract code, `en` by default. */
  readonly language: string;
  /** Images in flight in this process; null leaves it to the engine. */
  readonly maxConcurrency: number | null;
  /** For example `2020/08/07`; null takes every image. */
  readonly inputPartition: string | null;
  readonly inputRoot: string | null;
  /** The DataFrame column that holds the path or URL; null picks the only or the best-named one. */
  readonly imageColumn: string | null;
  readonly rowFormat: RowFormat;
  readonly rowDetail: RowDetail;
  readonly failedItems: FailedItemsPolicy;
  readonly metadata: MetadataOptions | null;
  /** Names of Key Vault secrets. */
  readonly kvReadapi: string | null;
  readonly kvCustomimage: string | null;
  readonly loggingLevel: LoggingLevel;
  readonly host: HostOptions;
}

export interface MetadataOptions {
  readonly file: string;
  /** The column that names the image. */
  readonly key: string;
}

/** What AML's driver said about itself in the same argv or in the environment. */
export interface HostOptions {
  /** `--output`, else AZUREML_BI_OUTPUT_PATH. */
  readonly outputFolder: string | null;
  readonly processCountPerNode: number | null;
  /** Names of flags that are not ours. */
  readonly ignoredArguments: readonly string[];
}
