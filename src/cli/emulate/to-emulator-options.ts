import { readFile } from 'node:fs/promises';
import { ConfigurationError } from '../../contract/errors.ts';
import type { EmulatorOptions } from '../../emulator/emulator-options.ts';
import { ERROR_SHAPES } from '../../emulator/error-answers.ts';
import type { FaultScript } from '../../emulator/faults/fault.ts';
import { parseFaults } from '../../emulator/faults/parse-faults.ts';
import { imageNamesIn } from '../../emulator/reading/image-names.ts';
import { DEFAULT_KEY } from '../../emulator/server/keys.ts';
import { parseLatency } from '../../emulator/server/latency.ts';
import { parsePublishedIteration, parseSecrets } from '../../emulator/parse-pairs.ts';
import { parseRates, TIERS } from '../../emulator/server/rates.ts';
import { readingFolder } from '../../emulator/reading/reading-folder.ts';
import type { EmulateArguments } from './arguments.ts';
import { AUTHS } from './options.ts';

/** @throws ConfigurationError when a value or a file that it names is not what it should be */
export async function toEmulatorOptions(args: EmulateArguments): Promise<Omit<EmulatorOptions, 'engine'>> {
  const { values, lists, flags } = args;
  return {
    host: values.host ?? '127.0.0.1',
    port: Number(values.port ?? 5005),
    allowRemote: flags.allow_remote,
    tls: flags.tls || values.write_ca !== undefined,
    key: values.key ?? DEFAULT_KEY,
    auth: AUTHS.find((auth) => auth === values.auth) ?? 'key',
    token: values.token ?? null,
    tier: TIERS.find((tier) => tier === values.tier) ?? 'S1',
    rates: parseRates(lists.rate),
    retryAfterHeader: !flags.no_retry_after_header,
    latency: parseLatency(values.latency ?? 'fixed:0'),
    seed: Number(values.seed ?? 1),
    ...(values.operation_lifetime && { operationLifetimeMs: Number(values.operation_lifetime) * 1000 }),
    errorShape: ERROR_SHAPES.find((shape) => shape === values.error_shape) ?? 'wrapped',
    publishedIteration: values.custom_vision ? parsePublishedIteration(values.custom_vision) : null,
    ...(values.faults && { faults: await readFaults(values.faults) }),
    ...(values.images && { imageNames: await fromDisk('--images', imageNamesIn(values.images)) }),
    secrets: parseSecrets(lists.secret),
    readingCache: values.reading_cache ? readingFolder(values.reading_cache) : null,
  };
}

async function readFaults(faults: string): Promise<FaultScript> {
  if (/^\s*[[{]/.test(faults)) return parseFaults(faults, '--faults');
  return parseFaults(await fromDisk('--faults', readFile(faults, 'utf8')), faults);
}

async function fromDisk<T>(option: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError([`${option} cannot be read: ${reason}.`], { cause });
  }
}
