import { toPrintable } from '../logging/printable.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';
import type { Streams, Terminal } from './command/terminal.ts';
import type { Verbosity } from './printing/verbosity.ts';

/**
 * The terminal of all commands: whatever text they pass on (messages of exceptions, names of files and blobs, logs of a
 * job), only printable characters and line feeds reach it, and no secret. Requested output is data, from which only
 * known secrets are removed. The codes of a tone are added after that, by the terminal itself.
 */
export function cleanTerminal(streams: Streams, verbosity: Verbosity = 'usual'): Terminal {
  const err: Streams['err'] = (text, tone) =>
    streams.err(toPrintable(knownSecrets.redactMessage(text)), tone);
  const isVerbose = verbosity === 'verbose';
  const isQuiet = verbosity === 'quiet';
  return {
    out: (text, tone) => streams.out(toPrintable(knownSecrets.redact(text)), tone),
    err,
    note: isQuiet ? ignore : err,
    detail: isVerbose ? err : ignore,
    isVerbose,
    clearErrLine: isQuiet ? ignore : () => streams.clearErrLine(),
    get outColumns() {
      return streams.outColumns;
    },
    get errColumns() {
      return streams.errColumns;
    },
  };
}

function ignore(): void {}
