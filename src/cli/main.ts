#!/usr/bin/env node
import { unexplainedLimit } from '../files/machine-error.ts';
import { EXIT } from './command/exit-codes.ts';

try {
  // Loaded from here, because it takes more descriptors than some limits leave.
  await import('./program.ts');
} catch (error) {
  const limit = unexplainedLimit(error);
  if (limit === null) throw error;
  process.stderr.write(`${limit.message}\n`);
  process.exitCode = EXIT.failed;
}
