import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';

/** An error of the operating system, as Node reports it. */
export interface SystemError {
  /** `EIO`; `errno 117` where neither Node nor the C library that it was built with has a name. */
  readonly name: string;
  /** In words; empty where there are none. */
  readonly words: string;
}

/** Node has no text for these: https://docs.libuv.org/en/v1.x/errors.html */
const WORDS: Readonly<Record<string, string>> = {
  EDQUOT: 'disk quota exceeded',
  ESTALE: 'stale file handle',
};

/** Null for anything but an error of the operating system. */
export function systemErrorOf(error: unknown): SystemError | null {
  if (!(error instanceof Error) || !('errno' in error) || typeof error.errno !== 'number') return null;
  const { errno } = error;
  const [known, words = ''] = getSystemErrorMap().get(errno) ?? [];
  const name = known ?? nameOfUnknown(errno);
  return { name, words: WORDS[name] ?? words };
}

/** For a message: `no space left on device (ENOSPC)`. */
export function systemErrorText({ name, words }: SystemError): string {
  return words === '' ? name : `${words} (${name})`;
}

/** Node's code is `Unknown system error -116` for errors that libuv does not know, ESTALE among them. */
function nameOfUnknown(errno: number): string {
  const [name] = Object.entries(constants.errno).find(([, value]) => value === -errno) ?? [];
  return name ?? `errno ${-errno}`;
}
