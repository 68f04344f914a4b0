import type { Environment } from '../../config/environment.ts';
import { proxiesFrom } from '../../network/proxies.ts';
import { printNote } from '../printing/notes.ts';
import type { Terminal } from '../command/terminal.ts';

/** @throws ConfigurationError when a variable names no usable proxy */
export function noteProxies(env: Environment, terminal: Terminal): void {
  const named = [...new Set(proxiesFrom(env).named.map(({ description }) => description))];
  if (named.length === 0) return;
  printNote(
    terminal,
    `requests go through ${named.join(' and ')}, except to this machine and the hosts in NO_PROXY.`,
  );
}
