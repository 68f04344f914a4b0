import type { Point } from '../../image/quad.ts';

/** One connected patch of a probability map. */
export interface Component {
  readonly pixels: number;
  readonly meanProbability: number;
  /** Both ends of each row, as pixel edges: sufficient for the convex hull. */
  readonly outline: readonly Point[];
}

interface Run {
  readonly row: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly sum: number;
}

/** The 8-connected patches whose probability is above the threshold, from top to bottom. */
export function findComponents(map: Float32Array, width: number, threshold: number): Component[] {
  const runs = findRuns(map, width, threshold);
  const roots = joinRuns(runs);
  const members = new Map<number, Run[]>();
  runs.forEach((run, index) => {
    const root = findRoot(roots, index);
    const list = members.get(root);
    if (list) list.push(run);
    else members.set(root, [run]);
  });
  return [...members.values()].map(describe);
}

function findRuns(map: Float32Array, width: number, threshold: number): Run[] {
  const runs: Run[] = [];
  const rows = map.length / width;
  for (let row = 0; row < rows; row++) {
    const offset = row * width;
    for (let x = 0; x < width; x++) {
      if (map[offset + x]! <= threshold) continue;
      const start = x;
      let sum = 0;
      for (; x < width && map[offset + x]! > threshold; x++) sum += map[offset + x]!;
      runs.push({ row, start, end: x, sum });
    }
  }
  return runs;
}

/** Union-find over runs that touch in neighbouring rows, corners included. */
function joinRuns(runs: readonly Run[]): Int32Array {
  const roots = Int32Array.from(runs, (_, index) => index);
  let above = 0;
  for (let index = 0; index < runs.length; index++) {
    const run = runs[index]!;
    while (above < index && isPassed(runs[above]!, run)) above++;
    for (let other = above; other < index; other++) {
      const candidate = runs[other]!;
      if (candidate.row !== run.row - 1 || candidate.start > run.end) break;
      const a = findRoot(roots, other);
      const b = findRoot(roots, index);
      roots[Math.max(a, b)] = Math.min(a, b);
    }
  }
  return roots;
}

function isPassed(candidate: Run, run: Run): boolean {
  return candidate.row < run.row - 1 || (candidate.row === run.row - 1 && candidate.end < run.start);
}

function findRoot(roots: Int32Array, index: number): number {
  let root = index;
  while (roots[root] !== root) {
    roots[root] = roots[roots[root]!]!;
    root = roots[root]!;
  }
  return root;
}

function describe(runs: readonly Run[]): Component {
  let pixels = 0;
  let sum = 0;
  const outline: Point[] = [];
  for (const run of runs) {
    pixels += run.end - run.start;
    sum += run.sum;
    outline.push([run.start, run.row], [run.end, run.row], [run.start, run.row + 1], [run.end, run.row + 1]);
  }
  return { pixels, meanProbability: sum / pixels, outline };
}
