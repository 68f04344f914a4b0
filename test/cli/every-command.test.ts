import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/command-line.ts';
import type { Command, CommandGroup } from '../../src/cli/command/command.ts';
import { exitCodeRows } from '../../src/cli/command/exit-codes.ts';
import { runIn } from './run-in.ts';

interface Leaf {
  readonly path: readonly string[];
  readonly load: () => Promise<Command>;
}

const leaves = leavesOf(COMMANDS);

describe.each(leaves)('parallel-run-ocr $path', ({ path, load }) => {
  it.each([['--help'], ['-h']])('explains itself with %s', async (flag) => {
    const command = await load();
    const { code, out, err } = await runIn('/', [...path, flag]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.startsWith(`parallel-run-ocr ${path.join(' ')} `)).toBe(true);
    for (const option of Object.keys(command.options)) expect(out).toContain(`--${option} `);
    for (const [exitCode] of exitCodeRows(command.exitCodes)) {
      expect(out).toMatch(new RegExp(`\n {2}${exitCode} +\\w`));
    }
    expect(out).toMatch(/\n {2}-h, --help +\w[^]*\n {2}-V, --version +\w[^]*\nExamples:\n/);
  });

  it.each([40, 60, 80, 110, 200])('fits a terminal of %i columns, and 110', async (columns) => {
    const { out } = await runIn('/', [...path, '--help'], { columns });
    for (const option of Object.keys((await load()).options))
      expect(out).toMatch(new RegExp(` --${option}\\s`));
    const width = Math.min(columns, 110);
    expect(out.split('\n').filter((line) => line.length > width && / \S/.test(line.trim()))).toEqual([]);
  });

  it('is explained by help as well', async () => {
    const { out } = await runIn('/', [...path, '--help']);
    expect(await runIn('/', ['help', ...path])).toEqual({ code: 0, out, err: '' });
  });

  it('has a default that each option accepts, and a heading for each', async () => {
    const options = Object.entries((await load()).options);
    const rejected = options.filter(
      ([, { default: standard, type }]) => standard !== undefined && type.check(standard) !== null,
    );
    expect(rejected.map(([name]) => name)).toEqual([]);
    expect(options.filter(([, { group }]) => group === undefined).map(([name]) => name)).toEqual([]);
  });

  it('prints its result as JSON on request, unless it serves', async () => {
    expect('json' in (await load()).options).toBe(path.join(' ') !== 'emulate');
  });

  it('does not begin a description with a bare genitive', async () => {
    const described = Object.entries((await load()).options).filter(([, { description }]) =>
      /^(of|else|not) /i.test(description),
    );
    expect(described.map(([name]) => name)).toEqual([]);
  });
});

function leavesOf({ commands }: CommandGroup, path: readonly string[] = []): Leaf[] {
  return commands.flatMap((node) =>
    'commands' in node
      ? leavesOf(node, [...path, node.name])
      : [{ path: [...path, node.name], load: () => node.load() }],
  );
}
