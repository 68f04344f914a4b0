import { EntryScriptError } from '../host/host-errors.ts';

/** @throws EntryScriptError when UTF-8 cannot encode a row */
export function checkEncodable(rows: readonly string[]): void {
  const position = rows.findIndex((row) => !row.isWellFormed());
  if (position === -1) return;
  const message = `row ${position} holds a lone surrogate; AML cannot write it as UTF-8 and retries the mini-batch`;
  throw new EntryScriptError('UnicodeEncodeError', message);
}
