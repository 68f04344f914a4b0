import type { LoggingLevel } from '../logging/logger.ts';
import type { PlateFormat } from '../plates/plate-format.ts';

export const ENGINES = [
  'read',
  'read-container',
  'document-intelligence',
  'image-analysis',
  'offline',
] as const;
export type EngineName = (typeof ENGINES)[number];

export const OFFLINE_MODELS = ['v4', 'v6'] as const;
export type OfflineModel = (typeof OFFLINE_MODELS)[number];

export const SECRET_ORIGINS = ['vault', 'env'] as const;
export type SecretOrigin = (typeof SECRET_ORIGINS)[number];

export const SERVICE_AUTHS = ['key', 'entra'] as const;
export type ServiceAuthName = (typeof SERVICE_AUTHS)[number];

export const READING_ORDERS = ['basic', 'natural'] as const;
export type ReadingOrder = (typeof READING_ORDERS)[number];

export const TIERS = ['paid', 'free'] as const;
/** The pricing tier of a service: its limits differ. */
export type Tier = (typeof TIERS)[number];

export const ROW_FORMATS = ['jsonl', 'csv'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

export const CSV_FORMULAS = ['escape', 'keep'] as const;
export type CsvFormulas = (typeof CSV_FORMULAS)[number];

export const ROW_DETAILS = ['text', 'lines', 'words'] as const;
export type RowDetail = (typeof ROW_DETAILS)[number];

export const FAILED_ITEMS_POLICIES = ['omit', 'row'] as const;
export type FailedItemsPolicy = (typeof FAILED_ITEMS_POLICIES)[number];

/** Everything the worker needs to know, resolved once in `init`. */
export interface WorkerOptions {
  readonly engine: EngineName;
  /** BCP-47, or a Tesseract code for the offline engine; null leaves it to the engine. */
  readonly language: string | null;
  /** PP-OCR's version; null takes the best that is installed. */
  readonly model: OfflineModel | null;
  /** Images in memory at once in this process; null leaves it to the engine. */
  readonly maxConcurrency: number | null;
  /** The longest work on one image, in seconds; null leaves it to the engine. */
  readonly imageTimeout: number | null;
  /** For example `2020/08/07`; null takes every image. */
  readonly inputPartition: string | null;
  readonly inputRoot: string | null;
  /** The DataFrame column that holds the path or URL; null selects the only column, or one by its name. */
  readonly imageColumn: string | null;
  /** Whether URLs of images may lead into private networks. */
  readonly allowPrivateUrls: boolean;
  readonly rowFormat: RowFormat;
  readonly csvFormulas: CsvFormulas;
  readonly rowDetail: RowDetail;
  /** Empty: any plate-like text is a candidate, as it was read. */
  readonly plateFormats: readonly PlateFormat[];
  readonly failedItems: FailedItemsPolicy;
  readonly metadata: MetadataOptions | null;
  readonly secrets: SecretOptions;
  readonly service: ServiceOptions;
  readonly customVision: CustomVisionOptions;
  readonly store: StoreChoice;
  readonly loggingLevel: LoggingLevel;
  readonly host: HostOptions;
}

/** Where readings are kept; `run` is a folder of the run on the node's disk. */
export type StoreChoice =
  { readonly kind: 'off' } | { readonly kind: 'run' } | { readonly kind: 'folder'; readonly folder: string };

export interface MetadataOptions {
  readonly file: string;
  /** The column that names the image. */
  readonly key: string;
}

/** Where the keys of the services come from. */
export interface SecretOptions {
  /** Names of the secrets. */
  readonly kvReadapi: string | null;
  readonly kvCustomimage: string | null;
  readonly origin: SecretOrigin;
  /** A vault's name or URL; null is the workspace's own. */
  readonly keyVault: string | null;
}

/** How the reading service is used. */
export interface ServiceOptions {
  /** Null takes the endpoint of the secret. */
  readonly endpoint: string | null;
  readonly auth: ServiceAuthName;
  readonly tier: Tier;
  /** Requests per second that the resource may take from all processes together; null where that is not known. */
  readonly tps: number | null;
  /** Pages of PDF and TIFF documents, for example `['1-3', '7']`; null reads all. */
  readonly pages: readonly string[] | null;
  readonly readingOrder: ReadingOrder | null;
  readonly modelVersion: string | null;
}

/** Settings that complete a secret that is a bare key; null takes the value of the secret. */
export interface CustomVisionOptions {
  readonly endpoint: string | null;
  readonly project: string | null;
  readonly publishedName: string | null;
  /** 0 to 1. */
  readonly minimumProbability: number | null;
}

/**
 * Settings of AML's driver, from the same argv or the environment; null where there is no usable value.
 *
 * Sources: https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel,
 * https://learn.microsoft.com/python/api/azureml-pipeline-steps/azureml.pipeline.steps.parallelrunconfig
 */
export interface HostOptions {
  /** `--output`, else AZUREML_BI_OUTPUT_PATH. */
  readonly outputFolder: string | null;
  readonly processCountPerNode: number | null;
  /** Nodes of the job: `AZUREML_NODE_COUNT`, else the entries of `AZ_BATCH_NODE_LIST`. */
  readonly nodeCount: number | null;
  /** Files in a mini-batch; null for tables, whose size is in bytes. */
  readonly miniBatchSize: number | null;
  /** Seconds that one `run()` may take, AML's own overhead not counted. */
  readonly runInvocationTimeout: number | null;
  /** Seconds that AML adds to it for loading and recording a mini-batch. */
  readonly taskOverheadTimeout: number | null;
  /** Attempts of a mini-batch in total, not retries. */
  readonly runMaxTry: number | null;
  /** `AZUREML_RUN_ID`: the same in all processes of a run. */
  readonly runId: string | null;
  /** Absolute paths of folders that the images may be in; empty where nothing tells. */
  readonly inputFolders: readonly string[];
  /** Names of flags that are not ours. */
  readonly ignoredArguments: readonly string[];
}
