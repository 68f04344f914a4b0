import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './samples-truth.ts';
import {
  importCircles,
  type ImportGraph,
  importGraph,
  importsOf,
  reachableFrom,
  readSource,
} from './support/import-graph.ts';

const FLOORS = ['ground', 'reading', 'worker', 'tools', 'doors'];
const MAX_FILES_IN_FOLDER = 20;
/** The linter holds it for TypeScript. */
const MAX_LINES_OF_PYTHON = 250;

interface Room {
  readonly name: string;
  readonly floor: number;
  /** Rooms of its own floor that it may import. */
  readonly besides: readonly string[];
}

const graph = importGraph();
const rooms = readRooms();

it('has a row in docs/architecture.md for each room', () => {
  const found = new Set([...graph.keys()].map(roomOf));
  expect(rooms.map(({ name }) => name).toSorted()).toEqual([...found].toSorted());
  expect(rooms.filter(({ floor }) => floor === -1)).toEqual([]);
});

describe.each(rooms)('$name', (room) => {
  const files = [...graph.keys()].filter((file) => roomOf(file) === room.name);

  it('imports only lower floors and the rooms named in its row', () => {
    expect(forbiddenImports(room, graph)).toEqual([]);
  });

  it('needs each room named in its row', () => {
    const imported = new Set(files.flatMap((file) => graph.get(file) ?? []).map(roomOf));
    expect(room.besides.filter((name) => !imported.has(name))).toEqual([]);
  });
});

describe.each(rooms.filter(({ floor }) => FLOORS[floor] !== 'doors'))('$name', ({ name }) => {
  it('leaves the process and the terminal to the doors', () => {
    const files = [...graph.keys()].filter((file) => roomOf(file) === name);
    expect(files.flatMap(processUses)).toEqual(files.flatMap((file) => PROCESS_USES[file] ?? []));
  });
});

it('has no import circle, type imports included', () => {
  expect(importCircles(graph)).toEqual([]);
});

it(`has at most ${MAX_FILES_IN_FOLDER} files in a folder`, () => {
  const tops = ['bench', 'docs', 'entry', 'scripts', 'src', 'test'];
  const subfolders = tops.flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    ),
  );
  const folders = [
    ...tops,
    ...subfolders.map(({ parentPath, name }) => relative(ROOT, join(parentPath, name))),
  ];
  const sizes = folders.map((folder) => ({
    folder,
    files: readdirSync(join(ROOT, folder), { withFileTypes: true }).filter((entry) => entry.isFile()).length,
  }));
  expect(sizes.filter(({ files }) => files > MAX_FILES_IN_FOLDER)).toEqual([]);
});

it(`has at most ${MAX_LINES_OF_PYTHON} lines in a Python file`, () => {
  const lengths = pythonFiles().map((file) => ({
    file,
    lines: readSource(file).trimEnd().split('\n').length,
  }));
  expect(lengths.length).toBeGreaterThan(30);
  expect(lengths.filter(({ lines }) => lines > MAX_LINES_OF_PYTHON)).toEqual([]);
});

describe('the path of one image in docs/architecture.md', () => {
  const steps = stepsOfOneImage();
  const roots = [...pythonFiles().filter((file) => file.startsWith('entry/')), 'entry/worker.ts'];

  it('has steps numbered from 1, of files that exist', () => {
    expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
    expect(steps.length).toBeGreaterThanOrEqual(12);
    const files = steps.flatMap((step) => step.files);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it('names only files of the worker', () => {
    const reached = reachableFrom(roots, graph);
    expect(steps.flatMap((step) => step.files).filter((file) => !reached.has(file))).toEqual([]);
  });

  it('goes from step to step by imports', () => {
    const jumps = steps.filter(({ files }, index) => {
      const earlier = steps.slice(0, index).flatMap((step) => step.files);
      const reached = reachableFrom(index < 2 ? roots : earlier, graph);
      return !files.some((file) => reached.has(file));
    });
    expect(jumps).toEqual([]);
  });
});

describe('the checks themselves', () => {
  it('find a type import against the order', () => {
    const text = "import type { Job } from '../replay/schedule/job.ts';\nexport * from './x.ts';";
    const imports = importsOf('src/flow/clock.ts', text);
    expect(imports).toEqual(['src/replay/schedule/job.ts', 'src/flow/x.ts']);
    const flow: Room = { name: 'flow', floor: 0, besides: ['contract'] };
    expect(forbiddenImports(flow, new Map([['src/flow/clock.ts', imports]]))).toEqual([
      'src/flow/clock.ts imports src/replay/schedule/job.ts',
    ]);
  });

  it('find what is imported through other files', () => {
    const imports = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['d', ['a']],
    ]);
    expect([...reachableFrom(['a'], imports)]).toEqual(['a', 'b', 'c']);
  });

  it('find a circle of three', () => {
    const circle = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['d', 'a']],
      ['d', []],
    ]);
    expect(importCircles(circle)).toEqual(['a > b > c > a']);
  });
});

/** Uses of the process that only the process itself can serve. */
const PROCESS_USES: Readonly<Record<string, readonly string[]>> = {
  'src/ocr/offline/forbid-telemetry.ts': ['process.env'],
  'src/ocr/offline/thread-pool.ts': ['process.once', 'process.off'],
  'src/replay/host/wait-for-debugger.ts': ['process.once'],
};

function processUses(file: string): string[] {
  const code = readSource(file).replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, '');
  return [...(code.match(/(?<![\w.'])(?:process\.(?!memoryUsage|hrtime)\w+|console\.\w+)/g) ?? [])];
}

function forbiddenImports({ name, floor, besides }: Room, imports: ImportGraph): string[] {
  const allowed = new Set([
    name,
    ...besides,
    ...rooms.filter((other) => other.floor < floor).map((other) => other.name),
  ]);
  return [...imports]
    .filter(([file]) => roomOf(file) === name)
    .flatMap(([file, imported]) =>
      imported.filter((other) => !allowed.has(roomOf(other))).map((other) => `${file} imports ${other}`),
    );
}

function roomOf(file: string): string {
  const [top = '', room = ''] = file.split('/');
  return top === 'src' ? room : top;
}

function readRooms(): Room[] {
  const rows = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8').matchAll(
    /^\| (\w+) +\| `(\w+)` +\|[^|]+\|([^|]*)\|$/gm,
  );
  return Array.from(rows, ([, floor = '', name = '', besides = '']) => ({
    name,
    floor: FLOORS.indexOf(floor),
    besides: Array.from(besides.matchAll(/`(\w+)`/g), ([, other = '']) => other),
  }));
}

function pythonFiles(): string[] {
  return ['aml', 'bench', 'entry', 'examples', 'src', 'test'].flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.py'))
      .map((name) => join(top, name)),
  );
}

interface ImageStep {
  readonly number: number;
  readonly files: readonly string[];
}

function stepsOfOneImage(): ImageStep[] {
  const rows = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8').matchAll(/^\| (\d+) +\|([^|]+)\|/gm);
  return Array.from(rows, ([, number = '', files = '']) => ({
    number: Number(number),
    files: Array.from(files.matchAll(/`([^`]+)`/g), ([, file = '']) => file),
  }));
}
