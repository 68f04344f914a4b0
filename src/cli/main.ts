#!/usr/bin/env node
import { EXIT } from './command/exit-codes.ts';

const ADVICE: Readonly<Record<string, string>> = { EMFILE: '; raise the limit of open files (ulimit -n)' };

try {
  // Loaded from here, because it takes more descriptors than some limits leave; so would a module that words the sentence.
  await import('./program.ts');
} catch (error) {
  const { syscall, code = '', message } = error as NodeJS.ErrnoException;
  if (syscall === undefined) throw error;
  process.stderr.write(`This program cannot be loaded: ${message}${ADVICE[code] ?? ''}.\n`);
  process.exitCode = EXIT.usage;
}
