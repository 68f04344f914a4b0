import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { importGraph, readSource } from './support/import-graph.ts';

/** File names that rooms may share, each with its reason. */
const SHARED_FILE_NAMES: ReadonlyMap<string, string> = new Map([
  ['check.ts', 'the commands `check` and `aml check`; in contract, the type of a check of a value'],
  ['options.ts', 'the table of options of the room, or of the command whose folder it is in'],
  ['replay.ts', 'the command is named after what it runs'],
  ['worker.ts', 'entry/worker.ts is the package, and exports the worker'],
]);

const files = [...importGraph().keys()];

it('exports no name from two rooms', () => {
  const rooms = roomsBy(files, (file) => exportedNames(readSource(file)));
  expect(shared(rooms, [])).toEqual([]);
});

it('names no two files of two rooms alike', () => {
  const rooms = roomsBy(files, (file) => [basename(file)]);
  expect(shared(rooms, [...SHARED_FILE_NAMES.keys()])).toEqual([]);
  expect([...SHARED_FILE_NAMES.keys()].filter((name) => !isShared(rooms.get(name)))).toEqual([]);
});

it('knows every kind of export from a re-export', () => {
  const text = `
export const A = 1;
export async function b() {}
export async function* c() {}
export abstract class D {}
export interface E {}
export type F = string;
export { g, type H as I };
export type { J } from './j.ts';
export * from './k.ts';
const L = 'export const M';
`;
  expect(exportedNames(text)).toEqual(['A', 'b', 'c', 'D', 'E', 'F', 'g', 'I']);
  const rooms = roomsBy(['src/x/a.ts', 'src/y/b.ts', 'src/y/c.ts'], (file) =>
    file === 'src/x/a.ts' ? ['one', 'two'] : ['two', 'three'],
  );
  expect(shared(rooms, [])).toEqual(['two: x, y']);
});

const DECLARATION =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|class|interface|type|const|let|enum) (\w+)|^export (?:type )?\{([^}]*)\};?$/gm;

/** The names that a source text declares and exports; re-exports are the names of another file. */
function exportedNames(text: string): string[] {
  return [...text.matchAll(DECLARATION)].flatMap(([, name, list]) =>
    name === undefined
      ? (list ?? '').split(',').map((entry) => entry.trim().split(/\s+/).at(-1) ?? '')
      : [name],
  );
}

function roomsBy(
  sources: readonly string[],
  namesOf: (file: string) => readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const rooms = new Map<string, Set<string>>();
  for (const file of sources) {
    const [top = '', room = ''] = file.split('/');
    for (const name of namesOf(file)) {
      rooms.set(name, (rooms.get(name) ?? new Set()).add(top === 'src' ? room : top));
    }
  }
  return rooms;
}

function isShared(rooms: ReadonlySet<string> | undefined): boolean {
  return rooms !== undefined && rooms.size > 1;
}

function shared(rooms: ReadonlyMap<string, ReadonlySet<string>>, allowed: readonly string[]): string[] {
  return [...rooms]
    .filter(([name, found]) => isShared(found) && !allowed.includes(name))
    .map(([name, found]) => `${name}: ${[...found].join(', ')}`);
}
