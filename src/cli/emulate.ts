import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import type { EmulatorOptions } from '../emulator/emulator-options.ts';
import type { FaultScript } from '../emulator/faults/fault.ts';
import { parseFaults } from '../emulator/faults/parse-faults.ts';
import { imageNamesIn } from '../emulator/image-names.ts';
import { parseLatency } from '../emulator/latency.ts';
import { parsePublishedIteration, parseSecrets } from '../emulator/parse-pairs.ts';
import { parseRates } from '../emulator/rates.ts';
import { readingFolder } from '../emulator/reading-folder.ts';
import { MSI_PATH, MSI_SECRET } from '../emulator/services/managed-identity.ts';
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts';
import { syntheticEngine } from '../emulator/synthetic-engine.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import { createOfflineEngine } from '../ocr/offline/engine.ts';
import { declareArguments, type EmulateArguments } from './emulate-arguments.ts';

export const emulateCommand: CommandModule<object, EmulateArguments> = {
  command: 'emulate',
  describe: "Serve Azure's OCR services on this machine, with faults, limits and counters",
  builder: declareArguments,
  handler: emulate,
};

async function emulate(args: EmulateArguments): Promise<void> {
  const options = await toOptions(args);
  const engine = args.reading === 'synthetic' ? syntheticEngine : await offlineEngine(args.language);
  try {
    const emulator = await startEmulator({ ...options, engine });
    if (args.write_ca !== undefined && emulator.ca !== null) await writeFile(args.write_ca, emulator.ca);
    announce(emulator, args);
    await untilStopped();
    console.error('Stopping: answers under way are finished, a second Ctrl-C stops at once.');
    await emulator.close();
  } finally {
    await engine.close();
  }
}

async function toOptions(args: EmulateArguments): Promise<Omit<EmulatorOptions, 'engine'>> {
  return {
    host: args.host,
    port: args.port,
    allowRemote: args.allow_remote,
    tls: args.tls || args.write_ca !== undefined,
    key: args.key,
    auth: args.auth,
    token: args.token ?? null,
    tier: args.tier,
    rates: parseRates(args.rate),
    retryAfterHeader: args.retry_after_header,
    latency: parseLatency(args.latency),
    seed: args.seed,
    ...(args.operation_lifetime !== undefined && { operationLifetimeMs: args.operation_lifetime * 1000 }),
    errorShape: args.error_shape,
    publishedIteration: args.custom_vision === undefined ? null : parsePublishedIteration(args.custom_vision),
    ...(args.faults !== undefined && { faults: await readFaults(args.faults) }),
    ...(args.images !== undefined && { imageNames: await imageNamesIn(args.images) }),
    secrets: parseSecrets(args.secret),
    readingCache: args.reading_cache === undefined ? null : readingFolder(args.reading_cache),
  };
}

async function readFaults(faults: string): Promise<FaultScript> {
  const inline = /^\s*[[{]/.test(faults);
  return inline ? parseFaults(faults, '--faults') : parseFaults(await readFile(faults, 'utf8'), faults);
}

function offlineEngine(language: string): Promise<OcrEngine> {
  return createOfflineEngine({ language, threads: availableParallelism() });
}

/** Standard output carries nothing but lines for a shell to source; the rest is for people. */
function announce(emulator: Emulator, args: EmulateArguments): void {
  const { url } = emulator;
  console.error(
    `Listening on ${url}, key ${emulator.key()}. Statistics: ${url}/_emulator/stats. Ctrl-C stops.`,
  );
  if (args.write_ca !== undefined) console.log(`export NODE_EXTRA_CA_CERTS='${resolve(args.write_ca)}'`);
  console.log(`export MSI_ENDPOINT='${url}${MSI_PATH}' MSI_SECRET='${MSI_SECRET}'`);
  console.log(`export PARALLEL_RUN_OCR_VAULT_URL='${url}' PARALLEL_RUN_OCR_ARM_ENDPOINT='${url}'`);
}

function untilStopped(): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop());
  });
}
