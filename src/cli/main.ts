#!/usr/bin/env node
import { runCommandLine } from './command-line.ts';
import { watchInterrupts } from './command/interrupts.ts';
import type { Terminal } from './command/terminal.ts';
import { redactWrites } from '../redaction/redact-writes.ts';

for (const stream of [process.stdout, process.stderr]) {
  // The reader has closed the pipe (`| head`): safe to ignore.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  redactWrites(stream);
}

/** https://ecma-international.org/publications-and-standards/standards/ecma-48/ (CR, EL) */
const CLEAR_LINE = '\r\u001B[K';

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  clearErrLine: () => void process.stderr.write(CLEAR_LINE),
  get outColumns() {
    return process.stdout.isTTY ? process.stdout.columns : null;
  },
  get errColumns() {
    return process.stderr.isTTY ? process.stderr.columns : null;
  },
};

process.exitCode = await runCommandLine(process.argv.slice(2), {
  terminal,
  env: process.env,
  currentFolder: process.cwd(),
  nodeCommand: process.execPath,
  watchInterrupts: () => watchInterrupts(process),
});
