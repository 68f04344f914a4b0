import { EventEmitter } from 'node:events';
import { COMMANDS, runCommandLine } from '../../src/cli/command-line.ts';
import type { CommandGroup } from '../../src/cli/command/command.ts';
import { watchInterrupts } from '../../src/cli/command/interrupts.ts';

export interface RunInOptions {
  readonly commands?: CommandGroup;
  readonly env?: NodeJS.ProcessEnv;
  /** Of the terminal; there is none without it. */
  readonly columns?: number;
  /** Emits SIGINT for the command. */
  readonly signals?: EventEmitter;
  readonly onErr?: (text: string) => void;
}

export interface RunInEnd {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `parallel-run-ocr …` in this process. */
export async function runIn(
  folder: string,
  argv: readonly string[],
  { commands = COMMANDS, env = {}, columns, signals = new EventEmitter(), onErr }: RunInOptions = {},
): Promise<RunInEnd> {
  const written = { out: '', err: '' };
  const context = {
    terminal: {
      out: (text: string) => void (written.out += text),
      err: (text: string) => {
        written.err += text;
        onErr?.(text);
      },
      clearErrLine: () => void (written.err += '\r\u001B[K'),
      errColumns: columns ?? null,
      outColumns: columns ?? null,
    },
    env,
    currentFolder: folder,
    nodeCommand: process.execPath,
    watchInterrupts: () => watchInterrupts(signals),
  };
  const code = await runCommandLine(argv, context, commands);
  return { code, ...written };
}
