import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { syntheticEngine } from '../../emulator/reading/synthetic-engine.ts';
import { type Emulator, startEmulator } from '../../emulator/server/start-emulator.ts';
import { MSI_PATH, MSI_SECRET } from '../../emulator/services/managed-identity.ts';
import { createOfflineEngine } from '../../ocr/offline/engine.ts';
import { ARM_VARIABLE, VAULT_URL_VARIABLE } from '../../azure/cloud.ts';
import { untilAborted } from '../../flow/abort.ts';
import type { CommandContext } from '../command/terminal.ts';
import { type EmulateValues, toEmulatorOptions } from './to-emulator-options.ts';

/** Serves until the first Ctrl-C. */
export async function serveEmulator(values: EmulateValues, context: CommandContext): Promise<void> {
  const options = await toEmulatorOptions(values);
  const engine =
    values.reading === 'synthetic'
      ? syntheticEngine
      : await createOfflineEngine({ language: values.language, threads: availableParallelism() });
  try {
    const emulator = await startEmulator({ ...options, engine });
    const { drain } = context.watchInterrupts();
    await announce(emulator, values.write_ca, context);
    await untilAborted(drain);
    context.terminal.err('Stopping: responses in progress have two seconds to finish.\n');
    await emulator.close();
  } finally {
    await engine.close();
  }
}

/** Standard output has only lines that a shell can source; everything else goes to standard error. */
async function announce(
  emulator: Emulator,
  caFile: string | undefined,
  { terminal, currentFolder }: CommandContext,
): Promise<void> {
  const { url, ca } = emulator;
  if (caFile !== undefined && ca !== null) {
    const path = resolve(currentFolder, caFile);
    await writeFile(path, ca);
    terminal.out(`export NODE_EXTRA_CA_CERTS='${path}'\n`);
  }
  terminal.out(`export MSI_ENDPOINT='${url}${MSI_PATH}' MSI_SECRET='${MSI_SECRET}'\n`);
  terminal.out(`export ${VAULT_URL_VARIABLE}='${url}' ${ARM_VARIABLE}='${url}'\n`);
  terminal.err(
    `Listening on ${url}, key ${emulator.key()}. Statistics: ${url}/_emulator/stats. Ctrl-C stops.\n`,
  );
}
