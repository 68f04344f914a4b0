import { EntryScriptError } from '../host/host-errors.ts';

/** @throws EntryScriptError when a row is no text that UTF-8 can carry */
export function checkEncodable(rows: readonly string[]): void {
  const position = rows.findIndex((row) => !row.isWellFormed());
  if (position === -1) return;
  const message = `row ${position} holds a lone surrogate; AML cannot write it as UTF-8 and tries the mini-batch again`;
  throw new EntryScriptError('UnicodeEncodeError', message);
}
