import { isIP } from 'node:net';
import { ConfigurationError } from '../../contract/errors.ts';

/** @throws ConfigurationError when other machines can reach the host and `allowRemote` is false */
export function checkListenHost(host: string, allowRemote: boolean): void {
  if (allowRemote || isLoopback(host)) return;
  throw new ConfigurationError([
    `The emulator would listen on ${host}, where other machines can reach it, and its keys protect nothing. Listen on 127.0.0.1, ::1 or localhost, or add --allow_remote.`,
  ]);
}

/** The server's URL; an IPv6 address is put in brackets. */
export function urlOf(scheme: 'http' | 'https', host: string, port: number): string {
  return `${scheme}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
