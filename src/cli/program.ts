import { styleText } from 'node:util';
import { machineError } from '../files/machine-error.ts';
import { runCommandLine } from './command-line.ts';
import { EXIT } from './command/exit-codes.ts';
import { watchInterrupts } from './command/interrupts.ts';
import { takesColour } from './colour/takes-colour.ts';
import type { Streams } from './command/terminal.ts';
import type { Tone } from '../logging/toned-line.ts';
import { redactWrites } from '../redaction/redact-writes.ts';

let outputLost = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has closed the pipe (`| head`): safe to ignore.
    if (error.code === 'EPIPE') return;
    const failure = machineError('The output cannot be written', error);
    if (failure === null) throw error;
    outputLost = true;
    process.exitCode = EXIT.failed;
    if (stream === process.stdout) process.stderr.write(`${failure.message}\n`);
  });
  redactWrites(stream);
}
// At the limit for the size of a file the signal would end the process; without it the write fails.
process.on('SIGXFSZ', () => {});

/** https://ecma-international.org/publications-and-standards/standards/ecma-48/ (CR, EL) */
const CLEAR_LINE = '\r\u001B[K';

const COLOURS = { good: 'green', warning: 'yellow', bad: 'red', note: 'cyan' } as const;

/** Writes to a stream, in the colour of a tone where the stream takes colours. */
function writerTo(stream: NodeJS.WriteStream): Streams['out'] {
  const hasColours = takesColour(stream, process.env);
  return (text, tone) => {
    if (tone === undefined || !hasColours) stream.write(text);
    else stream.write(coloured(text, COLOURS[tone]));
  };
}

/** The colour ends before the line does, so that what another program prints next has none. */
function coloured(text: string, colour: (typeof COLOURS)[Tone]): string {
  const line = text.replace(/\n$/, '');
  return styleText(colour, line, { validateStream: false }) + text.slice(line.length);
}

const terminal: Streams = {
  out: writerTo(process.stdout),
  err: writerTo(process.stderr),
  clearErrLine: () => void process.stderr.write(CLEAR_LINE),
  get outColumns() {
    return process.stdout.isTTY ? process.stdout.columns : null;
  },
  get errColumns() {
    return process.stderr.isTTY ? process.stderr.columns : null;
  },
};

const exitCode = await runCommandLine(process.argv.slice(2), {
  terminal,
  env: process.env,
  currentFolder: process.cwd(),
  nodeCommand: process.execPath,
  watchInterrupts: () => watchInterrupts(process),
});
process.exitCode = outputLost ? EXIT.failed : exitCode;
