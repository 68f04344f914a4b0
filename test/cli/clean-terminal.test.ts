import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanTerminal } from '../../src/cli/clean-terminal.ts';
import type { Verbosity } from '../../src/cli/printing/verbosity.ts';
import type { CommandGroup } from '../../src/cli/command/command.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runIn } from './run-in.ts';

const HOSTILE = 'a\u001B[2J\u202E\rb';
const SHOWN = String.raw`a\x1B[2J\u202E\x0Db`;
const CLEAR_LINE = '\r\u001B[K';

function recorded(verbosity?: Verbosity) {
  const written = { out: '', err: '' };
  const terminal = cleanTerminal(
    {
      out: (text) => void (written.out += text),
      err: (text) => void (written.err += text),
      clearErrLine: () => void (written.err += CLEAR_LINE),
      outColumns: 80,
      errColumns: null,
    },
    verbosity,
  );
  return { terminal, written };
}

/** A program with one command, which does what is given. */
const programOf = (run: () => Promise<number>): CommandGroup => ({
  name: 'parallel-run-ocr',
  summary: '',
  about: '',
  commands: [
    {
      name: 'do',
      summary: '',
      load: async () => ({ about: '', options: {}, examples: [], notes: [], exitCodes: [], run }),
    },
  ],
});

describe('the terminal of the commands', () => {
  it('lets only its own sequences through, whatever is printed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (out, err) => {
        const { terminal, written } = recorded();
        terminal.out(out);
        terminal.err(err);
        terminal.clearErrLine();
        expect(written.err.endsWith(CLEAR_LINE)).toBe(true);
        const rest = written.out + written.err.slice(0, -CLEAR_LINE.length);
        expect(rest).not.toMatch(/(?!\n|[\u200C\u200D])\p{C}/u);
      }),
    );
  });

  it('does not take the sequence that clears a line from a text', () => {
    const { terminal, written } = recorded();
    terminal.err(`wrong${CLEAR_LINE}`);
    expect(written.err).toBe(String.raw`wrong\x0D\x1B[K`);
  });

  it('passes a tone on, and no colour that is in the text', () => {
    const seen: unknown[] = [];
    const record = (text: string, tone?: string) => void seen.push([text, tone]);
    const terminal = cleanTerminal({
      out: record,
      err: record,
      clearErrLine: () => {},
      outColumns: 80,
      errColumns: 80,
    });
    terminal.out('\u001B[32mfine\u009B0m', 'bad');
    terminal.err('\u001B[32mfine', 'warning');
    expect(seen).toEqual([
      [String.raw`\x1B[32mfine\x9B0m`, 'bad'],
      [String.raw`\x1B[32mfine`, 'warning'],
    ]);
  });

  it.each([
    ['quiet', ['error']],
    ['usual', ['error', 'note', CLEAR_LINE]],
    ['verbose', ['error', 'note', 'detail', CLEAR_LINE]],
  ] as const)('prints as much as is asked for: %s', (verbosity, expected) => {
    const { terminal, written } = recorded(verbosity);
    terminal.out('result');
    terminal.err('error');
    terminal.note('note');
    terminal.detail('detail');
    terminal.clearErrLine();
    expect(written).toEqual({ out: 'result', err: expected.join('') });
    expect(terminal.isVerbose).toBe(verbosity === 'verbose');
  });

  it('shows notes and details as safely as errors', () => {
    const { terminal, written } = recorded('verbose');
    terminal.note(HOSTILE);
    terminal.detail(`${HOSTILE} https://a.example/?sig=abc`);
    expect(written.err).toBe(`${SHOWN}${SHOWN} https://a.example/?sig=[secret]`);
  });

  it('keeps the widths', () => {
    expect(recorded().terminal).toMatchObject({ outColumns: 80, errColumns: null });
  });

  it('removes secrets from both streams, and credentials by their form from messages', () => {
    const { terminal, written } = recorded();
    const key = 'terminal-test/key+of=32-characters';
    expect(new Secret(key).reveal()).toBe(key);
    terminal.out(`${Buffer.from(key).toString('base64')} sig=abc`);
    terminal.err(`${encodeURIComponent(key)} https://a.example/?sig=abc`);
    expect(written.out).toMatch(/^\[secret\]=* sig=abc$/);
    expect(written.err).toBe('[secret] https://a.example/?sig=[secret]');
  });
});

describe('what reaches the terminal', () => {
  it('an exception that nobody expected', async () => {
    const commands = programOf(() => Promise.reject(new TypeError(HOSTILE)));
    const { code, err } = await runIn('/', ['do'], { commands });
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining(`TypeError: ${SHOWN}`) as unknown,
    });
  });

  it('an unknown command and an unknown option', async () => {
    const command = await runIn('/', [HOSTILE]);
    const option = await runIn('/', ['verify', `--${HOSTILE}`]);
    expect(command.err + option.err).not.toMatch(/(?!\n)\p{C}/u);
  });

  it('the names of files in an input and in the output folder, on one line', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'in'));
    await mkdir(join(folder, 'out'));
    await writeFile(join(folder, 'in', 'a.png'), '');
    await writeFile(join(folder, 'out', `${HOSTILE}\nAML would say: Completed`), '');
    const { err } = await runIn(folder, ['replay', 'in', '--output', 'out', '--', '--engine', HOSTILE]);
    expect(err).not.toMatch(/(?!\n)\p{C}/u);
    expect(err).not.toMatch(/^AML would say/m);
  });
});
