import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { syntheticEngine } from '../../emulator/reading/synthetic-engine.ts';
import { type EmulatedProxy, startEmulatedProxy } from '../../emulator/proxy/start-proxy.ts';
import { type Emulator, startEmulator } from '../../emulator/server/start-emulator.ts';
import { MSI_PATH, MSI_SECRET } from '../../emulator/services/managed-identity.ts';
import { createOfflineEngine } from '../../ocr/offline/engine.ts';
import { modelFolders } from '../../ocr/offline/models/model-folders.ts';
import { ARM_VARIABLE, VAULT_URL_VARIABLE } from '../../azure/cloud.ts';
import { untilAborted } from '../../flow/abort.ts';
import type { CommandContext } from '../command/terminal.ts';
import { type EmulateValues, fromDisk, toEmulatorOptions } from './to-emulator-options.ts';

/** Serves until the first Ctrl-C. */
export async function serveEmulator(values: EmulateValues, context: CommandContext): Promise<void> {
  const options = await toEmulatorOptions(values);
  const engine =
    values.reading === 'synthetic'
      ? syntheticEngine
      : await createOfflineEngine({
          language: values.language,
          model: null,
          modelFolders: modelFolders(context.env),
          threads: availableParallelism(),
        });
  try {
    const emulator = await startEmulator({ ...options, engine });
    let proxy: EmulatedProxy | null = null;
    try {
      proxy = await startProxy(values, emulator);
      const caFile = await writeCa(emulator, values.write_ca, context.currentFolder);
      const { drain } = context.watchInterrupts();
      announce(emulator, caFile, context);
      if (proxy !== null) context.terminal.note(`HTTPS_PROXY=${proxy.url} leads every host to it.\n`);
      await untilAborted(drain);
      context.terminal.note('Stopping: responses in progress have two seconds to finish.\n');
    } finally {
      await proxy?.close();
      await emulator.close();
    }
  } finally {
    await engine.close();
  }
}

function startProxy(values: EmulateValues, { url }: Emulator): Promise<EmulatedProxy> | null {
  const { proxy_port: port, proxy_auth: credentials = null, proxy_status: rejectWith = null } = values;
  if (port === undefined) return null;
  return startEmulatedProxy({ port, credentials, rejectWith, leadsTo: () => Number(new URL(url).port) });
}

/**
 * Signals end the process here as usual: the file may be a pipe that nobody reads.
 *
 * @returns the absolute path; null without TLS or without a file
 */
async function writeCa(
  { ca }: Emulator,
  caFile: string | undefined,
  currentFolder: string,
): Promise<string | null> {
  if (caFile === undefined || ca === null) return null;
  const path = resolve(currentFolder, caFile);
  await fromDisk('--write_ca cannot be written', writeFile(path, ca));
  return path;
}

/** Standard output has only lines that a shell can source; everything else goes to standard error. */
function announce(emulator: Emulator, caFile: string | null, { terminal }: CommandContext): void {
  const { url } = emulator;
  if (caFile !== null) terminal.out(`export NODE_EXTRA_CA_CERTS='${caFile}'\n`);
  terminal.out(`export MSI_ENDPOINT='${url}${MSI_PATH}' MSI_SECRET='${MSI_SECRET}'\n`);
  terminal.out(`export ${VAULT_URL_VARIABLE}='${url}' ${ARM_VARIABLE}='${url}'\n`);
  terminal.note(
    `Listening on ${url}, key ${emulator.key()}. Statistics: ${url}/_emulator/stats. Ctrl-C stops.\n`,
  );
}
