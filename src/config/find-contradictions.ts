import type { OptionName } from './options.ts';
import { ENGINES } from './worker-options.ts';

export type Values = Readonly<Partial<Record<OptionName, string>>>;

/** Problems of options that cannot be combined or that need another option. */
export function findContradictions(values: Values, engine: string | undefined): string[] {
  return [
    ...findEngineProblems(values, engine),
    ...findModelProblems(values, engine),
    ...findMetadataProblems(values),
  ];
}

function findEngineProblems(values: Values, engine: string | undefined): string[] {
  if (engine === undefined) {
    return [
      'No engine is chosen: give --kv_readapi NAME, the Key Vault secret of the Read API, or --engine offline to read on this machine without an account.',
    ];
  }
  const known: readonly string[] = ENGINES;
  if (engine === 'offline' || !known.includes(engine)) return [];
  const endpoint = values.read_endpoint !== undefined;
  if (engine === 'read-container') {
    return endpoint
      ? []
      : ['--engine read-container needs --read_endpoint URL, where the container listens.'];
  }
  if (values.service_auth === 'entra') {
    return endpoint ? [] : ["--service_auth entra needs --read_endpoint URL, the service's resource."];
  }
  return values.kv_readapi === undefined
    ? [
        `--engine ${engine} needs a key: give --kv_readapi NAME, its Key Vault secret, or --service_auth entra to use none.`,
      ]
    : [];
}

function findModelProblems({ model }: Values, engine: string | undefined): string[] {
  return model === undefined || engine === undefined || engine === 'offline'
    ? []
    : [`--model ${model} is a model of --engine offline, and the engine is ${engine}: leave --model out.`];
}

function findMetadataProblems(values: Values): string[] {
  return values.metadata_key !== undefined && values.metadata === undefined
    ? ['--metadata_key names a column of --metadata, which is missing: give --metadata FILE as well.']
    : [];
}
