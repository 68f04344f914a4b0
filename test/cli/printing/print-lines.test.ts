import { expect, it } from 'vitest';
import { cleanTerminal } from '../../../src/cli/clean-terminal.ts';
import { printLines } from '../../../src/cli/printing/print-lines.ts';

it('prints each line in its tone, on the stream that is asked for', () => {
  const seen: unknown[] = [];
  const terminal = cleanTerminal({
    out: (text, tone) => void seen.push(['out', text, tone]),
    err: (text, tone) => void seen.push(['err', text, tone]),
    clearErrLine() {},
    outColumns: null,
    errColumns: null,
  });
  printLines(terminal, 'out', ['a', { text: 'b', tone: 'good' }]);
  printLines(terminal, 'note', [{ text: 'c', tone: 'note' }]);
  expect(seen).toEqual([
    ['out', 'a\n', undefined],
    ['out', 'b\n', 'good'],
    ['err', 'c\n', 'note'],
  ]);
});
