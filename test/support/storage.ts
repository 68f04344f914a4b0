import { getSystemErrorMap } from 'node:util';
import type { OpenFile, ReadTools } from '../../src/files/read-once.ts';

/** The name or number of a system error, or `hang`. */
type Failure = string | number;

/** What happens in one attempt to read a file. */
export type Attempt =
  | { readonly open: Failure }
  | { readonly read: Failure; readonly size?: number }
  | { readonly content: string; readonly size?: number };

/** A storage that behaves as it is told, attempt by attempt; the last one repeats. */
export function scriptedStorage(attempts: readonly Attempt[]): Pick<ReadTools, 'open'> & Counts {
  const counts = { opened: 0, closed: 0 };
  return {
    get opened() {
      return counts.opened;
    },
    get closed() {
      return counts.closed;
    },
    async open() {
      const attempt = attempts[Math.min(counts.opened, attempts.length - 1)] ?? { content: '' };
      counts.opened += 1;
      if ('open' in attempt) return fail(attempt.open, 'open');
      return openFile(attempt, () => (counts.closed += 1));
    },
  };
}

interface Counts {
  readonly opened: number;
  readonly closed: number;
}

function openFile(attempt: Exclude<Attempt, { open: unknown }>, onClose: () => void): OpenFile {
  const content = Buffer.from('content' in attempt ? attempt.content : '');
  const facts = { size: attempt.size ?? (content.length || 5), isFile: () => true, isDirectory: () => false };
  return {
    stat: () => Promise.resolve(facts),
    async read(buffer, offset, length, position) {
      if ('read' in attempt) return fail(attempt.read, 'read');
      // At most two bytes at a time: a short read is not the end.
      const bytesRead = content.copy(buffer, offset, position, position + Math.min(length, 2));
      return { bytesRead };
    },
    async close() {
      onClose();
    },
  };
}

function fail(error: string | number, syscall: string): Promise<never> {
  return error === 'hang' ? new Promise(() => {}) : Promise.reject(systemErrorFor(error, syscall));
}

/** As Node makes it, also for a number that it has no name for. */
function systemErrorFor(error: string | number, syscall: string): Error {
  const map = getSystemErrorMap();
  const errno = typeof error === 'number' ? -error : [...map].find(([, [name]]) => name === error)?.[0];
  if (errno === undefined) throw new Error(`${error} has no number here`);
  const [code, words] = map.get(errno) ?? [`Unknown system error ${errno}`, `Unknown system error ${errno}`];
  return Object.assign(new Error(`${code}: ${words}, ${syscall}`), { errno, code, syscall });
}
