import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { ConfigurationError } from '../../contract/errors.ts';
import type { EmulatorOptions } from '../../emulator/emulator-options.ts';
import { MSI_PATH, MSI_SECRET } from '../../emulator/services/managed-identity.ts';
import { type Emulator, startEmulator } from '../../emulator/server/start-emulator.ts';
import { syntheticEngine } from '../../emulator/reading/synthetic-engine.ts';
import { untilAborted } from '../../flow/abort.ts';
import type { OcrEngine } from '../../ocr/engine.ts';
import { createOfflineEngine } from '../../ocr/offline/engine.ts';
import { ARM_VARIABLE, VAULT_URL_VARIABLE } from '../../azure/cloud.ts';
import { type EmulateArguments, parseEmulateArguments } from './arguments.ts';
import { emulateHelp } from './help.ts';
import { toEmulatorOptions } from './to-emulator-options.ts';
import { type CommandContext, EXIT } from '../command/terminal.ts';

const DEFAULT_COLUMNS = 100;

/** `parallel-run-ocr emulate` */
export async function emulateCommand(argv: readonly string[], context: CommandContext): Promise<number> {
  const { terminal } = context;
  const args = parseEmulateArguments(argv);
  if ('problems' in args) return refuse(args.problems, context);
  if (args.flags.help) {
    terminal.out(await emulateHelp(terminal.outColumns ?? DEFAULT_COLUMNS));
    return EXIT.ok;
  }
  try {
    await serve(args, await toEmulatorOptions(args), context);
    return EXIT.ok;
  } catch (error) {
    if (error instanceof ConfigurationError) return refuse(error.problems, context);
    throw error;
  }
}

function refuse(problems: readonly string[], { terminal }: CommandContext): number {
  const lines = problems.length === 1 ? problems : problems.map((problem) => `- ${problem}`);
  terminal.err(`${lines.join('\n')}\nSee parallel-run-ocr emulate --help\n`);
  return EXIT.usage;
}

async function serve(
  args: EmulateArguments,
  options: Omit<EmulatorOptions, 'engine'>,
  context: CommandContext,
): Promise<void> {
  const engine = args.values.reading === 'synthetic' ? syntheticEngine : await offlineEngine(args);
  try {
    const emulator = await startEmulator({ ...options, engine });
    const { drain } = context.watchInterrupts();
    await announce(emulator, args, context);
    await untilAborted(drain);
    context.terminal.err('Stopping: answers under way have two seconds.\n');
    await emulator.close();
  } finally {
    await engine.close();
  }
}

function offlineEngine({ values }: EmulateArguments): Promise<OcrEngine> {
  return createOfflineEngine({ language: values.language ?? 'en', threads: availableParallelism() });
}

/** Standard output carries nothing but lines for a shell to source; the rest is for people. */
async function announce(emulator: Emulator, args: EmulateArguments, context: CommandContext): Promise<void> {
  const { url, ca } = emulator;
  const { terminal, currentFolder } = context;
  const caFile = args.values.write_ca;
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
