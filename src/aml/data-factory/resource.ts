import type { JsonObject } from '../../contract/is-record.ts';

/** One file of a factory's repository: `pipeline/NAME.json`. */
export interface FactoryFile {
  readonly path: string;
  readonly content: JsonObject;
}

/** The folders are those of a factory stored in Git: https://learn.microsoft.com/azure/data-factory/source-control */
export function factoryFile(
  folder: 'linkedService' | 'pipeline' | 'trigger',
  name: string,
  properties: JsonObject,
): FactoryFile {
  return { path: `${folder}/${name}.json`, content: { name, properties } };
}

/** The pipeline's one parameter: the folders of the day, `2020/08/07`. */
export const PARTITION = 'partition';
export const PARTITION_EXPRESSION = `@pipeline().parameters.${PARTITION}`;

/** Days.hours:minutes:seconds */
export const ONE_DAY = '1.00:00:00';
const TEN_MINUTES = '0.00:10:00';

/** Reading again costs nothing; starting a second job does. */
export const once = { timeout: TEN_MINUTES, retry: 0, secureInput: false, secureOutput: false };
export const repeatable = { ...once, retry: 3, retryIntervalInSeconds: 60 };
export const oneDay = { ...once, timeout: ONE_DAY };

export function factoryPipeline(
  name: string,
  description: string,
  activities: readonly JsonObject[],
): FactoryFile {
  return factoryFile('pipeline', name, {
    description,
    activities,
    parameters: { [PARTITION]: { type: 'string' } },
    annotations: ['parallel-run-ocr'],
  });
}
