import type { EngineName } from '../../config/worker-options.ts';

/** The names of a user's resources; null where one is not given. */
export interface ScaffoldNames {
  readonly compute: string;
  readonly datastore: string;
  readonly storageAccount: string | null;
  readonly container: string | null;
  /** The container image with the worker. */
  readonly image: string | null;
  readonly engine: EngineName;
  /** Names of secrets. */
  readonly kvReadapi: string | null;
  readonly kvCustomimage: string | null;
  /** A vault's name or URL. */
  readonly keyVault: string | null;
  readonly readEndpoint: string | null;
  readonly inputPartition: string | null;
}

/** The inputs of the job that are texts, with their values, in the order of the component. */
export function textInputs(names: ScaffoldNames): readonly (readonly [input: string, value: string])[] {
  const { inputPartition, kvReadapi, kvCustomimage, keyVault, engine, readEndpoint } = names;
  const all: readonly (readonly [input: string, value: string | null])[] = [
    ['input_partition', inputPartition],
    ['kv_readapi', kvReadapi],
    ['kv_customimage', kvCustomimage],
    ['key_vault', keyVault],
    ['engine', engine === 'read' ? null : engine],
    ['read_endpoint', readEndpoint],
  ];
  return all.flatMap(([input, value]) => (value === null ? [] : [[input, value] as const]));
}
