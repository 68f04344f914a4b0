import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { ROOT } from '../samples-truth.ts';

/** Each TypeScript file of `src` and `entry` with the files it imports, type imports included. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

export function importGraph(): ImportGraph {
  return new Map(sourceFiles().map((file) => [file, importsOf(file, readSource(file))]));
}

function sourceFiles(): string[] {
  return ['src', 'entry']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((name) => name.endsWith('.ts'));
}

export function readSource(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** Relative imports of a source text, as paths from the repository's root. */
export function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import\(|import) ?'(\.[^']+)'/g)].map((match) =>
    normalize(join(dirname(file), match[1] ?? '')),
  );
}

/** Files that import each other in a circle, each circle once; `a > b > a`. */
export function importCircles(graph: ImportGraph): string[] {
  const circles: string[] = [];
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    if (finished.has(file)) return;
    const start = path.indexOf(file);
    if (start !== -1) {
      circles.push([...path.slice(start), file].join(' > '));
      return;
    }
    path.push(file);
    for (const imported of graph.get(file) ?? []) visit(imported);
    path.pop();
    finished.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return circles;
}

/** The files themselves and all that they import, through other files too. */
export function reachableFrom(files: readonly string[], graph: ImportGraph): ReadonlySet<string> {
  const reached = new Set(files);
  for (const file of reached) for (const imported of graph.get(file) ?? []) reached.add(imported);
  return reached;
}
