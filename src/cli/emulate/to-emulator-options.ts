import { access, constants, readFile } from 'node:fs/promises';
import { makeFolder } from '../../files/make-folder.ts';
import type { ParsedOptions } from '../../config/parse-options.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import type { EmulatorOptions } from '../../emulator/emulator-options.ts';
import type { FaultScript } from '../../emulator/faults/fault.ts';
import { parseFaults } from '../../emulator/faults/parse-faults.ts';
import { imageNamesIn } from '../../emulator/reading/image-names.ts';
import type { ReadingCache } from '../../emulator/reading/cached-reader.ts';
import { parseLatency } from '../../emulator/server/latency.ts';
import { parsePublishedIteration, parseSecrets } from '../../emulator/parse-pairs.ts';
import { parsePathPrefix } from '../../emulator/server/path-prefix.ts';
import { parseRates } from '../../emulator/server/rates.ts';
import { readingFolder } from '../../emulator/reading/reading-folder.ts';
import type { EMULATE_OPTIONS } from './options.ts';

export type EmulateValues = ParsedOptions<typeof EMULATE_OPTIONS>;

/** @throws ConfigurationError when a value, or a file that it names, is not valid */
export async function toEmulatorOptions(values: EmulateValues): Promise<Omit<EmulatorOptions, 'engine'>> {
  return {
    host: values.host,
    port: values.port,
    allowRemote: values.allow_remote,
    ...(values.path_prefix && { pathPrefix: parsePathPrefix(values.path_prefix) }),
    tls: values.tls || values.write_ca !== undefined,
    names: values.name,
    key: values.key,
    auth: values.auth,
    token: values.token ?? null,
    sku: values.tier,
    rates: parseRates(values.rate),
    retryAfterHeader: !values.no_retry_after_header,
    latency: parseLatency(values.latency),
    seed: values.seed,
    ...(values.operation_lifetime && { operationLifetimeMs: values.operation_lifetime * 1000 }),
    errorShape: values.error_shape,
    publishedIteration: values.custom_vision ? parsePublishedIteration(values.custom_vision) : null,
    ...(values.faults && { faults: await readFaults(values.faults) }),
    ...(values.images && {
      imageNames: await fromDisk('--images cannot be read', imageNamesIn(values.images)),
    }),
    secrets: parseSecrets(values.secret),
    readingCache: values.reading_cache ? await openCache(values.reading_cache) : null,
  };
}

async function openCache(folder: string): Promise<ReadingCache> {
  const ready = makeFolder(folder).then(() => access(folder, constants.W_OK));
  await fromDisk('--reading_cache cannot be written', ready);
  return readingFolder(folder);
}

async function readFaults(faults: string): Promise<FaultScript> {
  if (/^\s*[[{]/.test(faults)) return parseFaults(faults, '--faults');
  return parseFaults(await fromDisk('--faults cannot be read', readFile(faults, 'utf8')), faults);
}

/**
 * @param what the beginning of the sentence, for example `--faults cannot be read`
 * @throws ConfigurationError when the file or folder cannot be used
 */
export async function fromDisk<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError([`${what}: ${reason}.`], { cause });
  }
}
