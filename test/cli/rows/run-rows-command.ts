import { EventEmitter } from 'node:events';
import { watchInterrupts } from '../../../src/cli/command/interrupts.ts';
import { runCommandLine } from '../../../src/cli/command-line.ts';

/** `parallel-run-ocr …` in this process. */
export async function runIn(folder: string, argv: readonly string[]) {
  const written = { out: '', err: '' };
  const code = await runCommandLine(argv, {
    terminal: {
      out: (text) => void (written.out += text),
      err: (text) => void (written.err += text),
      errColumns: null,
      outColumns: null,
    },
    env: {},
    currentFolder: folder,
    nodeCommand: process.execPath,
    watchInterrupts: () => watchInterrupts(new EventEmitter()),
  });
  return { code, ...written };
}
