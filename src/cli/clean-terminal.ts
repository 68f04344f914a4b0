import { toPrintable } from '../logging/printable.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';
import type { Terminal } from './command/terminal.ts';

/**
 * The terminal of all commands: whatever text they pass on (messages of exceptions, names of files and blobs, logs of a
 * job), only printable characters and line feeds reach it, and no secret. Requested output is data, from which only
 * known secrets are removed. The codes of a tone are added after that, by the terminal itself.
 */
export function cleanTerminal(terminal: Terminal): Terminal {
  return {
    out: (text, tone) => terminal.out(toPrintable(knownSecrets.redact(text)), tone),
    err: (text, tone) => terminal.err(toPrintable(knownSecrets.redactMessage(text)), tone),
    clearErrLine: () => terminal.clearErrLine(),
    get outColumns() {
      return terminal.outColumns;
    },
    get errColumns() {
      return terminal.errColumns;
    },
  };
}
